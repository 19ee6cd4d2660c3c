"""The one tree of errors: a stable code, the offending value, where it stood, and what to do about it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

SUGGESTIONS_AT_MOST = 5
SHOWN_AT_MOST: Final = 200
"""Characters of an offending value that are told."""
MESSAGE_AT_MOST: Final = 1_000
"""Characters of a message, and of a suggestion."""
LIKENESS: Final = 0.75
"""By Jaro and Winkler, from 0 to 1, from which one text is near to another one."""
COMPARED_AT_MOST: Final = 200
"""Characters of the longest text that anything is found near to."""


def cut(text: str, most: int = SHOWN_AT_MOST) -> str:
    """A text of at most so many characters, and a sign where something is left out."""
    return text if len(text) <= most else f"{text[:most]}…"


class OpenDoorsError(Exception):
    """Root of all expected failures.

    Attributes:
        code: stable, lower case, for programs.
        value: the offending value as it was given, if there is one; a long text is cut, in the message too.
        where: where it stood: an argument's name, or ``file:line:column``.
        suggestion: what to do, in a sentence; never empty.
        nearest: valid values close to the offending one, best first.
    """

    default_code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        *,
        suggestion: str,
        code: str | None = None,
        value: object = None,
        where: str | None = None,
        nearest: Sequence[str] = (),
    ) -> None:
        self.code = code or self.default_code
        self.message = _without_long(message, value)
        self.value = cut(value) if isinstance(value, str) else value
        self.where = where
        self.suggestion = cut(suggestion, MESSAGE_AT_MOST)
        self.nearest = tuple(nearest)
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message} {self.suggestion}"


class InputError(OpenDoorsError, ValueError):
    """A question or command names something that is not there or not allowed."""

    default_code = "bad_input"


class LimitError(InputError):
    """A request goes beyond a stated limit."""

    default_code = "limit_exceeded"


class StoppedError(OpenDoorsError):
    """What was being worked out was stopped before its end: see ``graph.work``."""

    default_code = "stopped"


class SourceError(OpenDoorsError):
    """A source as a whole cannot be loaded; the store is as it was."""

    default_code = "malformed_source"


class StoreError(OpenDoorsError):
    """The store cannot be used: absent, locked, full, newer, or somebody else's."""

    default_code = "store_unusable"


class SnapshotError(OpenDoorsError):
    """A snapshot cannot be opened or built."""

    default_code = "snapshot_unusable"


def _without_long(message: str, value: object) -> str:
    """A message without most of a long value that stands in it, plain or quoted."""
    if isinstance(value, str) and len(value) > SHOWN_AT_MOST:
        for said in (value, repr(value)[1:-1]):
            message = message.replace(said, cut(said))
    return cut(message, MESSAGE_AT_MOST)


def nearest(value: str, candidates: Iterable[str], limit: int = SUGGESTIONS_AT_MOST) -> list[str]:
    """The candidates that look most like ``value``, and enough so, best first; none for what is longer than any name.

    >>> nearest("energi-cluster-denmark", ["energy-cluster-denmark", "kotra"])
    ['energy-cluster-denmark']
    """
    if len(value) > COMPARED_AT_MOST:
        return []
    found = process.extract(
        value.casefold(),
        list(candidates),
        scorer=JaroWinkler.similarity,
        processor=str.casefold,
        limit=limit,
        score_cutoff=LIKENESS,
    )
    return [candidate for candidate, _, _ in found]


def did_you_mean(candidates: Sequence[str], otherwise: str) -> str:
    """The suggestion of an error: the nearest valid values, or ``otherwise`` where none is near."""
    if not candidates:
        return otherwise
    return "Did you mean " + ", ".join(candidates) + "?"

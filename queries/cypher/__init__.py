"""Saved Cypher: the questions that make sense in Neo4j Browser, each in a file of its own that can be pasted there."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from graph.errors import InputError, did_you_mean, nearest

SUFFIX: Final = ".cypher"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One file.

    Attributes:
        name: the file's, without its ending.
        text: comment and query, as they stand in the file.
    """

    name: str
    text: str

    @property
    def question(self) -> str:
        """What it answers: the first paragraph of its comment."""
        first = self.text.partition("\n//\n")[0]
        return " ".join(line.removeprefix("//").strip() for line in first.splitlines())


@cache
def saved_queries() -> tuple[SavedQuery, ...]:
    """All of them, by name."""
    found = (one for one in files(__name__).iterdir() if one.name.endswith(SUFFIX))
    return tuple(
        SavedQuery(one.name.removesuffix(SUFFIX), one.read_text(encoding="utf-8"))
        for one in sorted(found, key=lambda one: one.name)
    )


def saved_query(name: str) -> SavedQuery:
    """One of them.

    Raises:
        InputError: there is none of that name (code ``unknown_query``).
    """
    known = {query.name: query for query in saved_queries()}
    if name in known:
        return known[name]
    close = nearest(name, known)
    raise InputError(
        f"There is no saved query {name!r}.",
        code="unknown_query",
        value=name,
        where="name",
        nearest=close,
        suggestion=did_you_mean(close, f"It is one of {', '.join(known)}."),
    )

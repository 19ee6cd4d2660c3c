"""A snapshot as it stands on one date: what questions are asked of."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import InputError
from graph.markets import market_code
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.ties import Ties, ties
from graph.snapshot.day.worth import KINDS
from graph.snapshot.facts import Facts, Sections
from graph.snapshot.files import array_bytes, frozen

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Header:
    """What every answer names: the revision of the store that it was computed on, and the ISO day it stands for."""

    revision: int
    as_of: str


@dataclass(frozen=True, slots=True)
class Day:
    """A snapshot on one date, made by ``Snapshot.on_day``. Immutable; safe to share between threads.

    A loop over many takes local names of ``facts`` and the like: each is looked up in the snapshot.

    Attributes:
        on: the graph as it stands on that day.
    """

    snapshot: "Snapshot"
    on: Standing

    @property
    def as_of(self) -> str:
        """ISO text of the day."""
        return date.fromordinal(self.on.day).isoformat()

    @property
    def revision(self) -> int:
        """Revision of the store."""
        return self.snapshot.revision

    @property
    def header(self) -> Header:
        """What an answer of this day begins with."""
        return Header(self.revision, self.as_of)

    @property
    def facts(self) -> Facts:
        """What sources say, on whatever day."""
        return self.snapshot.facts

    @property
    def sections(self) -> Sections:
        """Which nodes are of which type."""
        return self.snapshot.sections

    @property
    def first_market(self) -> int:
        """Node of the first market: that of another one is this and its position."""
        return self.sections.range("market").start

    def market(self, named: str, where: str | None = None) -> int:
        """Position of the market of a code or name.

        Raises:
            InputError: nothing, or several markets, are called so.
        """
        return self.snapshot.market_position(market_code(named, where))

    def node(self, id_: str, type_: str, where: str) -> int:
        """Node of an id that must be of one type, gone or not; see ``Snapshot.node``."""
        return self.snapshot.node(id_, type_, where)

    def organisation(self, id_: str, where: str) -> int:
        """The organisation that answers for an id on that day: itself, or its heir.

        Raises:
            InputError: unknown, or gone, and nobody inherits.
        """
        node = self.node(id_, "organisation", where)
        heir = self.on.after.heir(node)
        if heir is None:
            raise InputError(
                f"{self.record(node)['name']} ({id_}) no longer exists, and has no successor.",
                code="organisation_gone",
                value=id_,
                where=where,
                suggestion="Name another organisation, or ask as of a date on which it existed.",
            )
        return heir

    def asked_as(self, id_: str, node: int) -> str | None:
        """The id that was given, where another one answers for it: an heir, or whose double it is; None."""
        return id_ if self.snapshot.id_of(node) != id_ else None

    def answers_for(self, id_: str, node: int) -> str | None:
        """Why another one answers for an id that was given, in a sentence that names both; None where none does."""
        given = self.snapshot.find(id_)
        if self.asked_as(id_, node) is None:
            return None
        name = self.record(node)["name"]
        if given is None or given == node:
            return f"{id_!r} is another id of {name}."
        return f"{name} answers for {self.record(given)['name']}, whose successor it is."

    def record(self, node: int) -> dict[str, Any]:
        """All that is said of a thing, on whatever day."""
        return self.snapshot.record(node)

    def ties(self, kinds: frozenset[str] | None = None) -> Ties:
        """Ties as they stand, or of some kinds of relations only."""
        on = self.on
        if kinds is None:
            return on.ties
        codes = frozenset(code for code, kind in enumerate(KINDS) if kind.name in kinds)
        make = partial(ties, self.facts, self.snapshot.manifest.roles, on.held, on.held_worth, on.diluted, codes)
        found: Ties = self.remembered(("ties", codes), lambda: frozen(make()), array_bytes)
        return found

    def remembered(self, key: tuple[Hashable, ...], make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """What is derived from this day, kept by the snapshot while there is room (memoisation).

        Args:
            key: tells it from all else that is derived from a day.
            make: makes it, where it is not kept.
            size: about how many bytes it holds.
        """
        return self.snapshot.memo.get((self.on.day, *key), make, size)

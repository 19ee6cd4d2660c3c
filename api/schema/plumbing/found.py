"""Objects over what a question found: what all of them share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final, TypeVar

from api.schema.model.relation import Relation
from api.schema.model.revision import revision_of
from api.schema.plumbing.base import Reading
from api.schema.plumbing.pages import check_first
from queries.reading.relation import Relation as Fact

Shown = TypeVar("Shown")
OVER: Final = frozenset({"reading", "found"})
"""What an object resolves its other fields from."""


def shown(type_: Callable[..., Shown], reading: Reading, found: object, **said: Any) -> Shown:
    """An object over something found, whose values are those of the same name there, or those that are said."""
    names = _values(type_)
    taken = {name: getattr(found, name) for name in names - OVER - said.keys() if hasattr(found, name)}
    over = {"reading": reading, "found": found}
    return type_(**taken, **said, **{name: over[name] for name in names & OVER})


def some_shown(type_: Callable[..., Shown], reading: Reading, found: Sequence[object], first: int) -> list[Shown]:
    """The first of a list, as such objects.

    Raises:
        LimitError: ``first`` is no page's size.
    """
    return [shown(type_, reading, one) for one in found[: check_first(first)]]


def answered(type_: Callable[..., Shown], reading: Reading, found: object, **said: Any) -> Shown:
    """Such an object for a whole answer, with the revision that it was computed on."""
    return shown(type_, reading, found, revision=revision_of(reading.snapshot), **said)


def relations_shown(reading: Reading, facts: Iterable[Fact]) -> list[Relation]:
    """Relations, each with its evidence."""
    return [Relation(reading=reading, fact=fact) for fact in facts]


@cache
def _values(type_: Any) -> frozenset[str]:
    """The fields that hold a value; the others are resolved."""
    return frozenset(column.name for column in fields(type_) if column.init)

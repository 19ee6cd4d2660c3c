"""Which columns a file may and must have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self, get_args, get_origin, get_type_hints

from graph.cells import Date
from graph.errors import SourceError, did_you_mean, nearest
from graph.records import ENTITY_ROWS, MembershipRow, RelationRow, Row
from graph.statements import ENTITY_TYPES

RELATION: Final = "relation"
MEMBERSHIP: Final = "membership"
"""Rows of relations whose ends are written by name."""
ROWS: Final[Mapping[str, type[Row]]] = {**ENTITY_ROWS, RELATION: RelationRow, MEMBERSHIP: MembershipRow}
"""The model of each type of row."""
TYPES: Final = (*ENTITY_TYPES, RELATION, MEMBERSHIP)
"""In the order of reading."""

KNOWN: Final[Mapping[str, tuple[str, ...]]] = {type_: tuple(model.model_fields) for type_, model in ROWS.items()}
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    type_: tuple(name for name, column in model.model_fields.items() if column.is_required())
    for type_, model in ROWS.items()
}


def _base(hint: Any) -> Any:
    """What a column's type is without rules and without None."""
    while get_origin(hint) is Annotated or type(None) in get_args(hint):
        hint = next(part for part in get_args(hint) if part is not type(None))
    return get_origin(hint) or hint


_BASES: Final = {
    type_: {column: _base(hint) for column, hint in get_type_hints(model, include_extras=True).items()}
    for type_, model in ROWS.items()
}
DATES: Final[Mapping[str, tuple[str, ...]]] = {
    type_: tuple(
        name for name, hint in get_type_hints(model, include_extras=True).items() if hint in (Date, Date | None)
    )
    for type_, model in ROWS.items()
}
"""Type → the columns that hold dates."""


def columns_of(*bases: type, types: Iterable[str] = TYPES) -> frozenset[str]:
    """The columns whose values are of one of these Python types, in rows of some types."""
    return frozenset(column for type_ in types for column, base in _BASES[type_].items() if base in bases)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file.

    Attributes:
        ignored: those that are there and are not read.
        listed: those that hold lists.
        numeric: those that hold numbers.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    ignored: frozenset[str] = frozenset()
    listed: frozenset[str] = columns_of(list)
    numeric: frozenset[str] = columns_of(int, float)

    @classmethod
    def of(cls, type_: str, ignored: Iterable[str] = ()) -> Self:
        """Those of an interchange file of rows of this type."""
        listed, numeric = columns_of(list, types=(type_,)), columns_of(int, float, types=(type_,))
        return cls(KNOWN[type_], REQUIRED[type_], frozenset(ignored), listed, numeric)

    def named(self, text: str) -> str:
        """The column that a header's cell names: in any case, with blanks or hyphens for underscores."""
        name = text.strip().removeprefix("\ufeff")
        folded = "_".join(name.replace("-", " ").replace("_", " ").casefold().split())
        return folded if folded in self.known and name not in self.ignored else name

    def check_header(self, header: Sequence[str], file: str, line: int = 1) -> None:
        """Every column is known or ignored and there once, and no required one is missing.

        Raises:
            SourceError: that is not so.
        """
        for position, name in enumerate(header):
            where = f"{file}:{line}:{name}"
            if name in header[:position]:
                raise _refused(
                    f"The column {name!r} is there twice.", "duplicate_column", name, where, "Leave one of them out."
                )
            self.check(name, where)
        for name in self.required:
            if name not in header or name in self.ignored:
                suggestion = f"Required are {', '.join(self.required)}."
                raise _refused(
                    f"The column {name!r} is missing.", "missing_column", name, f"{file}:{line}:{name}", suggestion
                )

    def knows(self, text: str) -> bool:
        """Whether a header's cell names a column that is known or ignored."""
        name = self.named(text)
        return name in self.known or name in self.ignored

    def check(self, name: str, where: str) -> None:
        """A column is known or ignored.

        Raises:
            SourceError: it is neither.
        """
        if name in self.known or name in self.ignored:
            return
        close = nearest(name, self.known)
        suggestion = did_you_mean(close, "Leave it out, or declare it under ignored_columns in source.toml.")
        raise _refused(f"The column {name!r} is not known.", "unknown_column", name, where, suggestion, close)


def _refused(message: str, code: str, name: str, where: str, suggestion: str, close: Sequence[str] = ()) -> SourceError:
    return SourceError(message, code=code, value=name, where=where, suggestion=suggestion, nearest=close)

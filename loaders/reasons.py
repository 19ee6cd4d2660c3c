"""Why a row is not taken, cell by cell, in words for whoever wrote it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.cells import Expected
from graph.errors import cut, nearest
from graph.records import CellContradictionError
from loaders.columns import ROWS
from loaders.formats.header import WIDTH
from loaders.formats.sheet import FAILED
from loaders.json_file import UNREAD, unread_columns

SAID_AT_MOST: Final = 500
"""Characters of one reason."""
VALUE_AT_MOST: Final = 100
"""Characters of an offending value that a message repeats."""
LISTED_AT_MOST: Final = 20
"""Words of a list of which all are told; of a longer one only those that are near."""
_CODES: Final = {
    "missing": "missing_value",
    "literal_error": "unknown_word",
    "extra_forbidden": "unknown_column",
    "string_too_long": "too_long",
    "too_long": "too_long",
}
_VALIDATE: Final = {type_: model.__pydantic_validator__.validate_python for type_, model in ROWS.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """What offends in a row.

    Attributes:
        column: the cell; None where it is the row as a whole.
        entry: position in a list; None where it is the whole cell.
        code: stable reason code.
        message: for a person.
    """

    column: str | None
    entry: int | None
    code: str
    message: str


def faults(type_: str, row: Mapping[str, str]) -> list[Fault]:
    """What offends in a row; nothing where it is sound. Contradictions show once each cell by itself is sound."""
    if WIDTH in row:
        return [Fault(None, None, "wrong_width", f"the row has {row[WIDTH]} cells")]
    found = [Fault(column, None, "bad_value", f"{column}: {why}") for column, why in unread_columns(row).items()]
    for column in filter(None, row.get(FAILED, "").split("|")):
        why = f"{column}: the spreadsheet shows {row[column]!r} there; write the value as text"
        found.append(Fault(column, None, "cell_error", why))
    offending = {one.column for one in found}
    try:
        _VALIDATE[type_]({name: text for name, text in row.items() if name not in (*offending, UNREAD, FAILED)})
    except ValidationError as error:
        details = error.errors(include_url=False)
        found += [_fault(type_, detail) for detail in details if not offending.intersection(detail["loc"][:1])]
    return found


def _fault(type_: str, detail: ErrorDetails) -> Fault:
    said = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        error = detail.get("ctx", {}).get("error")
        column = error.column if isinstance(error, CellContradictionError) else None
        return Fault(column, None, "contradiction", cut(said, SAID_AT_MOST))
    column = str(detail["loc"][0])
    entry = detail["loc"][1] if len(detail["loc"]) > 1 else None
    why = said if detail["type"] == "value_error" else _why(type_, column, detail)
    code = _CODES.get(detail["type"], "bad_value")
    return Fault(column, entry if isinstance(entry, int) else None, code, f"{column}: {cut(why, SAID_AT_MOST)}")


def _why(type_: str, column: str, detail: ErrorDetails) -> str:
    """What is wrong with a cell of which its rule has said no more than that it does not hold."""
    value, limits = str(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "nothing stands there, and every row needs it"
        case "extra_forbidden":
            return "there is no such column"
        case "string_too_long":
            return f"the text has {len(value):,} characters; at most {limits['max_length']:,} are taken"
        case "too_long":
            return f"the list has {limits['actual_length']:,} entries; at most {limits['max_length']:,} are taken"
        case "literal_error":
            return f"{value[:VALUE_AT_MOST]!r} is no word that may stand there; {_words(type_, column, value)}"
    expected = _expected(type_, column)
    asked = f"{expected.said}, such as {expected.example}" if expected else "value that may stand there"
    return f"{value[:VALUE_AT_MOST]!r} is no {asked}{_proposal(expected, value)}"


def _proposal(expected: Expected | None, value: str) -> str:
    """What was probably meant, if a web address is asked for; otherwise nothing."""
    looks_like_one = value.isascii() and "." in value and not any(mark in value for mark in " :|@")
    return f". Write https://{value}" if expected and "web address" in expected.said and looks_like_one else ""


def _words(type_: str, column: str, value: str) -> str:
    words: tuple[str, ...] = _parts(type_, column, lambda part: get_args(part) if _is_words(part) else None) or ()
    near = nearest(value.strip().replace(" ", "_").replace("-", "_"), words)
    return (
        f"near is {' or '.join(near)}" if near and len(words) > LISTED_AT_MOST else f"write one of {', '.join(words)}"
    )


@cache
def _expected(type_: str, column: str) -> Expected | None:
    def stated(part: Any) -> Expected | None:
        said = getattr(part, "__metadata__", ())
        return next((one for one in said if isinstance(one, Expected)), None)

    found: Expected | None = _parts(type_, column, stated)
    return found


def _parts(type_: str, column: str, wanted: Any) -> Any:
    """The first thing that ``wanted`` finds in a column's type or in what that is made of."""
    return next((found for part in _within(_hints(type_).get(column)) if (found := wanted(part)) is not None), None)


def _within(hint: Any) -> Iterator[Any]:
    yield hint
    if not _is_words(hint):
        parts = get_args(hint)
        for part in parts[:1] if get_origin(hint) is Annotated else parts:
            yield from _within(part)


def _is_words(hint: Any) -> bool:
    origin: Any = get_origin(hint)
    return origin is Literal


@cache
def _hints(type_: str) -> dict[str, Any]:
    return get_type_hints(ROWS[type_], include_extras=True)

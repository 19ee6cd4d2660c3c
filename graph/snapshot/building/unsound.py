"""Rows that cannot be computed, such as those edited by hand past the loaders: they are left out, named and counted.

Whether a row is sound is seen from itself and the declared sources alone, so that a snapshot from changes leaves out
what one from a full scan does.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator, ConfigDict, TypeAdapter

from graph.cells import Market
from graph.dates import PartialDate, first_day
from graph.errors import SnapshotError
from graph.kinds import CONFIDENCES
from graph.markets import is_market
from graph.records import ENTITY_ROWS, ID_COLUMNS, Row
from graph.statements import PUBLIC, EntityStatement, RelationStatement, Source

NAMED_AT_MOST: Final = 20
"""Rows that a manifest names; it counts all."""
KEPT_AT_MOST: Final = 10_000
"""Rows that are kept, so that the next snapshot can be made from changes; with more it is made from a full scan."""
TEXT_AT_MOST: Final = 200
SOURCE: Final = "source"
"""Type of a row that declares a source."""
NONSENSE: Final = (ArithmeticError, AttributeError, LookupError, SnapshotError, TypeError, ValueError)
"""What comes of computing with what is none of the model's values."""
OPTIONAL_TEXT: Final = frozenset({str, NoneType})
OPTIONAL_NUMBER: Final = frozenset({float, int, NoneType})


@dataclass(frozen=True, slots=True, order=True)
class Unsound:
    """One row that was left out.

    Attributes:
        source, type: whose it is; ``relation``, a thing's type, or ``source`` of a declaration.
        key: id of the thing, or key of the relation's statement.
        name: it in words: id, or kind and ends.
        where: locator in its source; empty where it has none.
        why: what cannot be computed.
        audience: who may see it.
    """

    source: str
    type: str
    key: str
    name: str
    where: str
    why: str
    audience: str

    @property
    def place(self) -> tuple[str, str, str]:
        """What a store calls it by."""
        return self.source, self.type, self.key

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.source}: {where}{self.type} {self.name}: {self.why}"

    def told(self) -> dict[str, str]:
        """As JSON has it."""
        return asdict(self)


def unsound_thing(said: EntityStatement, why: str) -> Unsound:
    """A statement of a thing, left out."""
    return _unsound(said, said.type, said.id, said.id, why)


def unsound_relation(said: RelationStatement, why: str) -> Unsound:
    """A statement of a relation, left out."""
    return _unsound(said, "relation", said.key, f"{said.kind} {said.start} {said.end}", why)


def _unsound(said: EntityStatement | RelationStatement, type_: object, key: object, name: object, why: str) -> Unsound:
    where = said.evidence.locator or ""
    return Unsound(*(str(part)[:TEXT_AT_MOST] for part in (said.source, type_, key, name, where, why, said.audience)))


def reason(error: Exception) -> str:
    """What computing with a row ran into, in words."""
    if isinstance(error, SnapshotError):
        return error.message
    return f"{error.args[0]!r} is not known" if isinstance(error, KeyError) else str(error)


def unsound_sources(sources: Iterable[Source]) -> list[Unsound]:
    """Declarations of which the day of retrieval is none: taken as unknown, so that no undated statement counts."""
    return [
        Unsound(one.name, SOURCE, one.name, one.name, "", f"retrieved cannot be {str(one.retrieved)!r}", PUBLIC)
        for one in sources
        if not _has(lambda text: first_day(text) > 0, one.retrieved)
    ]


def sound_things(
    statements: Iterable[EntityStatement], sources: Container[str], left: list[Unsound]
) -> Iterator[EntityStatement]:
    """Those that can be computed; the others are put into ``left``."""
    for said in statements:
        why = fault_of(said, sources)
        if why is None:
            yield said
        else:
            left.append(unsound_thing(said, why))


def fault_of(said: EntityStatement, sources: Container[str]) -> str | None:
    """Why a statement of a thing cannot be computed; None where it can."""
    try:
        return _fault(said, sources)
    except NONSENSE as error:
        return reason(error)


def _fault(said: EntityStatement, sources: Container[str]) -> str | None:
    evidence, properties = said.evidence, said.properties
    if said.source not in sources:
        return "its source is not declared"
    if said.type not in ENTITY_ROWS or type(said.id) is not str or not said.id:
        return "it has no type of the model, or no id"
    if said.type == "market" and not is_market(said.id):
        return "it is no market"
    if evidence.confidence not in CONFIDENCES:
        return f"confidence cannot be {evidence.confidence!r}"
    if evidence.retrieved is not None:
        first_day(evidence.retrieved)
    if not {type(evidence.url), type(evidence.locator)} <= OPTIONAL_TEXT or type(said.audience) is not str:
        return "its evidence or audience is no text"
    required, shapes = _model(said.type)
    if not required <= properties.keys():
        return f"it has no {sorted(required - properties.keys())[0]}"
    for name, value in properties.items():
        if not _has(shapes.get(name, _plain), value):
            return f"{name} cannot be {str(value)[:TEXT_AT_MOST]!r}"
    return None


def _has(shape: "Shape", value: Any) -> bool:
    try:
        return shape(value)
    except NONSENSE:
        return False


Shape = Callable[[Any], bool]
"""Whether a value can be computed with; may also raise what is in NONSENSE."""


_DATE_RULES: Final = get_args(PartialDate)[1:]
_MARKET_RULES: Final = get_args(Market)[1:]


@cache
def _model(type_: str) -> tuple[frozenset[str], dict[str, Shape]]:
    """The properties that a thing of a type must have, and the shape of each that the model knows."""
    apart = {ID_COLUMNS.get(type_, "id"), *Row.model_fields}
    fields = {name: field for name, field in ENTITY_ROWS[type_].model_fields.items() if name not in apart}
    required = frozenset(name for name, field in fields.items() if field.is_required())
    return required, {name: _shape(field.annotation, field.metadata) for name, field in fields.items()}


def _shape(annotation: Any, metadata: list[Any]) -> Shape:
    """From a field of a row's model. Texts may be anything, and so may lists of them: they are not computed with."""
    base, rules = _bare(annotation, metadata)
    if get_origin(base) is Literal:
        return frozenset(get_args(base)).__contains__
    if get_origin(base) is list:
        return _is_texts
    if base in (int, float):
        number: Any = Annotated[(base, *(rule for rule in rules if not isinstance(rule, BeforeValidator)))]
        adapter: TypeAdapter[Any] = TypeAdapter(number, config=ConfigDict(strict=True))
        return lambda value: adapter.validate_python(value) is not None
    if any(rule in _DATE_RULES for rule in rules):
        return lambda value: first_day(value) > 0
    if any(rule in _MARKET_RULES for rule in rules):
        return is_market
    return _is_text if base is str else _plain


def _bare(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """The type itself, without None, and what is asked of it."""
    rules = list(metadata)
    while True:
        parts = get_args(annotation)
        if get_origin(annotation) is Annotated:
            annotation, rules = parts[0], [*rules, *parts[1:]]
        elif get_origin(annotation) in (Union, UnionType) and len(parts) == 2 and NoneType in parts:
            annotation = next(part for part in parts if part is not NoneType)
        else:
            return annotation, rules


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_texts(value: Any) -> bool:
    return type(value) in (list, tuple) and all(type(one) is str for one in value)


def _plain(value: Any) -> bool:
    """Whether it is what a store can hold: of a property that the model does not know."""
    if type(value) is float:
        return isfinite(value)
    return type(value) in (str, int, bool) or (type(value) in (list, tuple) and all(map(_plain, value)))

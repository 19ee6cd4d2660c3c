"""Answers as the schema shows them: a type made from a frozen dataclass, its annotations and its docstrings.

A value is shown as it is, a node as its thing, a list up to ``first``, a dataclass as a type of its own name. What the
schema has to say otherwise is a class with fields of its own, declared with ``shows``.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry

from api.schema.model import words
from api.schema.plumbing.base import Reading, argument, first_paragraph, resolved
from api.schema.plumbing.pages import PAGE_AT_MOST, check_first
from api.schema.plumbing.scalars import Date, PartialDate
from queries.reading.nodes import INTERNAL, Is, Some
from queries.reading.relation import Relation

Class = TypeVar("Class", bound=type)
Made = Callable[[Reading, Any], Any]
Maker = TypeVar("Maker", bound=Made)

_MODEL: Final = "api.schema.model"
_THINGS: Final = frozenset(
    {"Organisation", "Market", "Corridor", "Sector", "Context", "Priority", "Service", "Estimate", "Thing"}
)
_WHERE: Final = {
    "Organisation": "organisation", "Market": "places", "Corridor": "places", "Sector": "places", "Context": "context",
    "Priority": "strategy", "Service": "strategy", "Estimate": "strategy", "Thing": "thing", "Relation": "relation",
    "Evidence": "source", "Revision": "revision",
}  # fmt: skip
"""Types of the model by name → the module that holds each: lazily, since types of the model lead to one another."""
_DECLARED: Final = {"Step": "api.schema.answers.route", "MissingTie": "api.schema.answers.diagnosis"}
"""Dataclasses within several answers whose types have fields of their own → the module that declares each."""
_SCALARS: Final = {"ID": strawberry.ID, "Date": Date, "PartialDate": PartialDate}
_MADE: dict[str, Made] = {}
_SHOWN: dict[type, Any] = {}


def makes(what: str) -> Callable[[Maker], Maker]:
    """Declares how an object of a type of the model is made of what an answer holds."""

    def declare(made: Maker) -> Maker:
        _MADE[what] = made
        return made

    return declare


class Shown:
    """An object over a part of an answer: values without a resolver of their own are read from it.

    Attributes:
        reading: what it was read from.
        found: the part of the answer.
    """

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Any]

    def __getattr__(self, name: str) -> Any:
        if name in ("found", "reading"):
            raise AttributeError(name)
        return getattr(self.found, name)


def shows(part: type) -> Callable[[Class], Class]:
    """Declares the type that shows a dataclass: with fields of its own, and those of the dataclass that it leaves."""

    def declare(cls: Class) -> Class:
        own = {field for field in vars(cls) if not field.startswith("_")} | set(cls.__annotations__)
        made: Class = _type_of(part, cls, own)
        return made

    return declare


def shown_as(part: type) -> Any:
    """The type that shows a dataclass: the one declared for it, else one of the same name."""
    if part not in _SHOWN and part.__name__ in _DECLARED:
        import_module(_DECLARED[part.__name__])
    if part not in _SHOWN:
        _type_of(part, type(part.__name__, (Shown,), {"__doc__": part.__doc__, "__annotations__": {}}), set())
    return _SHOWN[part]


def show(reading: Reading, part: Any, **beside: Any) -> Any:
    """A part of an answer, as it is shown; ``beside`` are the values of fields that are not read from it."""
    return shown_as(type(part))(reading=reading, found=part, **beside)


def answers(part: type) -> Callable[[Callable[..., Any]], Any]:
    """Declares the field of a question: what it is asked with, and the answer that it returns as ``show`` shows it."""
    return field_as(shown_as(part))


def several(part: type) -> Any:
    """The type of lists of what shows a dataclass."""
    return _list_of(shown_as(part))


def field_as(type_: Any) -> Callable[[Callable[..., Any]], Any]:
    """A field that a method resolves, of a type that is made from a dataclass; described by the method's docstring."""

    def declare(resolver: Callable[..., Any]) -> Any:
        return resolved(resolver, first_paragraph(resolver), type_)

    return declare


def _type_of(part: type, cls: type, own: set[str]) -> Any:
    assert part not in _SHOWN, f"{part.__name__} is shown before its own type is declared"
    assert all(part.__name__ != other.__name__ for other in _SHOWN), f"another {part.__name__} is shown already"
    cls.__annotations__ = {**Shown.__annotations__, **cls.__annotations__}
    for name, hint, told in parts_shown(part):
        if name not in own:
            _declare(cls, name, hint, told)
    described = cls if cls.__doc__ else part
    made = _SHOWN[part] = strawberry.type(cls, description=first_paragraph(described))
    return made


def parts_shown(part: type) -> Iterator[tuple[str, Any, str]]:
    """(name, annotation, description) of each attribute of a dataclass that is shown, as defined."""
    assert is_dataclass(part), f"{part} is no dataclass"
    told = _attributes_told(part)
    hints = get_type_hints(part, include_extras=True)
    for column in fields(part):
        if not _is_internal(hints[column.name]):
            assert column.name in told, f"{part.__name__}.{column.name} is not described"
            yield column.name, hints[column.name], told[column.name]
    members = {name: member for cls in reversed(part.__mro__) for name, member in vars(cls).items()}
    for name, member in members.items():
        if name.startswith("_") or not isinstance(member, property | cached_property):
            continue
        getter: Any = member.fget if isinstance(member, property) else member.func
        hint = get_type_hints(getter, include_extras=True)["return"]
        if not _is_internal(hint):
            yield name, hint, first_paragraph(getter)


def _is_internal(hint: Any) -> bool:
    return get_origin(hint) is Annotated and INTERNAL in hint.__metadata__


@cache
def _attributes_told(part: type) -> dict[str, str]:
    """What a docstring's section of attributes says of each."""
    section = (inspect.getdoc(part) or "").partition("Attributes:\n")[2]
    entries = re.findall(r"^    (\w+(?:, \w+)*): (.+(?:\n {8,}.+)*)", section, re.MULTILINE)
    return {name: _sentence(told) for names, told in entries for name in names.split(", ")}


def _sentence(told: str) -> str:
    text = " ".join(told.split())
    return text[:1].upper() + text[1:]


def _declare(cls: type, name: str, hint: Any, told: str) -> None:
    """Give a type the field that shows an attribute."""
    type_, make = _read(hint)
    options: dict[str, Any] = {"description": told}
    if name.endswith("_"):
        options["name"] = name.removesuffix("_")
    if make is None:
        cls.__annotations__[name] = type_
        value: Any = strawberry.field(**options)
        value.init = False  # it is read from what was found
        setattr(cls, name, value)
        return
    resolver = _listing(name, make, _shown_at_first(hint)) if _is_list(hint) else _one(name, make)
    setattr(cls, name, resolved(resolver, told, type_, options.get("name")))


def _one(name: str, make: Made) -> Callable[..., Any]:
    def resolve(self: Any) -> Any:
        return make(self.reading, getattr(self.found, name))

    return resolve


def _listing(name: str, make: Made, default: int | None) -> Callable[..., Any]:
    if default is None:
        return _one(name, make)

    def resolve(self: Any, first: Annotated[int, argument(f"At most so many, up to {PAGE_AT_MOST}.")] = default) -> Any:
        return make(self.reading, getattr(self.found, name)[: check_first(first)])

    return resolve


def _is_list(hint: Any) -> bool:
    bare = _bare(hint)
    return get_origin(bare) in (list, tuple)


def _shown_at_first(hint: Any) -> int | None:
    metadata = hint.__metadata__ if get_origin(hint) is Annotated else ()
    return next((one.default for one in metadata if isinstance(one, Some)), None)


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _read(hint: Any) -> tuple[Any, Made | None]:
    """The type of the schema for an annotation, and how its objects are made; None where a value is shown as it is."""
    if get_origin(hint) is Annotated:
        what = next((one.what for one in hint.__metadata__ if isinstance(one, Is)), None)
        if what is None:
            return _read(_bare(hint))
        type_, make = _named(what)
        return type_, _word if _is_word(_bare(hint)) else make
    if get_origin(hint) in (Union, UnionType):
        return _optional(hint)
    if get_origin(hint) in (list, tuple):
        type_, make = _read(get_args(hint)[0])
        return _list_of(type_), _each(make)
    if hint is Relation:
        return _named("Relation")
    if _is_word(hint):
        return getattr(words, hint.__name__), _word
    if is_dataclass(hint):
        return shown_as(hint), show  # type: ignore[arg-type]
    assert hint in (int, float, str, bool), f"{hint} cannot be shown"
    return hint, None


def _list_of(type_: Any) -> Any:
    return list[type_]


def _named(what: str) -> tuple[Any, Made | None]:
    if what in _SCALARS:
        return _SCALARS[what], None
    if what not in _WHERE:
        return getattr(words, what), None
    lazily = Annotated[what, strawberry.lazy(f"{_MODEL}.{_WHERE[what]}")]  # type: ignore[valid-type]
    return lazily, _thing if what in _THINGS else _later(what)


def _later(what: str) -> Made:
    """How objects of a type of the model are made, once its module has declared that."""

    def make(reading: Reading, value: Any) -> Any:
        return _MADE[what](reading, value)

    return make


def _thing(reading: Reading, node: int | str) -> Any:
    """The thing of a node, or the market of a code."""
    day = reading.day
    return reading.thing(node if isinstance(node, int) else day.first_market + day.snapshot.market_position(node))


def _optional(hint: Any) -> tuple[Any, Made | None]:
    (some,) = (one for one in get_args(hint) if one is not NoneType)
    type_, make = _read(some)
    if make is None:
        return type_ | None, None
    return type_ | None, _unless_none(make)


def _unless_none(make: Made) -> Made:
    return lambda reading, value: None if value is None else make(reading, value)


def _each(make: Made | None) -> Made:
    def made(reading: Reading, values: Sequence[Any]) -> list[Any]:
        return list(values) if make is None else [make(reading, value) for value in values]

    return made


def _is_word(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def _word(_reading: Reading, word: StrEnum) -> str:
    return str(word)

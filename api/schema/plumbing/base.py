"""How the schema is written: decorators that turn docstrings into descriptions, and what resolvers read from."""

import inspect
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField

from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot

Class = TypeVar("Class", bound=type)


def first_paragraph(documented: object) -> str:
    """The first paragraph of a docstring, on one line: what a description says."""
    text = inspect.getdoc(documented)
    assert text, f"{documented} has no docstring to describe it"
    return " ".join(text.split("\n\n")[0].split())


def told(description: str, **options: Any) -> Any:
    """A field that holds a value, or an input field, with its description."""
    return strawberry.field(description=description, **options)


def field(resolver: Callable[..., Any]) -> Any:
    """A field that a method resolves, described by its docstring."""
    return resolved(resolver, first_paragraph(resolver))


class _OfItself(StrawberryField):
    """A field that needs nothing but its object: most are, and what the library readies for each takes longer."""

    @property
    def is_basic_field(self) -> bool:
        return True

    def get_result(self, source: Any, info: Any, args: Any, kwargs: Any) -> Any:
        assert self.base_resolver is not None
        return self.base_resolver(source)


def resolved(resolver: Callable[..., Any], description: str, type_: Any = None, name: str | None = None) -> Any:
    """A field that a method resolves; of another type than the method returns, where one is given."""
    if list(inspect.signature(resolver).parameters) != ["self"]:
        return strawberry.field(resolver=resolver, description=description, graphql_type=type_, name=name)
    annotation = StrawberryAnnotation.from_annotation(type_)
    return _OfItself(graphql_name=name, type_annotation=annotation, description=description)(resolver)


def argument(description: str, name: str | None = None) -> Any:
    """The description of an argument, for ``Annotated``."""
    return strawberry.argument(description=description, name=name)


@dataclass_transform(kw_only_default=True, field_specifiers=(told,))
def object_type(cls: Class) -> Class:
    """An object type, described by its docstring."""
    made: Class = strawberry.type(cls, description=first_paragraph(cls))
    return made


@dataclass_transform(kw_only_default=True, field_specifiers=(told,))
def interface(cls: Class) -> Class:
    """An interface, described by its docstring."""
    made: Class = strawberry.interface(cls, description=first_paragraph(cls))
    return made


@dataclass_transform(kw_only_default=True, field_specifiers=(told,))
def input_type(cls: Class) -> Class:
    """An input type, described by its docstring."""
    made: Class = strawberry.input(cls, description=first_paragraph(cls))
    return made


@dataclass_transform(kw_only_default=True, field_specifiers=(told,))
def one_of_input(cls: Class) -> Class:
    """An input type of which exactly one field is given."""
    made: Class = strawberry.input(cls, description=first_paragraph(cls), one_of=True)
    return made


class Reading:
    """What one request reads: one snapshot on one day, from beginning to end. Records are read once."""

    __slots__ = ("_records", "asked", "day")

    def __init__(self, day: Day, asked: "Counter[str] | None" = None) -> None:
        self.day = day
        self.asked = asked if asked is not None else Counter()
        self._records: dict[int, dict[str, Any]] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot."""
        return self.day.snapshot

    def on_day(self, as_of: str | None) -> "Reading":
        """The same snapshot on a partial date; None: the day for which it stands."""
        day = self.snapshot.on_day(as_of)
        if day.on is self.day.on:
            return self
        other = Reading(day, self.asked)
        other._records = self._records
        return other

    def record(self, node: int) -> dict[str, Any]:
        """All that is said of a thing."""
        found = self._records.get(node)
        if found is None:
            found = self._records[node] = self.day.record(node)
        return found

    def thing(self, node: int) -> Any:
        """The object of a node, of the GraphQL type of its kind."""
        type_ = self.day.sections.type_of(node)
        word = self.record(node)["kind"] if type_ in ("organisation", "context") else type_
        return _TYPE_OF[word](reading=self, node=node)

    def things(self, nodes: Any) -> list[Any]:
        """The objects of several nodes."""
        return [self.thing(int(node)) for node in nodes]


Info = strawberry.Info[Reading, None]
_TYPE_OF: dict[str, Any] = {}


def of_kind(word: str) -> Callable[[Class], Class]:
    """Declares the GraphQL type of a kind of organisation or context, or of a type of thing."""

    def declare(cls: Class) -> Class:
        _TYPE_OF[word] = cls
        return cls

    return declare


def concrete_types() -> list[Any]:
    """All types declared with ``of_kind``."""
    return list(_TYPE_OF.values())

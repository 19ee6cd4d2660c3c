"""Fields of organisations and contexts that show what is said of them, made from the table of properties."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, dataclass_transform

from strawberry.types.field import StrawberryField

from api.schema.model.places import Market, Sector, market_of
from api.schema.model.thing import Thing
from api.schema.model.words import (
    AgencyForm,
    ClusterForm,
    ContextKind,
    ContextStatus,
    InnovationOfficeForm,
    OrganisationKind,
    OrganisationStatus,
    OtherNameKind,
    TradeOfficeForm,
)
from api.schema.plumbing.base import object_type, of_kind, resolved, told
from api.schema.plumbing.scalars import URL, MarketCode, PartialDate, RegionCode
from graph import kinds, properties
from graph.properties import Property, Type
from queries.reading.sectors import sectors_named, sectors_of

Class = TypeVar("Class", bound=type)


@object_type
class Identifier:
    """An id under which others know it."""

    scheme: str = told("Whose id it is: ror, pic, lei, wikidata, domain.")
    value: str = told("The id.")


@object_type
class OtherName:
    """A name that it has beside its own."""

    kind: OtherNameKind = told("What sort of name.")
    name: str = told("The name.")


def _as_said(_: Thing, value: Any) -> Any:
    return value


def _list(_: Thing, value: Any) -> Any:
    return value or []


def _market(thing: Thing, value: Any) -> Any:
    return market_of(thing.reading, value)


def _sectors(thing: Thing, value: Any) -> list[Any]:
    """Of an organisation those of the day, since relations give sectors too."""
    reading = thing.reading
    if reading.snapshot.sections.type_of(thing.node) == "organisation":
        return reading.things(sectors_of(reading.day, thing.node))
    return reading.things(sectors_named(reading.day, value))


def _other_names(_: Thing, value: Any) -> list[OtherName]:
    return [OtherName(kind=kind, name=name) for kind, _, name in (one.partition(":") for one in value or ())]


def _identifiers(_: Thing, value: Any) -> list[Identifier]:
    return [Identifier(scheme=scheme, value=id_) for scheme, _, id_ in (one.partition(":") for one in value or ())]


Show = Callable[[Thing, Any], Any]
"""What a thing's field gives, from what is said."""
_SHOWN: Final[Mapping[Type, tuple[Any, Show]]] = {
    properties.TEXT: (str | None, _as_said),
    properties.URL: (URL | None, _as_said),
    properties.DATE: (PartialDate | None, _as_said),
    properties.LAST_DATE: (PartialDate | None, _as_said),
    properties.MONTH: (int | None, _as_said),
    properties.COUNT: (int | None, _as_said),
    properties.LATITUDE: (float | None, _as_said),
    properties.LONGITUDE: (float | None, _as_said),
    properties.REGION: (RegionCode | None, _as_said),
    properties.MARKET: (Market | None, _market),
    properties.TEXTS: (list[str], _list),
    properties.MARKETS: (list[MarketCode], _list),
    properties.SECTORS: (list[Sector], _sectors),
    properties.OTHER_NAMES: (list[OtherName], _other_names),
    properties.IDENTIFIERS: (list[Identifier], _identifiers),
}
_ENUMS: Final[Mapping[tuple[str, ...], Any]] = {
    kinds.ORGANISATION_KINDS: OrganisationKind,
    kinds.ORGANISATION_STATUSES: OrganisationStatus,
    kinds.FORMS[kinds.CLUSTER]: ClusterForm,
    kinds.FORMS[kinds.TRADE_AGENCY]: AgencyForm,
    kinds.FORMS[kinds.TRADE_OFFICE]: TradeOfficeForm,
    kinds.FORMS[kinds.INNOVATION_OFFICE]: InnovationOfficeForm,
    kinds.CONTEXT_KINDS: ContextKind,
    kinds.CONTEXT_STATUSES: ContextStatus,
}
"""Words that have an enum; one word of other lists is a text."""
_OF_ALL_THINGS: Final = ("id", "name")
"""What every thing shows, ``Thing`` shows."""


def _word(one: Property) -> Any:
    """The GraphQL type of one word of a list."""
    assert one.type.words, f"it is not said how GraphQL shows {one.name}"
    word = _ENUMS.get(one.type.words, str)
    return word if one.required or one.default else word | None


def _field(one: Property) -> Any:
    """The field that shows a property, described by its meaning."""
    shown, show = _SHOWN.get(one.type) or (_word(one), _as_said)

    def said(self: Thing) -> Any:
        return show(self, self.reading.record(self.node).get(one.name))

    return resolved(said, one.meaning, shown)


def with_properties(
    type_: str, kind: str | None = None, after: Mapping[str, str] | None = None
) -> Callable[[Class], Class]:
    """Gives a class the fields of the properties of one kind, or of all (None), in the table's order, then its own.

    Where several properties are shown as one field, the class's own one of that name stands in their place.

    Args:
        type_: whose table.
        kind: of things of the type.
        after: name of a property → that of the class's own field which follows it.
    """

    def give(cls: Class) -> Class:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, StrawberryField)}
        fields: dict[str, Any] = {}
        for one in properties.shown(type_, kind):
            if one.name not in _OF_ALL_THINGS and one.field not in fields:
                fields[one.field] = own.pop(one.field, None) or _field(one)
            if after and one.name in after:
                fields[after[one.name]] = own.pop(after[one.name])
        for name, value in (fields | own).items():
            if name in vars(cls):
                delattr(cls, name)
            setattr(cls, name, value)
        return cls

    return give


@dataclass_transform(kw_only_default=True, field_specifiers=(told,))
def type_of_kind(type_: str, kind: str) -> Callable[[Class], Class]:
    """The GraphQL type of a kind, described by its docstring, with the fields of the properties of this kind alone."""

    def declare(cls: Class) -> Class:
        return of_kind(kind)(object_type(with_properties(type_, kind)(cls)))

    return declare

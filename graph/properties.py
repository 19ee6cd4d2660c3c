"""The table of what is said of organisations and contexts. Everything else about a property derives from its entry.

An entry's place in the table is its column's in files and exports, and its field's in GraphQL.
"""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any, Final

from graph import cells, kinds


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """What the values of a property are.

    Attributes:
        said: in words.
        cell: what a cell with such a value is read and checked by, for pydantic.
        listed: it is a list, ``|``-separated in files; nothing said is an empty one.
        words: the only ones that it may be; empty: any.
    """

    said: str
    cell: Any
    listed: bool = False
    words: tuple[str, ...] = ()


ID: Final = Type("text in lower case, without blanks", cells.Id)
TEXT: Final = Type("text", cells.Text)
URL: Final = Type("web address", cells.Url)
DATE: Final = Type("date", cells.Date)
LAST_DATE: Final = Type("date, up to its last day", cells.Date)
MONTH: Final = Type("whole number, 1 to 12", cells.Month)
COUNT: Final = Type("whole number, not negative", cells.Count)
LATITUDE: Final = Type("degrees, -90 to 90", cells.Latitude)
LONGITUDE: Final = Type("degrees, -180 to 180", cells.Longitude)
MARKET: Final = Type("market", cells.Market)
REGION: Final = Type("region of the country, by ISO 3166-2", cells.Region)
TEXTS: Final = Type("list of texts", cells.Words, listed=True)
MARKETS: Final = Type("list of markets", cells.Markets, listed=True)
SECTORS: Final = Type("list of ids of sectors, the main one first", cells.Ids, listed=True)
OTHER_NAMES: Final = Type(
    "list of `kind:name`, the kind one of", cells.OtherNames, listed=True, words=kinds.OTHER_NAME_KINDS
)
IDENTIFIERS: Final = Type("list of `scheme:value`", cells.Identifiers, listed=True)

_FORM: Final = cells.text_or_word_of(*kinds.FORM_NAMES)


def one_of(*words: str) -> Type:
    """One word of a list."""
    return Type("one of", cells.one_word_of(*words), words=words)


def form_of(kind: str) -> Type:
    """A form that this kind of organisation may take. A cell alone does not tell which kind it is of."""
    return Type("one of", _FORM, words=kinds.FORMS[kind])


class Searched(StrEnum):
    """How a search finds a thing by a property."""

    NAME = "name"
    """As by a name of it."""
    ABOUT = "about"
    """As by a word more, beside a name."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type of thing.

    Attributes:
        name: in files, records and exports.
        type: what its values are.
        meaning: one sentence.
        kinds: the kinds that show it; empty: all. Entries of one name, of different kinds, are one column.
        required: a row must say it.
        default: what counts where nobody says.
        searched: how a search finds things by it; None: it does not.
        shown: whether people see it in GraphQL.
        shown_as: the field there, if it has another name, or shows several at once.
        exported: whether it is a column of what is exported.
    """

    name: str
    type: Type
    meaning: str
    _: KW_ONLY
    kinds: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None
    searched: Searched | None = None
    shown: bool = True
    shown_as: str | None = None
    exported: bool = True

    @property
    def field(self) -> str:
        """The field that shows it."""
        return self.shown_as or self.name


_NAME: Final = Searched.NAME
_ABOUT: Final = Searched.ABOUT

_ORGANISATION = (
    Property("id", ID, "Its id.", required=True),
    Property("name", TEXT, "What it is called.", required=True, searched=_NAME),
    Property("native_name", TEXT, "Its name in its own language, where that is another one.", searched=_NAME),
    Property(
        "other_names", OTHER_NAMES,
        "Its other names: former ones, those in its own language, acronyms and short forms; in the order stated.",
        searched=_NAME,
    ),
    Property("kind", one_of(*kinds.ORGANISATION_KINDS), "What it is.", required=True),
    Property("form", form_of(kinds.CLUSTER), "Its form.", kinds=(kinds.CLUSTER,), searched=_ABOUT),
    Property("form", form_of(kinds.TRADE_AGENCY), "What it is for.", kinds=(kinds.TRADE_AGENCY,), searched=_ABOUT),
    Property("form", form_of(kinds.TRADE_OFFICE), "What it is.", kinds=(kinds.TRADE_OFFICE,), searched=_ABOUT),
    Property(
        "form", form_of(kinds.INNOVATION_OFFICE), "What it is.",
        kinds=(kinds.INNOVATION_OFFICE,), searched=_ABOUT,
    ),
    Property("status", one_of(*kinds.ORGANISATION_STATUSES), "Whether it still exists.", default="unknown"),
    Property("country", MARKET, "The market in which it is located.", required=True),
    Property("city", TEXT, "City.", shown_as="place", searched=_ABOUT),
    Property("region", REGION, "Region, by code.", shown_as="place"),
    Property("region_name", TEXT, "Region, by name.", shown_as="place"),
    Property("lat", LATITUDE, "Degrees north; of the city where nothing finer is known.", shown_as="place"),
    Property("lon", LONGITUDE, "Degrees east.", shown_as="place"),
    Property("sectors", SECTORS, "The sectors that it works in, on the day of the answer.", searched=_ABOUT),
    Property("website", URL, "Its page."),
    Property("founded", DATE, "When it was founded."),
    Property("dissolved", LAST_DATE, "When it was dissolved."),
    Property("ownership", one_of("public", "private", "mixed"), "Who owns it: public, private or mixed."),
    Property("size", one_of("micro", "small", "medium", "large"), "How large it is: micro, small, medium or large."),
    Property("languages", TEXTS, "The languages that it works in."),
    Property("competences", TEXTS, "What it is good at."),
    Property("identifiers", IDENTIFIERS, "The ids under which others know it."),
)  # fmt: skip

_PROJECT = (kinds.PROJECT,)
_EVENT = (kinds.EVENT,)
_PROGRAMME = (kinds.PROGRAMME,)
_FORMATS = (
    "matchmaking", "investor_pitching", "knowledge", "concept_development", "project_meeting", "networking", "fair",
    "conference",
)  # fmt: skip

_CONTEXT = (
    Property("id", ID, "Its id.", required=True),
    Property("name", TEXT, "What it is called.", required=True, searched=_NAME),
    Property("kind", one_of(*kinds.CONTEXT_KINDS), "A project, an event or a programme.", required=True),
    Property("status", one_of(*kinds.CONTEXT_STATUSES), "Its state; null where nobody says."),
    Property("start", DATE, "When it begins."),
    Property("end", LAST_DATE, "When it ends."),
    Property(
        "participants", COUNT,
        "How many are said to take part in all, known ones or not; null where nobody says.",
        shown_as="stated_participants",
    ),
    Property(
        "country", MARKET,
        "The country that its description names; where it brings its participants to is a relation.",
    ),
    Property("sectors", SECTORS, "The sectors that it is about.", searched=_ABOUT),
    Property("website", URL, "Its page."),
    Property("funder", TEXT, "Who pays for it.", kinds=_PROJECT + _PROGRAMME),
    Property(
        "format", one_of(*_FORMATS),
        "What happens: matchmaking, investor_pitching, knowledge, project_meeting, networking, fair and the like.",
        kinds=_EVENT,
    ),
    Property("mode", one_of("online", "on_site", "hybrid"), "Where: online, on_site or hybrid.", kinds=_EVENT),
    Property("month", MONTH, "The month in which it recurs, 1 to 12.", kinds=_EVENT),
    Property("cadence", TEXT, "How often it recurs.", kinds=_EVENT),
    Property("city", TEXT, "The city in which it happens.", kinds=_EVENT, searched=_ABOUT),
    Property("fee", TEXT, "What it costs.", kinds=_EVENT),
    Property("countries", MARKETS, "The markets whose organisations may apply.", kinds=_PROGRAMME),
    Property("countries_note", TEXT, "What else its source says of who may apply.", kinds=_PROGRAMME),
    Property("beneficiaries", TEXTS, "Who it is for.", kinds=_PROGRAMME),
    Property("deadline", LAST_DATE, "When applications close.", kinds=_PROGRAMME),
    Property("fee", TEXT, "What taking part costs.", kinds=_PROGRAMME),
)  # fmt: skip

PROPERTIES: Final[dict[str, tuple[Property, ...]]] = {"organisation": _ORGANISATION, "context": _CONTEXT}
"""The properties of each type of thing that has a table, in the table's order."""


def columns(type_: str) -> list[Property]:
    """The columns of a type: an entry of each name."""
    return list({one.name: one for one in PROPERTIES.get(type_, ())}.values())


def export_columns(type_: str) -> list[Property]:
    """Those that an export of things of a type has."""
    return [one for one in columns(type_) if one.exported]


def shown(type_: str, kind: str | None) -> list[Property]:
    """Those that GraphQL shows of one kind and of no other, or of all kinds (None)."""
    entries = [one for one in PROPERTIES[type_] if one.shown]
    return [one for one in entries if (kind in one.kinds if kind else not one.kinds)]


def of_type(wanted: Type) -> set[str]:
    """Names of the properties, of whatever things, that are of a type."""
    return {one.name for entries in PROPERTIES.values() for one in entries if one.type is wanted}


def searched(type_: str, how: Searched) -> list[Property]:
    """Those by which a search finds things of a type, in one way."""
    return [one for one in columns(type_) if one.searched is how]


def called(type_: str) -> tuple[str, ...]:
    """Those whose text is what a thing is called, in the table's order."""
    return tuple(one.name for one in searched(type_, Searched.NAME) if one.type is TEXT)


def defaults(type_: str) -> dict[str, str]:
    """What counts where nobody says."""
    return {one.name: one.default for one in columns(type_) if one.default is not None}


def meaning_of(type_: str, name: str) -> str:
    """What a property means, in one sentence."""
    return next(one.meaning for one in PROPERTIES[type_] if one.name == name)


def words_of(type_: str, name: str) -> tuple[str, ...]:
    """The only words that a property may be; empty: any text."""
    return next(one.type.words for one in PROPERTIES[type_] if one.name == name)

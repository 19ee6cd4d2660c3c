"""What stands under a name: what a thing is and where, in a few words of a language."""

from typing import Any, Final

from graph.markets import market_name
from graph.snapshot.on_day import Day
from graph.words import Language, label
from queries.reading.relations_of import holder_of

BETWEEN: Final = " · "
_FORMS: Final = {
    "cluster": "ClusterForm",
    "trade_agency": "AgencyForm",
    "trade_office": "TradeOfficeForm",
    "innovation_office": "InnovationOfficeForm",
}
"""Kind → the list of its forms, which say more than the kind does."""
_GONE: Final = ("merged", "closed")
_HELD_BY: Final = {"priority": "pursues", "service": "offers"}
"""Type of thing → the relation by which its organisation holds it."""


def subtitle(day: Day, node: int, language: Language = Language.ENGLISH) -> str:
    """What a thing is, where, and whether it is gone: "cluster · Odense, Denmark"; of a priority or service, whose.

    Args:
        day: on which to stand.
        node: any thing.
        language: of all words but names that people have given.
    """
    type_ = day.sections.type_of(node)
    said = day.record(node)
    if type_ == "organisation":
        parts = [_what(said, language), _where(said, language), *_gone(said, language)]
    elif type_ == "context":
        parts = [_meeting(said, language), _where(said, language), _when(said)]
    elif type_ in _HELD_BY:
        holder = holder_of(day, node, _HELD_BY[type_])
        parts = [label("NodeKind", type_, language), str(day.record(holder)["name"])]
    elif type_ == "estimate":
        parts = [str(said["publisher"]), str(said.get("year") or "")]
    elif type_ == "corridor":
        parts = [label("CorridorKind", said["kind"], language)]
    else:
        parts = [label("NodeKind", type_, language)]
    return BETWEEN.join(part for part in parts if part)


def _what(said: dict[str, Any], language: Language) -> str:
    """The form of an organisation, where one is known; else its kind."""
    kind, form = said["kind"], said.get("form")
    return label("OrganisationKind", kind, language) if form is None else label(_FORMS[kind], form, language)


def _meeting(said: dict[str, Any], language: Language) -> str:
    """The format of an event, where one is known; else the kind of context."""
    form = said.get("format")
    return label("ContextKind", said["kind"], language) if form is None else label("EventFormat", form, language)


def _where(said: dict[str, Any], language: Language) -> str:
    """City and country; a city state once."""
    city, country = said.get("city"), said.get("country")
    if country is None:
        return city or ""
    there = market_name(country, language)
    return f"{city}, {there}" if city and city not in (there, market_name(country)) else there


def _when(said: dict[str, Any]) -> str:
    """The years of a context, as far as they are stated."""
    years = dict.fromkeys(day[:4] for day in (said.get("start"), said.get("end")) if day)
    return "–".join(years)


def _gone(said: dict[str, Any], language: Language) -> list[str]:
    status = said.get("status")
    return [label("OrganisationStatus", status, language)] if status in _GONE else []

"""Why an organisation counts as in a market, and how well it fits the asker's sectors."""

from collections.abc import Set

from .mandates import constituency_markets, promoted
from .moment import Moment
from .table import (
    CROSS_SECTOR,
    HALVED,
    LOCATED,
    LOCATED_COMPANY,
    LOCATED_OFFICE,
    LOCATED_OUTWARD,
    OFFICES,
    PRESENT,
)
from .ties import participations
from .world import Organisation, World


def presences(world: World, as_of: str, market: str) -> dict[str, float]:
    """Everybody's presence in a market, halved for a status that is unknown or suspended, before courtesy."""
    return presences_on(Moment(world, as_of), {market})


def presences_on(moment: Moment, markets: Set[str]) -> dict[str, float]:
    """ "A corridor as target: an organisation's best presence over the corridor's markets on that date"."""
    best: dict[str, float] = {}
    for market in sorted(markets):
        for id, reasons in _reasons(moment, market).items():
            # INTERCHANGE: "empty means unknown" (R12)
            halved = HALVED if moment.living[id].status in ("", "unknown", "suspended") else 1.0
            best[id] = max([best.get(id, 0.0), *(reason * halved for reason in reasons)])
    return {id: presence for id, presence in best.items() if presence > 0}


def _reasons(moment: Moment, market: str) -> dict[str, list[float]]:
    """ "presence = max over its reasons of base x confidence x recency" (R22)."""
    found: dict[str, list[float]] = {id: [] for id in moment.living}
    for organisation in moment.living.values():
        if organisation.country == market:
            found[organisation.id].append(_located(moment, organisation) * organisation.located)
    for s in [*moment.lasting("promotes"), *moment.begun("serves", "active_in")]:
        if s.target == market:
            kind = PRESENT[s.kind]
            for id, _, factor in moment.handed(s):
                found[id].append(kind.base * moment.recency(s, kind.half_life) * s.confidence * factor)
    for id, worth in _by_contexts(moment, market):
        found[id].append(worth)
    return found


def _located(moment: Moment, organisation: Organisation) -> float:
    """The base of being located in its country.

    "An agency located in X with a constituency in X that does not promote X has presence .15 in X (its job is outward),
    an export credit agency none".
    """
    if organisation.kind in OFFICES:
        return LOCATED_OFFICE
    if organisation.kind == "company":
        return LOCATED_COMPANY
    here = organisation.country
    has_constituency_here = here in constituency_markets(moment, organisation.id)  # which only agencies have
    if has_constituency_here and here not in promoted(moment)[organisation.id]:
        return 0.0 if organisation.form == "export_credit" else LOCATED_OUTWARD
    return LOCATED


def _by_contexts(moment: Moment, market: str) -> list[tuple[str, float]]:
    """ "an explicit `takes_place_in` makes its participants `active_in`, at the lower confidence of the two"."""
    placed: dict[str, float] = {}
    for s in moment.begun("takes_place_in"):
        if s.target == market:
            placed[s.source] = max(s.confidence, placed.get(s.source, 0.0))
    active = PRESENT["active_in"]
    return [
        (
            p.organisation,
            active.base
            * moment.recency(p.statement, active.half_life)
            * min(p.statement.confidence, placed[p.context])
            * p.factor,
        )
        for p in participations(moment)
        if p.context in placed
    ]


def sector_fit(wanted: Set[str], offered: Set[str]) -> float:
    """ "in this order: asker without sectors or only cross-sector 1; one shared 1; opener without sectors or
    cross-sector .8; else .5"."""
    if wanted <= {CROSS_SECTOR}:
        return 1.0
    if wanted & offered:
        return 1.0
    if not offered or CROSS_SECTOR in offered:
        return 0.8
    return 0.5

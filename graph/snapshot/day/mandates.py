"""Mandates as of a day: whom an agency's constituency binds, and which offices are desks (design, section 3)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.kinds import OFFICE_KINDS, ORGANISATION_KINDS, TRADE_AGENCY
from graph.relations import HOME, HOST
from graph.snapshot.day.succession import Held
from graph.snapshot.day.worth import CODE, RelationWorth
from graph.snapshot.facts import B1, F8, I4, Facts, Sections

ANYWHERE: Final = -1
"""Instead of a country or region: the binding does not ask for it. Instead of a market: good for every market."""
OFFICES = tuple(ORGANISATION_KINDS.index(kind) for kind in OFFICE_KINDS)
AGENCY = ORGANISATION_KINDS.index(TRADE_AGENCY)


@dataclass(frozen=True, slots=True)
class Bindings:
    """Who may step where: each row binds the organisations of a country, or of a region.

    Attributes:
        country: (B) market position, or ANYWHERE for a binding by region.
        region: (B) region position, or ANYWHERE for a binding by country.
        market: (B) market of the mandate; that of a region is the mandate's target.
        target: (B) organisation that may be stepped to: the agency, or the desk's operator.
        desk: (B) office through which; -1 for a constituency.
        only: (B) the one market for which the step is good; ANYWHERE for all.
        worth: (B) in (0, 1].
        relation: (B) the mandate.
    """

    country: I4
    region: I4
    market: I4
    target: I4
    desk: I4
    only: I4
    worth: F8
    relation: I4

    def at(self, country: int, region: int) -> I4:
        """Positions of the bindings of an organisation based in this country and region (-1: unknown)."""
        by_region = (
            (self.region == region) & (self.region != ANYWHERE)
            if region != ANYWHERE
            else np.zeros(len(self.region), np.bool_)
        )
        return np.flatnonzero((self.country == country) | by_region).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Mandates:
    """All mandates of a day: constituencies, desks, and the operators of offices.

    Attributes:
        home: constituencies.
        host: desks.
        operators: office → its operators by id.
        promoted: (organisation, market position) for each promotion.
    """

    home: Bindings
    host: Bindings
    operators: dict[int, list[int]]
    promoted: frozenset[tuple[int, int]]


def corridor_markets(facts: Facts, sections: Sections, held: Held) -> dict[int, list[int]]:
    """Corridor node → positions of the markets that lie on it, in the order of codes."""
    market_start = sections.range("market").start
    on = held.where((facts.rel_kind[held.relation] == CODE["lies_on"]) & (held.source >= market_start))
    found: dict[int, set[int]] = {}
    for market, corridor in zip(on.source.tolist(), on.target.tolist(), strict=True):
        found.setdefault(corridor, set()).add(market - market_start)
    return {corridor: sorted(markets) for corridor, markets in sorted(found.items())}


def mandates(
    facts: Facts, sections: Sections, roles: list[str], worths: RelationWorth, held: Held, blocs: dict[int, list[int]]
) -> Mandates:
    """Whom agencies' constituencies bind, and whom desks serve, as of a day.

    A constituency is an agency's, a desk an office's; other holders' mandates bind nobody. Each operator of a desk is a
    target of it. An agency located outside every market of its constituency is good only for the market in which it is
    located.
    """
    kind = facts.rel_kind[held.relation]
    market_start = sections.range("market").start
    operates = held.where((kind == CODE["operates"]) & worths.lives[held.relation])
    operators: dict[int, list[int]] = {}
    for operator, office in sorted(set(zip(operates.source.tolist(), operates.target.tolist(), strict=True))):
        operators.setdefault(office, []).append(operator)
    promotes = held.where(kind == CODE["promotes"])
    promoted = frozenset(zip(promotes.source.tolist(), (promotes.target - market_start).tolist(), strict=True))
    mandated = held.where(kind == CODE["mandated_for"])
    rows = _rows(facts, market_start, worths, mandated, blocs)
    role = np.array([roles.index(HOME) if HOME in roles else -2, roles.index(HOST) if HOST in roles else -2])
    home: list[Row] = []
    host: list[Row] = []
    for holder, relation, country, region, market, worth in rows:
        if facts.rel_role[relation] == role[0] and facts.kind[holder] == AGENCY:
            home.append((country, region, market, holder, -1, worth, relation))
        elif facts.rel_role[relation] == role[1] and facts.kind[holder] in OFFICES:
            host.extend(
                (country, region, market, operator, holder, worth, relation) for operator in operators.get(holder, ())
            )
    return Mandates(_bindings(home, _only(home, facts)), _bindings(host, {}), operators, promoted)


Row = tuple[int, int, int, int, int, float, int]


def _rows(
    facts: Facts, market_start: int, worths: RelationWorth, mandated: Held, blocs: dict[int, list[int]]
) -> list[tuple[int, int, int, int, int, float]]:
    """(holder, relation, country, region, market, worth) of each; one for each market of a bloc."""
    rows = []
    for relation, holder, target, factor in zip(
        *(column.tolist() for column in (mandated.relation, mandated.source, mandated.target, mandated.factor)),
        strict=True,
    ):
        worth = (
            float(worths.base[relation]) * float(worths.recency[relation]) * float(worths.confidence[relation]) * factor
        )
        region = int(facts.rel_region[relation])
        markets = [target - market_start] if target >= market_start else blocs.get(target, [])
        for market in markets:
            country = market if region == ANYWHERE else ANYWHERE
            rows.append((holder, relation, country, region, market, worth))
    return rows


def _only(home: list[Row], facts: Facts) -> dict[int, int]:
    """Agency → the market to which it is confined, for agencies located outside their constituency."""
    markets: dict[int, set[int]] = {}
    for _, _, market, agency, _, _, _ in home:
        markets.setdefault(agency, set()).add(market)
    return {
        agency: int(facts.country[agency])
        for agency, within in markets.items()
        if int(facts.country[agency]) not in within
    }


def _bindings(rows: list[Row], only: dict[int, int]) -> Bindings:
    rows = sorted(rows, key=lambda row: (row[3], row[4], -row[5], row[6]))

    def column(position: int) -> I4:
        return np.array([row[position] for row in rows], dtype=np.int32)

    return Bindings(
        country=column(0),
        region=column(1),
        market=column(2),
        target=column(3),
        desk=column(4),
        only=np.array([only.get(row[3], ANYWHERE) for row in rows], dtype=np.int32),
        worth=np.array([row[5] for row in rows], dtype=np.float64),
        relation=column(6),
    )


def home_markets(home: Bindings) -> set[tuple[int, int]]:
    """(agency, market) for each market in which an agency has a constituency."""
    return set(zip(home.target.tolist(), home.market.tolist(), strict=True))


def is_office(facts: Facts) -> B1:
    """(N) whether each organisation is an office abroad."""
    return np.isin(facts.kind, OFFICES)

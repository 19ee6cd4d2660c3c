"""Mandates as of a day: constituencies, desks, operators, promotions (design, section 3)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.kinds import OFFICE_KINDS, ORGANISATION_KINDS, TRADE_AGENCY
from graph.relations import HOME, HOST, PROMOTES_BASES
from graph.snapshot.columns import pointers, rows_of
from graph.snapshot.day.succession import Held
from graph.snapshot.day.worth import CODE, RelationWorth
from graph.snapshot.facts import B1, I4, Facts, Sections

ANYWHERE: Final = -1
"""Instead of a region: the whole market."""
OFFICES = tuple(ORGANISATION_KINDS.index(kind) for kind in OFFICE_KINDS)
AGENCY = ORGANISATION_KINDS.index(TRADE_AGENCY)
PROMOTING_ROLES: Final = tuple(PROMOTES_BASES)
"""Roles of ``promotes``, best first; positions in it stand in ``Mandates.promoted_role``."""


@dataclass(frozen=True, slots=True)
class Mandates:
    """All mandates of a day.

    Attributes:
        home_agency, home_market, home_region: (B) constituencies of agencies, by agency, market and region; ANYWHERE
            for all of the market. One for each market of a bloc.
        home_named: (B) the market is named by itself, not by a bloc.
        home_relation: (B) the mandate.
        host_office, host_market, host_region, host_relation: (D) whom offices serve as desks, likewise.
        operator_ptr, operator: (N+1 …) who operates each organisation, by id.
        office_ptr, office: (N+1 …) the offices abroad that each organisation operates, by id.
        promoted_market, promoted_agency, promoted_role, promoted_relation: (Q) promotions, by market and agency; of
            several the best role.
    """

    home_agency: I4
    home_market: I4
    home_region: I4
    home_named: B1
    home_relation: I4
    host_office: I4
    host_market: I4
    host_region: I4
    host_relation: I4
    operator_ptr: I4
    operator: I4
    office_ptr: I4
    office: I4
    promoted_market: I4
    promoted_agency: I4
    promoted_role: I4
    promoted_relation: I4

    def operators(self, organisation: int) -> list[int]:
        """Who operates it, by id."""
        found: list[int] = self.operator[self.operator_ptr[organisation] : self.operator_ptr[organisation + 1]].tolist()
        return found

    def offices(self, organisation: int) -> list[int]:
        """The offices abroad that it operates, by id."""
        found: list[int] = self.office[self.office_ptr[organisation] : self.office_ptr[organisation + 1]].tolist()
        return found

    def promoters(self, market: int) -> slice:
        """Promotions of a market."""
        return rows_of(self.promoted_market, market)

    def homes(self, agency: int) -> slice:
        """Constituencies of an agency."""
        return rows_of(self.home_agency, agency)


def corridor_markets(facts: Facts, sections: Sections, held: Held) -> dict[int, list[tuple[int, int]]]:
    """Corridor node → (market position, region position) of what lies on it, by code; ANYWHERE for all of a market.

    A market that lies on it as a whole is not told by its regions too.
    """
    market_start = sections.range("market").start
    on = held.where((facts.rel_kind[held.relation] == CODE["lies_on"]) & (held.source >= market_start))
    region = facts.rel_region[on.relation]
    found: dict[int, set[tuple[int, int]]] = {}
    for market, part, corridor in zip(on.source.tolist(), region.tolist(), on.target.tolist(), strict=True):
        found.setdefault(corridor, set()).add((market - market_start, part))
    return {corridor: _least_parts(parts) for corridor, parts in sorted(found.items())}


def _least_parts(parts: set[tuple[int, int]]) -> list[tuple[int, int]]:
    whole = {market for market, region in parts if region == ANYWHERE}
    return sorted((market, region) for market, region in parts if region == ANYWHERE or market not in whole)


def mandates(
    facts: Facts, sections: Sections, roles: list[str], worths: RelationWorth, held: Held,
    blocs: dict[int, list[tuple[int, int]]],
) -> Mandates:  # fmt: skip
    """Constituencies, desks, operators and promotions as of a day.

    A constituency is an agency's, a desk an office's; other holders' mandates bind nobody.
    """
    kind = facts.rel_kind[held.relation]
    market_start = sections.range("market").start
    operates = held.where((kind == CODE["operates"]) & worths.lives[held.relation])
    operator_ptr, operator = _by_owner(operates.target, operates.source, len(facts.kind))
    abroad = np.isin(facts.kind[operates.target], OFFICES)
    office_ptr, office = _by_owner(operates.source[abroad], operates.target[abroad], len(facts.kind))
    mandated = held.where(kind == CODE["mandated_for"])
    home = _rows(facts, roles, market_start, mandated, blocs, HOME, (AGENCY,))
    host = _rows(facts, roles, market_start, mandated, blocs, HOST, OFFICES)
    promoted = _promoted(facts, roles, market_start, held.where(kind == CODE["promotes"]))
    return Mandates(
        _column(home, 0), _column(home, 1), _column(home, 2), _column(home, 3).astype(np.bool_), _column(home, 4),
        _column(host, 0), _column(host, 1), _column(host, 2), _column(host, 4),
        operator_ptr, operator, office_ptr, office,
        _column(promoted, 0), _column(promoted, 1), _column(promoted, 2), _column(promoted, 3),
    )  # fmt: skip


def _column(table: I4, at: int) -> I4:
    """A column, laid out by itself."""
    return table[:, at].copy()


def _by_owner(owner: I4, owned: I4, count: int) -> tuple[I4, I4]:
    pairs = np.unique(np.column_stack([owner, owned]), axis=0).astype(np.int32).reshape(-1, 2)
    return pointers(pairs[:, 0], count), pairs[:, 1].copy()


def _rows(
    facts: Facts, roles: list[str], market_start: int, mandated: Held, blocs: dict[int, list[tuple[int, int]]],
    role: str, holders: tuple[int, ...],
) -> I4:  # fmt: skip
    """(B, 5) holder, market, region, whether named by itself, relation; each holder, market and region once."""
    code = roles.index(role) if role in roles else -2
    of_role = mandated.where(
        (facts.rel_role[mandated.relation] == code) & np.isin(facts.kind[mandated.source], holders)
    )
    region = facts.rel_region[of_role.relation]
    rows: dict[tuple[int, int, int], tuple[int, int]] = {}
    for holder, target, part, relation in zip(
        of_role.source.tolist(), of_role.target.tolist(), region.tolist(), of_role.relation.tolist(), strict=True
    ):
        named = target >= market_start
        for market in [target - market_start] if named else dict(blocs.get(target, [])):
            known = rows.get((holder, market, part), (0, relation))
            rows[holder, market, part] = max(known[0], int(named)), min(known[1], relation)
    table = [(*key, *value) for key, value in sorted(rows.items())]
    return np.array(table, dtype=np.int32).reshape(-1, 5)


def _promoted(facts: Facts, roles: list[str], market_start: int, promotes: Held) -> I4:
    """(Q, 4) market, agency, role, relation. Without a role it is national."""
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for agency, target, relation in zip(
        promotes.source.tolist(), promotes.target.tolist(), promotes.relation.tolist(), strict=True
    ):
        if facts.kind[agency] == AGENCY:
            key, said = (target - market_start, agency), roles[int(facts.rel_role[relation])]
            role = PROMOTING_ROLES.index(said) if said in PROMOTING_ROLES else 0
            best[key] = min(best.get(key, (len(PROMOTING_ROLES), relation)), (role, relation))
    table = [(*key, *value) for key, value in sorted(best.items())]
    return np.array(table, dtype=np.int32).reshape(-1, 4)


def is_office(facts: Facts) -> B1:
    """(N) whether each organisation is an office abroad."""
    return np.isin(facts.kind, OFFICES)

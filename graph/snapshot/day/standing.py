"""Everything that depends on the day: who is gone, what relations are worth, mandates, presence, sectors, ties."""

from dataclasses import dataclass

import numpy as np

from graph.snapshot.columns import begins, column_order, pointers
from graph.snapshot.day.mandates import AGENCY, Mandates, corridor_markets, is_office, mandates
from graph.snapshot.day.presence import Presences, presences
from graph.snapshot.day.succession import Held, Succession, held_relations, succession
from graph.snapshot.day.ties import Dilution, Ties, dilution, held_worths, ties
from graph.snapshot.day.worth import CODE, RelationWorth, StatementState, relation_worths, statement_states
from graph.snapshot.facts import B1, F8, I4, Facts, Sections
from graph.work import look


@dataclass(frozen=True, slots=True)
class Standing:
    """The graph as it stands on one day.

    Attributes:
        day: ordinal of the day.
        states, worths: of statements and relations.
        after: who is gone, and who inherits.
        held, diluted: existing relations between living ends, and how many share each one's far end.
        held_worth: (H) what each is worth.
        blocs: corridor node → (market position, region position) of what lies on it on that day; -1 for a whole market.
        mandated: constituencies, desks, operators.
        present: presence by market.
        office, public: (N) an office abroad; public by itself or, an office, by an operator.
        sector_ptr, sector: sectors of each organisation on that day, as nodes, ascending.
        first_sector: (N) the one that its source names first; -1 none.
        ties: over all kinds of relations.
    """

    day: int
    states: StatementState
    worths: RelationWorth
    after: Succession
    held: Held
    diluted: Dilution
    held_worth: F8
    blocs: dict[int, list[tuple[int, int]]]
    mandated: Mandates
    present: Presences
    office: B1
    public: B1
    sector_ptr: I4
    sector: I4
    first_sector: I4
    ties: Ties

    def sectors_of(self, organisation: int) -> I4:
        """Sector nodes of an organisation."""
        return self.sector[self.sector_ptr[organisation] : self.sector_ptr[organisation + 1]]

    def markets_of(self, corridor: int) -> list[int]:
        """Positions of the markets that lie on a corridor, by code."""
        return list(dict.fromkeys(market for market, _ in self.blocs.get(corridor, [])))


def standing(facts: Facts, sections: Sections, roles: list[str], day: int) -> Standing:
    """Derive everything as of ``day``.

    Raises:
        StoppedError: who asked for it has gone, or its time is over.
    """
    states = statement_states(facts, sections, day)
    worths = relation_worths(facts, states)
    after = succession(facts, states, worths, day)
    look()
    held = held_relations(facts, worths, after)
    diluted = dilution(facts, sections, held)
    worth = held_worths(worths, held, diluted)
    look()
    blocs = corridor_markets(facts, sections, held)
    mandated = mandates(facts, sections, roles, worths, held, blocs)
    look()
    present = presences(facts, sections, states, worths, after, held, mandated)
    sector_ptr, sector = _sectors(facts, held)
    look()
    return Standing(
        day, states, worths, after, held, diluted, worth, blocs, mandated, present,
        is_office(facts), _public(facts, mandated), sector_ptr, sector, _first_sectors(facts),
        ties(facts, roles, held, worth, diluted),
    )  # fmt: skip


def _public(facts: Facts, mandated: Mandates) -> B1:
    """(N) public by itself, or an office of an agency that is: an agency that is no chamber, whoever owns it."""
    public = facts.public.copy()
    office_kind = is_office(facts)
    no_chamber = (facts.kind == AGENCY) & ~facts.chamber
    operated = np.repeat(np.arange(len(facts.kind)), np.diff(mandated.operator_ptr))
    public[operated[no_chamber[mandated.operator] & office_kind[operated]]] = True
    return public


def _first_sectors(facts: Facts) -> I4:
    """(N) the sector that an organisation's own list begins with; -1 where there is none."""
    first = np.full(len(facts.kind), -1, dtype=np.int32)
    some = np.flatnonzero(np.diff(facts.sector_ptr) > 0)
    first[some] = facts.sector[facts.sector_ptr[some]]
    return first


def _sectors(facts: Facts, held: Held) -> tuple[I4, I4]:
    """Sectors stated as a property, and those of ``works_in`` relations that hold, handed over like all relations."""
    count = len(facts.kind)
    stated = np.repeat(np.arange(count, dtype=np.int32), np.diff(facts.sector_ptr))
    works = held.where((facts.rel_kind[held.relation] == CODE["works_in"]) & (held.source < count))
    owner, sector = np.concatenate([stated, works.source]), np.concatenate([facts.sector, works.target])
    order = column_order(owner, sector)
    owner, sector = owner[order], sector[order]
    once = begins(owner, sector)
    return pointers(owner[once], count), sector[once]

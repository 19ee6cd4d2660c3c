"""When each relation of a day began, ended and was first read, and which ones concern a market."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.columns import begins, column_order, rows_of
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4, UNKNOWN_DAY
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.events import event_days
from queries.reading.sectors import works_in

_CARRIES: Final = [kind.carries for kind in RELATION_KINDS.values()]
_IS_PARTICIPATION: Final = np.array([one is Carries.PARTICIPATION for one in _CARRIES])
_IS_SYMMETRIC: Final = np.array([kind.symmetric for kind in RELATION_KINDS.values()])
_INTO_CONTEXT: Final = np.array([one in (Carries.PARTICIPATION, Carries.CONTEXT_PLACE) for one in _CARRIES])
_OF_ITS_PEOPLE: Final = np.array([
    one in (Carries.TIE, Carries.PARTICIPATION, Carries.IDENTITY, Carries.NOTHING) for one in _CARRIES
])  # fmt: skip
"""Kinds that concern a market by who is located there. What its people do elsewhere, or work on, does not."""
_FROM_ONE: Final = np.array([name in ("funds", "operates", "runs") for name in RELATION_KINDS])
"""Kinds by which one does the same to many: alike are those from it, of other kinds those that lead to the same."""
_IN_A_MARKET: Final = frozenset({CODE["serves"], CODE["active_in"]})
NEVER: Final = np.iinfo(np.int32).max


class SignalChange(StrEnum):
    """What has happened to what is told."""

    BEGAN = "began"
    ENDED = "ended"
    RECORDED = "recorded"


SIGNAL_CHANGES: Final[Mapping[SignalChange, str]] = {
    SignalChange.BEGAN: "It is newly true.",
    SignalChange.ENDED: "It has ended.",
    SignalChange.RECORDED: "It was newly read, and was true before, or since nobody knows when.",
}


@dataclass(frozen=True, slots=True)
class RelationDays:
    """Days of relations, as a day knows them; R relations.

    Attributes:
        began: (R) first day that is stated; of a participation without dates that of its context; UNKNOWN_DAY.
        ended: (R) of what has ended, the last day that is stated; UNKNOWN_DAY where none is, and of what has not ended.
        read: (R) when its first statement was read, or its source, where nobody says of the statement; NEVER unknown.
        heir: (N) who answers for each organisation: itself, its first heir, or -1.
    """

    began: I4
    ended: I4
    read: I4
    heir: I4


def relation_days(day: Day) -> RelationDays:
    """The days of all relations, found once."""
    found: RelationDays = day.remembered(("relation days",), lambda: frozen(_find(day)), array_bytes)
    return found


def _find(day: Day) -> RelationDays:
    facts, states = day.facts, day.on.states
    began = facts.rel_since.copy()
    starts = facts.statement_ptr[:-1]
    until = np.full(len(began), UNKNOWN_DAY, dtype=np.int32)
    read = np.full(len(began), NEVER, dtype=np.int32)
    ended = until.copy()
    if len(began):
        until = np.maximum.reduceat(facts.until, starts)
        over = np.where(states.ended, states.held, UNKNOWN_DAY)
        ended = np.where(day.on.worths.lives, UNKNOWN_DAY, np.maximum.reduceat(over, starts)).astype(np.int32)
        seen = np.where(facts.retrieved != UNKNOWN_DAY, facts.retrieved, facts.declared)
        read = np.minimum.reduceat(np.where(seen == UNKNOWN_DAY, NEVER, seen), starts).astype(np.int32)
    undated = np.flatnonzero(_IS_PARTICIPATION[facts.rel_kind] & (began == UNKNOWN_DAY) & (until == UNKNOWN_DAY))
    began[undated] = facts.context_start[facts.rel_target[undated] - day.sections.range("context").start]
    return RelationDays(began, ended, read, _heirs(day))


def _heirs(day: Day) -> I4:
    heir = np.arange(len(day.facts.kind), dtype=np.int32)
    for gone in np.flatnonzero(day.on.after.gone).tolist():
        found = day.on.after.heir(gone)
        heir[gone] = -1 if found is None else found
    return heir


def participations(day: Day) -> I4:
    """The relations by which organisations take part in contexts, on whatever day."""
    found: I4 = day.snapshot.memo.get("participations", lambda: _participations(day), lambda made: made.nbytes)
    return found


def _participations(day: Day) -> I4:
    found = np.flatnonzero(_IS_PARTICIPATION[day.facts.rel_kind]).astype(np.int32)
    found.setflags(write=False)
    return found


def without_plans(day: Day, relations: I4, days: I4) -> I4:
    """Relations without the interests of whoever serves the same market, or is active in it, from the same day on.

    Likewise until the same day: who began or stopped both at once is told once, by what it does.
    """
    facts, keys = (
        day.facts,
        zip(
            day.facts.rel_source[relations].tolist(),
            day.facts.rel_target[relations].tolist(),
            days.tolist(),
            strict=True,
        ),
    )
    kind = facts.rel_kind[relations]
    told = [(key, code) for key, code in zip(keys, kind.tolist(), strict=True)]
    done = {key for key, code in told if code in _IN_A_MARKET}
    kept = [code != CODE["interested_in"] or key not in done for key, code in told]
    return relations[np.array(kept, dtype=np.bool_)]


def context_of(day: Day, relations: I4) -> I4:
    """The context that each relation leads into, or that takes place where it leads to; -1 for none."""
    facts = day.facts
    section = day.sections.range("context")
    source, target = facts.rel_source[relations], facts.rel_target[relations]
    into = _INTO_CONTEXT[facts.rel_kind[relations]]
    of_source = into & (source >= section.start) & (source < section.stop)
    of_target = into & (target >= section.start) & (target < section.stop)
    found: I4 = np.where(of_source, source, np.where(of_target, target, -1)).astype(np.int32)
    return found


def organisation_ends(day: Day, relations: I4) -> tuple[I4, I4]:
    """The living organisations at the two ends of relations, heirs for those who are gone; -1 for none."""
    facts, heir = day.facts, relation_days(day).heir
    ends = []
    for end in (facts.rel_source[relations], facts.rel_target[relations]):
        there = end < len(heir)
        ends.append(np.where(there, heir[np.where(there, end, 0)], -1).astype(np.int32))
    return ends[0], ends[1]


def concerns(day: Day, market: int, relations: I4, contexts: I4) -> B1:
    """Whether each relation concerns a market, by its position.

    Those do that lead to the market, or from it; those of an organisation located there, but for what it does in other
    markets; and those into contexts (ascending) that take place there.
    """
    facts, node = day.facts, day.first_market + market
    source, target = facts.rel_source[relations], facts.rel_target[relations]
    people = np.zeros(len(relations), dtype=np.bool_)
    for end in (source, target):
        organisation = end < len(facts.kind)
        people |= organisation & (facts.country[np.where(organisation, end, 0)] == market)
    found = (target == node) | (source == node) | (people & _OF_ITS_PEOPLE[facts.rel_kind[relations]])
    into = context_of(day, relations)
    at = np.flatnonzero(into >= 0)
    found[at] |= _mask(day, contexts)[into[at] - day.sections.range("context").start]
    return np.asarray(found)


def _mask(day: Day, contexts: I4) -> B1:
    """(C) whether each context is one of some; of other nodes nothing is said."""
    section = day.sections.range("context")
    mask = np.zeros(len(section), dtype=np.bool_)
    mask[contexts[(contexts >= section.start) & (contexts < section.stop)] - section.start] = True
    return mask


def contexts_in(day: Day, market: int) -> I4:
    """Contexts that take place in a market, by its position, or are open to those based there; ascending."""
    held = day.on.held
    lead_there = held.where(held.target == day.first_market + market)
    takes_place = day.facts.rel_kind[lead_there.relation] == CODE["takes_place_in"]
    by_market: dict[int, I4] = day.snapshot.memo.get(
        "contexts by market", lambda: _contexts_by_market(day.snapshot), lambda made: 100 * sum(map(len, made.values()))
    )
    said = by_market.get(market, np.zeros(0, dtype=np.int32))
    return np.union1d(said, lead_there.source[takes_place]).astype(np.int32)


def _contexts_by_market(snapshot: Snapshot) -> dict[int, I4]:
    """Position of each market → the contexts whose record names it."""
    found: dict[int, list[int]] = {}
    for node in snapshot.sections.range("context"):
        record = snapshot.record(node)
        for code in dict.fromkeys([*filter(None, [record.get("country")]), *(record.get("countries") or ())]):
            found.setdefault(snapshot.market_position(code), []).append(node)
    return {market: np.array(nodes, dtype=np.int32) for market, nodes in found.items()}


def contexts_over(day: Day) -> I4:
    """(C) the last day of contexts that are over, of an event that recurs of its last known one; else UNKNOWN_DAY."""
    once = event_days(day.snapshot).over
    last = np.where(once == UNKNOWN_DAY, day.facts.context_end, once)
    return np.where(last < day.on.day, last, UNKNOWN_DAY).astype(np.int32)


@dataclass(frozen=True, slots=True)
class News:
    """What happened in a market, as signals: relations that are alike, those into one context, or a thing by itself.

    Of G signals; rows and pairs are in the order of signals.

    Attributes:
        when: (G) ordinal day.
        about: (G) the organisation or context that it is; -1 for relations between others.
        row_signal, row_relation: which relations each is.
        pair_signal, pair_organisation: which living organisations are behind each, each once, ascending.
    """

    when: I4
    about: I4
    row_signal: I4
    row_relation: I4
    pair_signal: I4
    pair_organisation: I4

    def relations(self, signal: int) -> I4:
        """The relations of one."""
        return self.row_relation[rows_of(self.row_signal, signal)]

    def pairs(self, signal: int) -> slice:
        """Which pairs tell who is behind one, by id."""
        return rows_of(self.pair_signal, signal)

    @property
    def first(self) -> I4:
        """(G) the first relation of each; before all for those that have none."""
        found = np.full(len(self.when), -1, dtype=np.int32)
        found[self.row_signal[::-1]] = self.row_relation[::-1]
        return found


def in_sectors(day: Day, news: News, sectors: Sequence[int]) -> B1:
    """(G) whether somebody behind each signal works in one of some sectors."""
    works, found = np.zeros(len(day.facts.kind), dtype=np.bool_), np.zeros(len(news.when), dtype=np.bool_)
    for sector in sectors:
        works |= works_in(day, sector)
    found[news.pair_signal[works[news.pair_organisation]]] = True
    return found


@dataclass(frozen=True, slots=True)
class Things:
    """Organisations and contexts to which something happened by themselves.

    Attributes:
        organisation, organisation_day: who was founded or dissolved, and the ordinal day.
        context_day: (C) when each context began or ended; UNKNOWN_DAY where not within the time.
        placed: of these, those that concern the market by themselves.
    """

    organisation: I4
    organisation_day: I4
    context_day: I4
    placed: I4


def gather(day: Day, relations: I4, days: I4, things: Things, asker: int | None) -> News:
    """Relations (ascending), each with its day, and things as signals; the asker's own relations are each one alone."""
    start = day.sections.range("context").start
    context = context_of(day, relations)
    itself = np.full(len(relations), UNKNOWN_DAY, dtype=np.int32)
    itself[context >= 0] = things.context_day[context[context >= 0] - start]
    ends = organisation_ends(day, relations)
    signal = _alike(day, relations, days, context, ends, asker)
    count = int(signal.max(initial=-1)) + 1
    when, about = np.full(count, NEVER, dtype=np.int32), np.full(count, -1, dtype=np.int32)
    np.minimum.at(when, signal, days)
    happened = itself != UNKNOWN_DAY
    about[signal[happened]], when[signal[happened]] = context[happened], itself[happened]
    alone = np.setdiff1d(things.placed, context)
    when = np.concatenate([when, things.context_day[alone - start], things.organisation_day])
    about = np.concatenate([about, alone, things.organisation])
    pairs = [(signal, ends[0]), (signal, ends[1]), _taking_part(day, about)]
    itself_there = np.flatnonzero((about >= 0) & (about < len(day.facts.kind))).astype(np.int32)
    pairs.append((itself_there, relation_days(day).heir[about[itself_there]]))
    one, other = (np.concatenate(columns) for columns in zip(*pairs, strict=True))
    packed = np.unique((one.astype(np.int64) << 32 | other)[other >= 0])
    order = np.argsort(signal, kind="stable")
    return News(
        when.astype(np.int32), about.astype(np.int32), signal[order].astype(np.int32), relations[order],
        (packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32),
    )  # fmt: skip


def _alike(day: Day, relations: I4, days: I4, context: I4, ends: tuple[I4, I4], asker: int | None) -> I4:
    """The signal of each relation: one for each context, one for those of one kind, shared end, role, name and day."""
    facts, into = day.facts, context >= 0
    kind = facts.rel_kind[relations]
    own = np.zeros(len(relations), dtype=np.bool_) if asker is None else (ends[0] == asker) | (ends[1] == asker)
    alone = np.where(_IS_SYMMETRIC[kind] | own, np.arange(1, len(relations) + 1), 0)
    columns: list[I4] = [
        kind.astype(np.int32) + 1,
        np.where(_FROM_ONE[kind], facts.rel_source[relations], facts.rel_target[relations]),
        facts.rel_role[relations],
        facts.rel_name[relations],
        days - days.min(initial=NEVER),  # numbers as small as may be: each up to the largest takes a counter
        alone,
    ]
    keys = [np.where(into, 0, column) for column in columns]
    keys[1] = np.where(into, context, keys[1])
    order = column_order(*keys)
    signal = np.empty(len(relations), dtype=np.int32)
    signal[order] = np.cumsum(begins(*(key[order] for key in keys))) - 1
    return signal


def _taking_part(day: Day, about: I4) -> tuple[I4, I4]:
    """(signal, organisation) of whoever takes part in the contexts that signals are about, from wherever."""
    all_parts, start = participations(day), day.sections.range("context").start
    order = np.argsort(about, kind="stable")
    sought = about[order]
    parts = all_parts[_mask(day, about)[day.facts.rel_target[all_parts] - start]]
    source, _ = organisation_ends(day, parts)
    return order[np.searchsorted(sought, day.facts.rel_target[parts])].astype(np.int32), source

"""What is on record of an organisation, what its peers have beside that, and what is not known of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from graph.cached import cached_property
from graph.errors import InputError
from graph.snapshot.facts import UNKNOWN_DAY
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import day_text
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.lacks import Comparison, Lack, compared_with
from queries.reading.nodes import Id, Internal, IsoDay, OrganisationNode, PartialDay, SectorNode, Some, ThingNode
from queries.reading.not_known import NotKnown, not_known
from queries.reading.recorded import SIDE_WORDS, SIDES, Entry, entries_of, undated
from queries.reading.relation import Relation
from queries.routing.explain import RECALLED, relation_told
from queries.routing.own_markets import StockMarket, last_known, own_markets

ENTRIES_DEFAULT: Final = 100
ENTRIES_AT_MOST: Final = 1_000
"""Entries in each list of an answer."""
SHARE_DEFAULT: Final = 0.1
SHARE_AT_LEAST: Final = 0.05
"""Of the peers who must have what is called a lack."""


@dataclass(frozen=True)
class StockEntry:
    """One thing on record of an organisation: what it is to another one, with all relations that say so.

    Attributes:
        other: the other end: who lives today; one that is gone without an heir, itself.
        over: whether that has ended: its relations have, or the other end is gone.
    """

    entry: Internal[Entry]
    holder: Internal[int]
    other: ThingNode
    over: bool

    @cached_property
    def relations(self) -> Annotated[list[Relation], Some(3)]:
        """The relations that say so, with dates and evidence."""
        return [Relation(self.entry.day, at) for at in self.entry.positions]

    @property
    def since(self) -> PartialDay | None:
        """Since when, by the relation that tells it."""
        return self.entry.best.since

    @property
    def until(self) -> PartialDay | None:
        """Until when, likewise."""
        return self.entry.best.until

    @property
    def last_held(self) -> IsoDay | None:
        """The last day at which it is known to have held."""
        return None if self.entry.last_held == UNKNOWN_DAY else day_text(self.entry.last_held)

    @property
    def role(self) -> str | None:
        """The source's role, where one is stated."""
        role: str | None = self.entry.best.said("role")
        return role

    @property
    def undated(self) -> bool:
        """Whether nobody says when it began or ended."""
        return all(undated(self.entry.day, at) for at in self.entry.positions)

    @property
    def inherited_from(self) -> OrganisationNode | None:
        """The predecessor by which the organisation has it; null where it is its own."""
        best, gone = self.entry.best, self.entry.day.on.after.gone
        mine = best.target if SIDES[self.entry.side][1] else best.source
        if SIDES[self.entry.side][0].symmetric and self.holder in (best.source, best.target):
            mine = self.holder
        return mine if mine != self.holder and mine < len(gone) else None

    @property
    def sentence(self) -> str:
        """The same in words: in the past tense where it is over, with what is in doubt."""
        best = self.entry.best
        doubts = ["recalled, unconfirmed"] if best.statements[0]["confidence"] == RECALLED else []
        doubts += ["undated"] if self.undated else []
        if not self.over and best.status == "unknown":
            doubts += last_known(self.entry.day, self.last_held)
        doubt = f" ({'; '.join(doubts)})" if doubts else ""
        return f"{relation_told(best, over=self.over)}{doubt}."


@dataclass(frozen=True)
class StockGroup:
    """All that is on record of an organisation by one kind of relation, read in one direction.

    Attributes:
        what: the relation's name, read from the organisation: member_of, has_member, board_seat, runs and so on.
        entries: what has not ended: what is known to have held latest first, then by the other end's id.
        count: how many these are.
        past: what has ended, likewise.
        past_count: how many these are.
    """

    what: str
    entries: Annotated[list[StockEntry], Some(10)]
    count: int
    past: Annotated[list[StockEntry], Some(5)]
    past_count: int


@dataclass(frozen=True)
class StockRole:
    """A role that an organisation has in relations of one kind.

    Attributes:
        role: as its sources say: coordinator, hub, national and so on.
        what: the relation's name.
        count: in how many that have not ended.
        past_count: in how many that have.
    """

    role: str
    what: str
    count: int
    past_count: int


@dataclass(frozen=True)
class TakeStock(Answer):
    """What is on record of an organisation, what its peers have beside that, and what is not known, of one revision.

    Attributes:
        organisation: which it is.
        asked_as: the id that was given, where another organisation answers for it.
        note: what to know about that, in a sentence.
        sectors: the sectors that it works in, by id.
        languages: the languages that it works in; empty where none is recorded.
        competences: what it is good at; empty where nothing is recorded.
        markets: the markets in which it is present, freshest first, then by presence, then by code.
        market_count: how many these are.
        past_markets: the markets in which it was present and is no more, latest first.
        roles: its roles, by the kind of relation, then the role.
        groups: all that is on record of it, by kind of relation in the order of the model, from it before to it.
        comparison: with whom it is compared.
        lacks: what at least the share asked for of its peers have on record and it has not: most peers first, then by
            kind, then by id.
        lack_count: how many there are.
        blanks: kinds of which nothing is on record of it that has not ended, and of at least that share of its peers
            something is, likewise.
        not_known: what is not known of it, what weighs most first.
    """

    organisation: OrganisationNode
    asked_as: Id | None
    note: str | None
    sectors: list[SectorNode]
    languages: list[str]
    competences: list[str]
    markets: Annotated[list[StockMarket], Some(20)]
    market_count: int
    past_markets: Annotated[list[StockMarket], Some(10)]
    roles: list[StockRole]
    groups: list[StockGroup]
    comparison: Comparison
    lacks: Annotated[list[Lack], Some(10)]
    lack_count: int
    blanks: list[Lack]
    not_known: list[NotKnown]


def take_stock(day: Day, id_: str, *, share: float = SHARE_DEFAULT, first: int = ENTRIES_DEFAULT) -> TakeStock:
    """What is on record of an organisation on a day, next to its peers, and what is not known of it.

    *On record* is each relation that leads from or to it and has begun, but mergers and successions; what a gone
    predecessor hands over counts as its own. What leads to the same other end by the same kind and in the same
    direction is one entry, and has ended when all of it has, or when the other end is gone without an heir. *Markets*
    are those in which it counts as present; past ones are others that it promoted, served or was active in, or in which
    something took place that it took part in, where that has ended. Their freshness is the best recency of a reason, in
    (0, 1].

    *Peers* are living organisations of its kind that share a sector with it (cross-sector is none); where no sector of
    it is known, those of its kind and form. Compared are at most 50 of which anything comparable is on record: those of
    its own country first, then of the countries that share most trade blocs and regions of several markets with it;
    within these by the number of sectors shared, then by id. Comparable are ties, participations and describing
    relations that have not ended, each by its kind, direction and other end (a service by what it is), and presence
    abroad. What it *lacks* is what at least ``share`` of those compared, and at least two, have and it has not,
    but for markets and sectors where it is already, and for whoever runs somebody; of an organisation or
    context (a network, a programme) only where somebody of its own country has the same (of an organisation of another
    region of its country, somebody of its own region): what nobody there has may not be open to it. A *blank* is a kind
    and direction of which at least a quarter of them, and ``share``, have anything and it has nothing that has not
    ended. With fewer than five peers nothing is compared. That nothing is on record does not mean that there is
    nothing.

    Args:
        day: on which to stand.
        id_: of an organisation; one that is gone is answered as its heir.
        share: of the peers compared, 0.05 to 1.
        first: at most so many entries in each list, 1 to 1,000.

    Raises:
        InputError: the organisation is unknown, or gone without an heir, or ``share`` is out of range.
        LimitError: ``first`` is out of range.
    """
    check_first(first, ENTRIES_AT_MOST)
    if not SHARE_AT_LEAST <= share <= 1:
        raise InputError(
            f"share is {share}.", code="bad_share", value=share, where="share",
            suggestion=f"It lies between {SHARE_AT_LEAST} and 1.",
        )  # fmt: skip
    node = day.organisation(id_, "id")
    entries = entries_of(day, node)
    look()
    markets, past_markets = own_markets(day, node, entries)
    look()
    comparison, lacks, blanks = compared_with(day, node, entries, share)
    record = day.record(node)
    relations = sorted({at for one in entries for at in one.positions})
    return TakeStock(
        day.header, node, day.asked_as(id_, node), day.answers_for(id_, node),
        day.on.sectors_of(node).tolist(), record.get("languages") or [], record.get("competences") or [],
        markets[:first], len(markets), past_markets[:first],
        _roles(day, entries)[:first], _groups(entries, node, first),
        comparison, lacks[:first], len(lacks), blanks, not_known(day, node, relations),
    )  # fmt: skip


def _groups(entries: Iterable[Entry], node: int, first: int) -> list[StockGroup]:
    by: dict[int, list[StockEntry]] = {}
    for one in entries:
        by.setdefault(one.side, []).append(StockEntry(one, node, one.other, one.over))
    groups = []
    for side, some in sorted(by.items()):
        living, past = ([one for one in some if one.over is over] for over in (False, True))
        groups.append(StockGroup(SIDE_WORDS[side], living[:first], len(living), past[:first], len(past)))
    return groups


def _roles(day: Day, entries: Sequence[Entry]) -> list[StockRole]:
    """Roles are of the source of a relation; the same other end counts once for each role."""
    words, role = day.snapshot.manifest.roles, day.facts.rel_role
    counted: Counter[tuple[int, str, bool]] = Counter()
    for one in entries:
        if not SIDES[one.side][1]:
            for said in {words[int(role[at])] for at in one.positions} - {""}:
                counted[one.side, said, one.over] += 1
    found = sorted({key[:2] for key in counted})
    return [
        StockRole(said, SIDE_WORDS[side], counted[side, said, False], counted[side, said, True]) for side, said in found
    ]

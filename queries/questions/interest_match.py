"""Whose published interests in collaboration meet an organisation's: mutual ones first, with dates, and the route."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.cached import cached_property
from graph.dates import first_day
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.interests import InterestSide, MetBy, Profile, interests, speak_against
from queries.reading.nodes import Id, Internal, OrganisationNode, Some
from queries.reading.relation import Relation
from queries.routing.askers import Asker, Party, understand, without_cross
from queries.routing.constraints import DEFAULT_STEPS
from queries.routing.door_question import area_of
from queries.routing.explain import end_told
from queries.routing.nearness import Nearness
from queries.routing.periods import period_told, read_told
from queries.routing.routes import Route
from queries.routing.standing import StepKind
from queries.routing.target import Area, doors_of, present_counts, read_only

SHOWN_AT_MOST: Final = 100
"""Entries of each list."""
MET_AT_MOST: Final = 20
"""Interests of each side that are told of one match."""


@dataclass(frozen=True)
class MetInterest:
    """An interest of one that the other one meets.

    Attributes:
        relation: the interest, with its dates and evidence.
        by: how the other one is what is sought.
        yours: whether it is the asker's.
    """

    relation: Relation
    by: MetBy
    yours: bool

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.relation.status == "ended"

    @property
    def dated(self) -> bool:
        """Whether a source says since when or until when."""
        return self.relation.since is not None or self.relation.latest_end is not None

    @property
    def sentence(self) -> str:
        """Who seeks what, since when, how surely, and that the other one is that; in the past tense if it is over."""
        relation, other = self.relation, "it" if self.yours else "you"
        who = "You" if self.yours else relation.day.record(relation.source)["name"]
        what = _SEEKS.get(relation.said("role"), "for collaboration in")
        verb = "looked" if self.over else "look" if self.yours else "looks"
        met = f"in which {other} {_works(other)}" if self.by is MetBy.WORKS else f"where {other} {_is(other)}"
        where = f"{what} {end_told(relation.day, relation.target)}, {met}"
        named = relation.said("name")
        told = "; ".join([*([named] if named else []), period_told(relation), read_told(relation)])
        return f"{who} {verb} {where} ({told})."


def _is(who: str) -> str:
    return "are" if who == "you" else "is"


def _works(who: str) -> str:
    return "work" if who == "you" else "works"


_SEEKS: Final[Mapping[str | None, str]] = {
    "seeks_partners": "for partners in",
    "seeks_market_entry": "for a way into",
    "seeks_investors": "for investors in",
    "seeks_knowledge": "for knowledge in",
    "seeks_suppliers": "for suppliers in",
}


@dataclass(frozen=True)
class InterestMatch:
    """An organisation whose published interests and an asker's meet.

    Attributes:
        organisation: which one.
        side: whose interests it rests on.
        theirs: its interests that the asker meets, those that have not ended and are dated first, newest first.
        yours: the asker's interests that it meets, likewise.
    """

    nearness: Internal[Nearness]
    organisation: OrganisationNode
    side: InterestSide
    theirs: Annotated[list[MetInterest], Some(5)]
    yours: Annotated[list[MetInterest], Some(5)]

    @property
    def cost(self) -> Internal[int]:
        """Of the best route there."""
        return int(self.nearness.costs(np.array([self.organisation], dtype=np.int32))[0])

    @property
    def reachable(self) -> bool:
        """Whether at most three introductions lead there."""
        return self.cost < INFINITE

    @cached_property
    def route(self) -> Route | None:
        """The best way there, as `introductions` finds it; null if there is none."""
        return self.nearness.route(self.organisation) if self.reachable else None

    @property
    def already_tied(self) -> bool:
        """Whether the two know each other already: by a tie of their own that has not ended."""
        steps = [] if self.route is None else self.route.steps
        return len(steps) == 1 and steps[0].kind is StepKind.TIE and not steps[0].is_over

    @property
    def no_route(self) -> str | None:
        """Why there is no route; null where there is one."""
        return None if self.reachable else f"No chain of at most {DEFAULT_STEPS} introductions leads there."

    @property
    def undated(self) -> bool:
        """Whether nobody says of any of the interests on which it rests when it holds."""
        return not any(one.dated for one in (*self.theirs, *self.yours))

    @property
    def over(self) -> bool:
        """Whether all its interests of one side have ended: it is a match of the past."""
        return any(side and all(one.over for one in side) for side in (self.theirs, self.yours))

    @property
    def sentence(self) -> str:
        """Why they match, by the first interest of each side."""
        told = [side[0].sentence for side in (self.theirs, self.yours) if side]
        lacking = {
            InterestSide.THEIRS: "Of you no interest is known that it meets.",
            InterestSide.YOURS: "Of it no interest is known that you meet.",
        }
        return " ".join([*told, lacking[self.side]] if self.side in lacking else told)


@dataclass(frozen=True)
class InterestMatchAnswer(Answer):
    """Whose published interests meet an asker's, from one revision.

    Attributes:
        interests: the asker's interests that have not ended.
        matches: mutual ones first, then those who seek the asker, then those whom it seeks; of each the reachable ones
            first, by the strength of the best route, then id.
        match_count: how many there are.
        mutual_count: how many of them are mutual.
        undated_count: how many of them rest on undated interests alone.
        nobody: why there is no match; null where there is one.
    """

    party: Internal[Party]
    day: Internal[Day]
    interests: Annotated[list[Relation], Some(20)]
    matches: Annotated[list[InterestMatch], Some(10)]
    match_count: int
    mutual_count: int
    undated_count: int
    nobody: str | None
    living: Internal[Mapping[int, InterestSide]]
    nearness: Internal[Nearness]

    @property
    def asker(self) -> OrganisationNode | None:
        """Who asks; null for one who is not in the graph."""
        return self.party.node

    @property
    def asked_as(self) -> Id | None:
        """The id that was given, where another organisation answers for it."""
        return self.party.asked_as

    @property
    def note(self) -> str | None:
        """What to know about that, in a sentence."""
        return self.party.note

    @cached_property
    def _past(self) -> list[InterestMatch]:
        found = _Matching(self.day, self.party, living=False).matches(self.nearness)
        return [one for one in found if one.over and _RANK[one.side] < self._rank(one.organisation)]

    def _rank(self, organisation: int) -> int:
        """How an organisation matches today; beyond all others if it does not."""
        side = self.living.get(organisation)
        return len(_RANK) if side is None else _RANK[side]

    @cached_property
    def past(self) -> Annotated[list[InterestMatch], Some(10)]:
        """Matches that rest on an interest which has ended, and hold no longer, or not on that side; in the same order.

        Whether both sides sought each other at the same time is told by the dates.
        """
        return _ranked(self._past, self.nearness)[:SHOWN_AT_MOST]

    @property
    def past_count(self) -> int:
        """How many there are."""
        return len(self._past)


_RANK: Final[dict[InterestSide, int]] = {side: at for at, side in enumerate(InterestSide)}


def interest_match(day: Day, asker: Asker) -> InterestMatchAnswer:
    """Organisations whose published interests in collaboration (``interested_in``) and an asker's meet.

    An interest *meets* an organisation that is of a kind that its role seeks (``SOUGHT``; any kind for all other roles)
    and that is located in the market sought, works in the sector sought (cross-sector is none), or is located in a
    market, or the region of it, of the corridor sought, and in another market than the seeker. Of a market sought
    sectors must not speak against it: each of the two works in or seeks some sector, and none is of both. A corridor or
    bloc is too wide for that: of it some sector must be of both.

    *Mutual* are two of whom each has an interest that meets the other; *theirs* is who only seeks the asker; *yours* is
    whom only the asker seeks, of those who have published any interest that has not ended. Nobody is a match of its
    own hub or affiliate: they are together already. Only interests count that have begun on the day and have not ended;
    the others make *past* matches. Who has succeeded another one has its interests; an outsider has none.

    Ranked by side, then by the best route of at most three introductions, the reachable before the unreachable, then by
    id.

    Raises:
        InputError: the asker is unknown, or gone without an heir.
    """
    party = understand(day, asker)
    nearness = Nearness(day, party)
    matching = _Matching(day, party, living=True)
    found = _ranked(matching.matches(nearness), nearness)
    own = [Relation(day, relation) for relation in matching.own.tolist()]
    return InterestMatchAnswer(
        day.header, party, day, own[:SHOWN_AT_MOST], found[:SHOWN_AT_MOST], len(found),
        sum(one.side is InterestSide.MUTUAL for one in found), sum(one.undated for one in found),
        None if found else _nobody(day, party, own), {one.organisation: one.side for one in found}, nearness,
    )  # fmt: skip


class _Matching:
    """One asker and the interests of a day.

    Attributes:
        own: the asker's interests.
    """

    def __init__(self, day: Day, party: Party, *, living: bool) -> None:
        self.day, self.party, self.all = day, party, interests(day)
        self.counts = self.all.lives if living else np.ones(len(self.all.lives), dtype=np.bool_)
        self.corridors = sought_corridors(day)
        self.me = self._asker()
        mine = np.zeros(len(self.counts), dtype=np.bool_)
        if party.node is not None:
            mine[self.all.of(party.node)] = True
        self.mine = np.flatnonzero(mine & self.counts)
        self.others = np.flatnonzero(~mine & self.counts)
        self.own = self.all.relation[self.mine]
        self._relations: dict[int, Relation] = {}  # one for each interest, whose statements are read once

    def matches(self, nearness: Nearness) -> list[InterestMatch]:
        """The matches, by id."""
        look()
        theirs, yours = self._theirs(), self._yours()
        together = self._together()
        return [
            InterestMatch(
                nearness, node, _side(node in theirs, node in yours),
                _in_order(theirs.get(node, ())), _in_order(yours.get(node, ())),
            )
            for node in sorted((theirs.keys() | yours.keys()) - together)
        ]  # fmt: skip

    def _theirs(self) -> dict[int, list[MetInterest]]:
        """By organisation its interests that the asker meets."""
        sought = self.others[np.isin(self.all.target[self.others], self.me.sought_as)]
        found: dict[int, list[MetInterest]] = {}
        for at in sought.tolist():
            self._add(found, at, int(self.all.holder[at]), self.me, yours=False)
        return found

    def _yours(self) -> dict[int, list[MetInterest]]:
        """By organisation the asker's interests that it meets: of those who have published any."""
        seekers = np.unique(self.all.holder[self.others])
        found: dict[int, list[MetInterest]] = {}
        for at in self.mine.tolist():
            look()
            for node in self._who_meet(int(self.all.target[at]), seekers).tolist():
                self._add(found, at, node, self._profile(node), yours=True)
        return found

    def _add(self, found: dict[int, list[MetInterest]], at: int, other: int, met: Profile, *, yours: bool) -> None:
        """Note an interest, if whoever is to meet it does; ``other`` is not the asker."""
        role = self.day.snapshot.manifest.roles[int(self.day.facts.rel_role[self.all.relation[at]])]
        seeker = self.me.market if yours else self._market(other)
        by = met.meets(int(self.all.target[at]), seeker)
        if by is None or not met.is_of_kind(role):
            return
        if by is MetBy.WORKS or self._goes_together(by, self._sectors_about(other)):
            relation = self._relations.setdefault(at, Relation(self.day, int(self.all.relation[at])))
            found.setdefault(other, []).append(MetInterest(relation, by, yours))

    def _goes_together(self, by: MetBy, others: frozenset[int]) -> bool:
        """Whether two of whom one is where the other one seeks somebody fit by their sectors, as far as is known."""
        if by is MetBy.ON_CORRIDOR:
            return bool(self._my_sectors & others)
        return not speak_against(self._my_sectors, others)

    def _who_meet(self, target: int, seekers: I4) -> I4:
        """Those of some organisations who may meet an interest in a target."""
        if target in self.day.sections.range("sector"):
            meets = np.isin(seekers, self.all.working_in(target))
        elif target in self.corridors:
            meets = self.corridors[target].holds[seekers]
        else:
            meets = self.day.facts.country[seekers] == target - self.day.first_market
        found: I4 = seekers[meets]
        return found

    # What organisations are

    def _asker(self) -> Profile:
        party = self.party
        if party.node is not None:
            return self._profile(party.node)
        lying = (one for one, sought in self.corridors.items() if self._described_on(sought.area))
        sectors = frozenset(party.sectors.tolist())
        return Profile(party.kind, self.day.first_market + party.country, sectors, frozenset(lying))

    def _described_on(self, area: Area) -> bool:
        """Whether an asker who is not in the graph is based in an area."""
        home, parts = self.party.country, dict(area.parts)
        return home in area.markets and (home not in parts or bool(self.party.regions & set(parts[home])))

    def _profile(self, node: int) -> Profile:
        lying = frozenset(one for one, sought in self.corridors.items() if sought.holds[node])
        return Profile(int(self.day.facts.kind[node]), self._market(node), self._sectors(node), lying)

    def _market(self, node: int) -> int:
        return self.day.first_market + int(self.day.facts.country[node])

    def _sectors(self, node: int) -> frozenset[int]:
        return frozenset(without_cross(self.day.snapshot, self.day.on.sectors_of(node)).tolist())

    @cached_property
    def _my_sectors(self) -> frozenset[int]:
        return self.me.sectors | self._sought_sectors(self.all.target[self.mine])

    def _sectors_about(self, node: int) -> frozenset[int]:
        """The sectors that an organisation works in or seeks."""
        span = self.all.of(node)
        return self._sectors(node) | self._sought_sectors(self.all.target[span][self.counts[span]])

    def _sought_sectors(self, targets: I4) -> frozenset[int]:
        section, cross = self.day.sections.range("sector"), self.day.snapshot.cross_sector
        return frozenset(one for one in targets.tolist() if one in section and one != cross)

    def _together(self) -> set[int]:
        """The asker's own hubs and affiliates."""
        if self.party.node is None:
            return set()
        of = doors_of(self.day).affiliations
        return {*of.hubs(self.party.node), *of.affiliates(self.party.node)}


@dataclass(frozen=True, slots=True)
class SoughtCorridor:
    """A corridor in which anybody is interested.

    Attributes:
        area: its markets.
        holds: (N) whether an organisation is located in one of them, and in the region of it that counts.
    """

    area: Area
    holds: B1


def sought_corridors(day: Day) -> dict[int, SoughtCorridor]:
    """The corridors in which anybody is interested, by node, ascending; found once a day."""
    section = day.sections.range("corridor")
    sought = [one for one in np.unique(interests(day).target).tolist() if one in section]
    return day.remembered(
        ("sought corridors",),
        lambda: {one: _sought_corridor(day, area_of(day.on, one)) for one in sought},
        lambda made: sum(one.holds.nbytes for one in made.values()),
    )


def _sought_corridor(day: Day, area: Area) -> SoughtCorridor:
    country = day.facts.country
    holds = np.isin(country, area.markets)
    for market, _ in area.parts:
        there = np.flatnonzero(country == market).astype(np.int32)
        holds[there] = present_counts(day, area, market, there)
    return SoughtCorridor(area, read_only(holds))


def _side(theirs: bool, yours: bool) -> InterestSide:
    if theirs and yours:
        return InterestSide.MUTUAL
    return InterestSide.THEIRS if theirs else InterestSide.YOURS


def _ranked(matches: Sequence[InterestMatch], nearness: Nearness) -> list[InterestMatch]:
    """Matches (by id) by side, then by the best route, then by id."""
    costs: list[int] = nearness.costs(np.array([one.organisation for one in matches], dtype=np.int32)).tolist()
    order = sorted(range(len(matches)), key=lambda at: (_RANK[matches[at].side], costs[at], at))
    return [matches[at] for at in order]


def _in_order(met: Sequence[MetInterest]) -> list[MetInterest]:
    """What has not ended first, then what is dated, newest first, then by relation."""
    return sorted(met, key=_place)[:MET_AT_MOST]


def _place(one: MetInterest) -> tuple[bool, bool, int, int]:
    since = one.relation.since
    return one.over, not one.dated, -first_day(since) if since else 0, one.relation.position


def _nobody(day: Day, party: Party, own: Sequence[Relation]) -> str:
    """Why nobody matches."""
    if not len(interests(day).relation):
        return "No interests of anybody are known."
    if party.node is None:
        return "Nobody is known to look for anybody like you; of one who is not in the graph no interest is known."
    if not own:
        return "Nobody is known to look for anybody like you, and no interest of yours is known that has not ended."
    return "Of those whose interests are known, nobody looks for anybody like you, nor is anybody what you look for."

"""A company's first doors abroad, and what stands behind them: services, programmes, and where to meet whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.errors import InputError, LimitError
from graph.kinds import CLUSTER, COMPANY, ORGANISATION_KINDS, TRADE_AGENCY
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.meetings import Meeting, meetings
from queries.reading.nodes import Id, Internal, MarketNode, OrganisationNode, Some
from queries.reading.pairs import alive
from queries.reading.services import OfferedService, listed, services_of
from queries.reading.ties_of import Tie, hops_of
from queries.reading.verdicts import Verdict
from queries.routing.askers import Asker, Party, understand
from queries.routing.candidate import Candidate
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints, check_count
from queries.routing.door import Door
from queries.routing.door_question import DoorQuestion
from queries.routing.eligibility import Applicant
from queries.routing.everywhere import doors_everywhere, is_at_home
from queries.routing.overlay import NOTHING_LAID
from queries.routing.target import Area
from queries.routing.usable_programmes import UsableProgramme, usable_programmes

DOORS_DEFAULT: Final = 3
DOORS_AT_MOST: Final = 20
"""Doors in an answer, and markets named."""
INWARD: Final = frozenset({"location_services", "soft_landing"})
"""Services of an agency that are there for those who come to where it is; the others are for its own constituents."""
LOCATION: Final = "location_services"
_CLUSTER, _AGENCY = (ORGANISATION_KINDS.index(kind) for kind in (CLUSTER, TRADE_AGENCY))
_NOBODY: Final = "No organisation is known to be present there."
_AT_HOME: Final = "Nobody there, or there for it, opens the door; of your own country {names} may help."
_NO_WAY: Final = (
    "Door openers are known there, but no way under these constraints leads to one, or none above the floor."
)


@dataclass(frozen=True)
class FirstDoor:
    """A door of a market, and the services behind it.

    Attributes:
        market: where the door is.
        door: who opens it, with the route and why.
        clusters_to_meet: how many living cluster organisations located there share a sector with the company; all of
            them, where none of its sectors is known.
        to_meet: these: those whose first sector is the company's first, then of most ties, then by id.
        services: what those on the route, and whoever runs the opener's office, offer to a company like this one for
            this market: in the order of the route.
    """

    market: MarketNode
    door: Door
    clusters_to_meet: int
    to_meet: Annotated[list[OrganisationNode], Some(3)]
    services: Annotated[list[OfferedService], Some(10)]

    @property
    def no_services(self) -> str | None:
        """Why none is told; null where some are."""
        return None if self.services else "No service of theirs for a company like this is recorded: ask them."


@dataclass(frozen=True)
class UnopenedMarket:
    """A market that was named and that nobody opens who is there, or there for it.

    Attributes:
        market: the market.
        sentence: why not.
    """

    market: MarketNode
    sentence: str


@dataclass(frozen=True)
class BornGlobal(Answer):
    """A company's first doors abroad, from one revision.

    Attributes:
        ties: whom it knows now, strongest first; none for one who is not in the graph.
        doors: its first doors, market by market, then the next of each.
        as_good: where no market was named: how many others have a best door as good as that of the last market chosen;
            else null.
        unopened: markets that were named and that nobody opens, but own agencies at home.
        programmes: those to which nothing that is recorded forbids it to apply: those of its country alone first, then
            those to which partners in these markets may apply too. None is known to be for one market only.
        programme_count: how many there are.
        meetings: events to come where it can meet those behind the doors, then others in these markets about its
            sectors.
        meeting_count: how many there are.
        past_meetings: how many like them are over, and not known to recur.
        exact: whether the doors are certainly the best: no search was cut short.
    """

    party: Internal[Party]
    ties: Annotated[list[Tie], Some(10)]
    doors: list[FirstDoor]
    as_good: int | None
    unopened: list[UnopenedMarket]
    programmes: Annotated[list[UsableProgramme], Some(10)]
    programme_count: int
    meetings: Annotated[list[Meeting], Some(10)]
    meeting_count: int
    past_meetings: int
    exact: bool

    @property
    def organisation(self) -> OrganisationNode | None:
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


def born_global(
    day: Day,
    asker: Asker,
    *,
    markets: Sequence[str] = (),
    first: int | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
) -> BornGlobal:
    """The first doors of a company, from its own ties and standing, and what stands behind them.

    *Doors*: the openers of a market as ``door_openers`` ranks them for this asker. They are dealt out: the best of each
    market in the order of markets, then the second of each, and so on, until there are ``first``. The markets are those
    named, in their order; where none is, the best ``first`` ones abroad where the company is not present itself: by the
    cost of the best door, then most clusters to meet (living clusters located there that share one of its sectors),
    then by code. A market for which there are own agencies at home only has no door.

    *Services*: those that somebody behind a door offers on the day (those on the route after the asker, and who runs
    the opener's office), if it is not ruled out that they are for it (``is_for``), and for this market: by the markets
    that they name; of one that names none, any of an organisation that is no agency; of an agency in whose constituency
    the company is, all but location services; of an agency that is located in the market or promotes it only location
    services and soft landing, which are for those who come.

    *Programmes*: see ``usable_programmes``; *events*: see ``meetings``.

    Args:
        day: on which to stand.
        asker: a company of the graph, or one described.
        markets: codes or names, at most 20.
        first: doors in all, 1 to 20, at least one for each market named; None: 3, or one for each if these are more.
        constraints: what routes must keep to.

    Raises:
        InputError: something named is not there, the asker is no company, or a market is its own; LimitError: too much
            is asked for.
    """
    constraints.check()
    check_count(markets, DOORS_AT_MOST, "markets")
    wanted = max(DOORS_DEFAULT, len(markets)) if first is None else first
    check_first(wanted, DOORS_AT_MOST)
    party = understand(day, asker)
    _check_company(party, asker)
    named = list(dict.fromkeys(_abroad(day, party, one) for one in markets))
    if len(named) > wanted:
        raise LimitError(
            f"{len(named)} markets are named, and {wanted} doors are wanted.",
            value=wanted, where="first", suggestion=f"Ask for at least {len(named)} doors, or name fewer markets.",
        )  # fmt: skip
    way = _Company(day, party, constraints)
    best = [] if named else way.best_markets()
    chosen = named or [market for _, market in best[:wanted]]
    doors = way.doors([market for market in chosen if not named or way.is_open(market)], wanted)
    behind = dict.fromkeys(node for door in doors for node in door.door.behind)
    there = {day.first_market + market for market in chosen}
    found, over = meetings(day, list(behind), there, party.sectors.tolist())
    programmes = usable_programmes(day, {day.snapshot.market_code(one): way.applicant(one) for one in chosen})
    return BornGlobal(
        day.header, party, _ties(day, party), doors, None if named else _as_good(best, wanted), way.unopened(named),
        programmes, len(programmes),
        found, len(found), over, way.exact,
    )  # fmt: skip


def _check_company(party: Party, asker: Asker) -> None:
    if party.kind_word != COMPANY:
        raise InputError(
            f"The asker is no company, but a {party.kind_word.replace('_', ' ')}.",
            code="not_a_company",
            value=asker if isinstance(asker, str) else party.kind_word,
            where="from",
            suggestion="Name or describe a company; others ask doorOpeners.",
        )


def _as_good(best: Sequence[tuple[int, int]], wanted: int) -> int:
    """Markets that are not chosen, though their best door costs no more than that of the last one chosen."""
    return sum(cost <= best[wanted - 1][0] for cost, _ in best[wanted:])


def _abroad(day: Day, party: Party, named: str) -> int:
    market = day.market(named, "markets")
    if market == party.country:
        raise InputError(
            "That is the asker's own market.",
            code="own_market", value=named, where="markets", suggestion="Name markets abroad.",
        )  # fmt: skip
    return market


def _ties(day: Day, party: Party) -> list[Tie]:
    if party.node is None:
        return []
    living = alive(day)
    hops = [hop for hop in hops_of(day, party.node) if living[day.on.ties.hop_tie[hop]]]
    return [Tie(day, party.node, hop) for hop in hops]


class _Company:
    """A company on its way abroad.

    Attributes:
        exact: no search so far was cut short.
    """

    def __init__(self, day: Day, party: Party, constraints: RouteConstraints) -> None:
        self.day, self.party, self.constraints, self.exact = day, party, constraints, True
        self._questions: dict[int, DoorQuestion] = {}
        self._clusters_to_meet = _clusters_to_meet(day, party)
        self._meet = np.bincount(day.facts.country[self._clusters_to_meet], minlength=len(day.sections.range("market")))
        known = party.knows if party.node is None else [tie.organisation for tie in _ties(day, party)]
        self._clusters = [one for one in known if day.facts.kind[one] == _CLUSTER]

    def question(self, market: int) -> DoorQuestion:
        """For the openers of a market."""
        if market not in self._questions:
            self._questions[market] = DoorQuestion(
                self.day, Area((market,)), [self.party], None, self.constraints, NOTHING_LAID
            )
        return self._questions[market]

    def applicant(self, market: int) -> Applicant:
        """The company as one who applies to programmes, and wants into a market."""
        known = (
            self.party.knows if self.party.node is None else [tie.organisation for tie in _ties(self.day, self.party)]
        )
        clusters = [one for one in known if self.day.facts.kind[one] == _CLUSTER]
        return Applicant(self.day, self.party, market, clusters, None)

    def openers(self, market: int, wanted: int) -> list[Candidate]:
        """The best openers of a market, above the floor."""
        look()
        ranking = self.question(market).rank(wanted)
        self.exact = self.exact and ranking.exact
        return [one for one in ranking.ranked if one.is_shown]

    def best_markets(self) -> list[tuple[int, int]]:
        """(cost of the best door, market) abroad, where the company is not yet; best first."""
        found = doors_everywhere(self.day, [self.party], constraints=self.constraints)
        self.exact = self.exact and found.exact
        ranked = [
            (one.best.total, -self.to_meet(one.market), one.market)
            for one in found.open
            if one.best is not None and one.market != self.party.country and not self._is_there(one.market)
        ]
        return [(cost, market) for cost, _, market in sorted(ranked)]

    def _is_there(self, market: int) -> bool:
        return self.party.node is not None and self.day.on.present.pair(market, self.party.node) is not None

    def to_meet(self, market: int) -> int:
        """How many clusters of its sectors are located in a market."""
        return int(self._meet[market])

    def whom_to_meet(self, market: int) -> list[int]:
        """These: first sector the company's first, then most ties, then by id."""
        on, some = self.day.on, self._clusters_to_meet
        some = some[self.day.facts.country[some] == market]
        other = ~np.isin(on.first_sector[some], self.party.sectors)
        order = np.lexsort((some, -np.diff(on.ties.ptr)[some], other))
        found: list[int] = some[order].tolist()
        return found

    def is_open(self, market: int) -> bool:
        """Whether somebody opens a market who is there, or there for it."""
        return not all(map(is_at_home, self._shown(market)))

    def _shown(self, market: int) -> list[Candidate]:
        everybody = self.question(market).everybody
        self.exact = self.exact and everybody.exact
        return [one for one in everybody.ranked if one.is_shown]

    def doors(self, markets: Sequence[int], wanted: int) -> list[FirstDoor]:
        """The best of each market, then the second of each, and so on."""
        each = [self.openers(market, wanted) for market in markets]
        dealt = [
            (market, some[turn])
            for turn in range(wanted)
            for market, some in zip(markets, each, strict=True)
            if turn < len(some)
        ]
        return [self._first_door(market, one) for market, one in dealt[:wanted]]

    def _first_door(self, market: int, one: Candidate) -> FirstDoor:
        door = Door(one)
        services = [service for node in door.behind for service in self._services(market, node)]
        meet = self.whom_to_meet(market)
        return FirstDoor(self.day.first_market + market, door, len(meet), meet, services)

    def _services(self, market: int, organisation: int) -> Iterator[OfferedService]:
        code = self.day.snapshot.market_code(market)
        standing = self.question(market).candidates[0].standing
        facts, applicant = self.day.facts, self.applicant(market)
        agency, own = facts.kind[organisation] == _AGENCY, organisation in standing.agencies
        there = facts.country[organisation] == market or standing.role(market, organisation) >= 0
        for service in services_of(self.day, organisation):
            word = service.word
            fits = not agency or (word != LOCATION if own else there and word in INWARD)
            if applicant.fits(service.whom) is not Verdict.NO and (
                code in service.markets if service.markets else fits
            ):
                yield service

    def unopened(self, named: Sequence[int]) -> list[UnopenedMarket]:
        """Of the markets that were named those without a door, and why."""
        start = self.day.first_market
        return [UnopenedMarket(start + market, self._why_not(market)) for market in named if not self.is_open(market)]

    def _why_not(self, market: int) -> str:
        if at_home := self._shown(market):
            return _AT_HOME.format(names=listed([self.day.record(one.node)["name"] for one in at_home]))
        return _NO_WAY if self.question(market).has_openers() else _NOBODY


def _clusters_to_meet(day: Day, party: Party) -> I4:
    """Living clusters that share a sector with the company, ascending; all, if it has none."""
    facts, on = day.facts, day.on
    good = (facts.kind == _CLUSTER) & ~on.after.gone
    if len(party.sectors):
        owner = np.repeat(np.arange(len(facts.kind)), np.diff(on.sector_ptr))
        shares = np.zeros(len(good), dtype=np.bool_)
        shares[owner[np.isin(on.sector, party.sectors)]] = True
        good &= shares
    return np.flatnonzero(good).astype(np.int32)

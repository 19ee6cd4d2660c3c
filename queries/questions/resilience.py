"""What an asker's way into a market hangs on: without whom it is lost, how many ways there are, who else there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from graph.cached import cached_property
from graph.relations import MODERATE
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.families import falling_with, family_heads
from queries.reading.nodes import Internal, MarketNode, OrganisationNode, SectorNode, Some
from queries.routing.alike import alike
from queries.routing.askers import Asker, Party, sector_nodes, understand
from queries.routing.candidate import Candidate
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.door_question import DoorQuestion
from queries.routing.everywhere import is_at_home
from queries.routing.failing import (
    Loss,
    Openers,
    on_most_routes,
    openers,
    what_is_lost,
    with_their_offices,
    without_it,
)
from queries.routing.grammar import counted, market_in_text
from queries.routing.independent import independent
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from queries.routing.ranking import NO_LIMIT, rank
from queries.routing.reached_opener import ReachedOpener
from queries.routing.target import Area

ALTERNATIVES_DEFAULT: Final = 5
ALTERNATIVES_AT_MOST: Final = 20
INDEPENDENT_AT_MOST: Final = 20
"""Independent routes that are sought."""
_ORDER: Final = {loss: at for at, loss in enumerate(Loss)}


@dataclass(frozen=True)
class OpenersLeft:
    """What door openers there are.

    Attributes:
        exact: whether this is certain: no search was cut short.
    """

    held: Internal[Openers]

    @property
    def openers(self) -> int:
        """How many door openers score 0.01 or more, as `doorOpeners` counts them."""
        return len(self.held.ranked)

    @property
    def score(self) -> float:
        """The best score; 0 where there is none."""
        return self.held.best

    @cached_property
    def best(self) -> ReachedOpener | None:
        """The best door opener; null where there is none."""
        return ReachedOpener(self.held.ranked[0]) if self.held.ranked else None

    @property
    def exact(self) -> bool:
        """Whether this is certain: no search was cut short."""
        return self.held.exact

    @property
    def sentence(self) -> str:
        """The same in words."""
        if self.best is None:
            return "There is no door opener."
        name = _name(self.held.question.day, self.best.organisation)
        return f"{counted(self.openers, 'door opener')}, the best of them {name}, with a score of {self.score:.2f}."


@dataclass(frozen=True)
class Alternative(ReachedOpener):
    """Who is of the same kind as another one, and shares a sector with it where it has any.

    Scored as a door opener is, with the sectors of whom it may replace in the place of the asker's.

    Attributes:
        sectors: those that the two share.
    """

    sectors: Annotated[list[SectorNode], Some(5)]


@dataclass(frozen=True)
class SinglePoint:
    """An organisation without which the asker's way into the market is lost, or most of what it is worth.

    Attributes:
        organisation: who it is.
        falls_with: the offices abroad that nobody else operates: they fall with it, by id.
        loss: the worst that is lost.
        left: what is left without it.
    """

    question: Internal["_Question"]
    before: Internal[Openers]
    laid: Internal[Overlay]
    organisation: OrganisationNode
    falls_with: Annotated[list[OrganisationNode], Some(5)]
    loss: Loss
    left: OpenersLeft

    @property
    def score_before(self) -> float:
        """The best score with it."""
        return self.before.best

    @property
    def openers_before(self) -> int:
        """Door openers with it, itself among them if it is one."""
        return len(self.before.ranked)

    @property
    def sentence(self) -> str:
        """What is lost and what is left, in words."""
        name = _name(self.question.day, self.organisation)
        offices = f" and {counted(len(self.falls_with), 'office')} of its own" if self.falls_with else ""
        if self.left.best is None:
            return f"Without {name}{offices} nobody is left who opens this door for you."
        was, now = self.score_before, self.left.score
        best = f"the best score falls from {was:.2f} to {now:.2f}" if now < was else f"the best score stays {was:.2f}"
        other = _name(self.question.day, self.left.best.organisation)
        are = "is" if self.left.openers == 1 else "are"
        rest = f"{self.left.openers} of {counted(self.openers_before, 'door opener')} {are} left, {other} first"
        return f"Without {name}{offices} {best}; {rest}."

    def alternatives(self, first: int) -> list[Alternative]:
        """Who else of its kind and sectors is reached without it, at most so many."""
        return self.question.like(self.organisation, self.laid, first)


@dataclass(frozen=True)
class IndependentRoutes:
    """Routes into the market that share nobody but the asker.

    Attributes:
        routes: such routes: where the best one, the best that shares nobody with it, and so on, are as many as can be,
            these in turn; else as many as can be, best first.
        count: how many there are: together they share nobody, and so many were found.
        at_most: more there cannot be; null where the count ended at 20, or too many ties are concerned to tell.
        steps: each has at most so many introductions.
        least_step: each step is at least so strong.
    """

    routes: Annotated[list[ReachedOpener], Some(10)]
    count: int
    at_most: int | None
    steps: int
    least_step: float

    @property
    def exact(self) -> bool:
        """Whether there are no more than those counted."""
        return self.count == self.at_most

    @property
    def sentence(self) -> str:
        """What that means, in words."""
        steps = "one step" if self.steps == 1 else f"at most {self.steps} steps"
        what = f"of {steps}, each step of a strength of {self.least_step:.2f} or more,"
        if not self.count:
            return f"No route {what} leads there."
        if self.count == 1 and self.exact:
            return f"Any two routes {what} share somebody besides you."
        more = "" if self.exact else ("; there may be more" if self.at_most is None else f", {self.at_most} at most")
        told = " leads there" if self.count == 1 else " share nobody but you"
        return f"{counted(self.count, 'route')} {what}{told}{more}."


@dataclass(frozen=True)
class Resilience(Answer):
    """What an asker's way into a market hangs on, from one revision.

    Attributes:
        market: the market asked about.
        now: what there is under the constraints.
        unavoided: what there is if nobody is avoided; null where the constraints avoid nobody.
        public_anchors: what is left through organisations with a public mandate alone, the opener included.
        single_points: without whom the market, half of the best score, or most of the other door openers are lost: by
            what is lost, then by what is left, then by id.
        independent: how many routes share nobody; null where all have to meet somebody (`via`, `viaInOrder`).
        like: the best door opener there that shares a sector with the asker: `elsewhere` are its like. Null where none
            does.
    """

    question: Internal["_Question"]
    market: MarketNode
    now: OpenersLeft
    unavoided: OpenersLeft | None
    public_anchors: OpenersLeft
    single_points: Annotated[list[SinglePoint], Some(10)]
    independent: IndependentRoutes | None
    like: OrganisationNode | None

    @property
    def party(self) -> Internal[Party]:
        """Who asks, as understood."""
        return self.question.party

    @property
    def exact(self) -> bool:
        """Whether all this is certain: no search was cut short."""
        parts = [self.now, self.public_anchors, *(one.left for one in self.single_points)]
        return all(one.exact for one in parts)

    @property
    def sentence(self) -> str:
        """The answer in words."""
        there = market_in_text(self.question.day.snapshot.market_code(self.question.market))
        if self.now.best is None:
            return f"You have no door opener in {there}, so nothing hangs on anybody; `doorOpeners` says why."
        if all(map(is_at_home, self.now.held.ranked)):
            return f"Nobody there, or there for it, opens {there} for you: only agencies of your own country may help."
        own = self.question.market == self.party.country
        if not self.single_points:
            into = f"whom you find in {there}, your own market" if own else f"whether you get into {there}"
            return f"No single organisation decides {into}."
        offices = {office for one in self.single_points for office in one.falls_with}
        heads = [one.organisation for one in self.single_points if one.organisation not in offices]
        names = [_name(self.question.day, one) for one in heads]
        ways = f"What opens to you in {there}, your own market," if own else f"Your way into {there}"
        hangs = f"{ways} hangs on {names[0]}"
        return f"{hangs}." if len(names) == 1 else f"{hangs}, and on {counted(len(names) - 1, 'other')}."

    def elsewhere(self, first: int) -> list[Alternative]:
        """If the whole market falls away: who in others is of the kind and sectors of `like`, at most so many."""
        if self.like is None:
            check_first(first, ALTERNATIVES_AT_MOST, "elsewhere")
            return []
        return self.question.like(self.like, NOTHING_LAID, first, elsewhere=True)


@dataclass(frozen=True)
class _Question:
    """A question for resilience, understood."""

    day: Day
    party: Party
    market: int
    sector: str | None
    constraints: RouteConstraints

    def doors(self, constraints: RouteConstraints, laid: Overlay = NOTHING_LAID) -> DoorQuestion:
        """The same question for door openers."""
        sectors = sector_nodes(self.day, self.sector)
        return DoorQuestion(self.day, Area((self.market,)), (self.party,), sectors, constraints, laid)

    def left(self, constraints: RouteConstraints) -> OpenersLeft:
        """What there is under other constraints."""
        return OpenersLeft(openers(self.doors(constraints)))

    def like(self, of: int, laid: Overlay, first: int, *, elsewhere: bool = False) -> list[Alternative]:
        """Who is like an organisation, without whom an overlay takes away."""
        check_first(first, ALTERNATIVES_AT_MOST, "alternatives")
        day, wanted = self.day, set(self.day.on.sectors_of(of).tolist()) - {self.day.snapshot.cross_sector}
        some = alike(day, self.party, of, self.market, self.constraints, laid, first, elsewhere=elsewhere)
        return [Alternative(one, sorted(wanted & set(day.on.sectors_of(one.node).tolist()))) for one in some]


def resilience(
    day: Day,
    asker: Asker,
    market: str,
    *,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
) -> Resilience:
    """Without whom an asker's way into a market is lost, how many ways share nobody, and who else there is.

    An organisation *falls away* together with the offices abroad that nobody else operates: they are neither step nor
    opener. It is a *single point of failure* where without it no door opener that scores 0.01 or more is left; or the
    best score is at most half of what it was; or fewer door openers are left than half of those that there were beside
    it and its offices, and it is, or runs who is, on the best routes of more than half of these. Door openers are
    ranked and counted as `doorOpeners` does, under the constraints; whoever is avoided is so with these offices too. An
    office is told with its operator where the same is lost and the best score left is the same.

    Routes are *independent* where no organisation is on two of them, the openers included; an office and the only
    organisation that operates it are one. Each has at most ``maxSteps`` steps and keeps to the constraints, each step a
    strength of 0.1 or of ``minStrength``, whatever is more; what the whole is worth does not count. Of at most three
    steps the count is exact but where an office and its operator are steps of two of them: there, and of more steps, a
    lower and an upper bound are told. At most 20 are sought, and no upper bound among more than 30,000 ties.

    ``alternatives`` to an organisation are of its kind and share a sector with it, where it has any: clusters,
    companies, research organisations and investors wherever they are, others as openers of the market. ``elsewhere``
    are those of the kind and sectors of the best opener that shares a sector with the asker, in all other markets.

    Args:
        day: on which to stand.
        asker: one of the graph, or one that is not.
        market: code or name.
        sector: fit against this one instead of the asker's own.
        constraints: what routes must keep to; ``avoid`` names organisations, countries and kinds.

    Raises:
        InputError: something named is not there, or out of range.
        LimitError: too much is asked for.
    """
    constraints.check()
    constraints = with_their_offices(day, constraints)
    question = _Question(day, understand(day, asker), day.market(market), sector, constraints)
    now = question.left(constraints)
    unavoided = question.left(replace(constraints, avoid=())) if constraints.avoid else None
    public = now if constraints.public_anchor else question.left(replace(constraints, public_anchor=True))
    points = [point for one in on_most_routes(day, now.held) if (point := _single_point(question, now.held, one))]
    points.sort(key=lambda one: (_ORDER[one.loss], one.left.score, one.left.openers, one.organisation))
    return Resilience(
        day.header, question, day.first_market + question.market, now, unavoided, public, list(_apart(points)),
        _independent(question), _like(now.held.ranked),
    )  # fmt: skip


def _single_point(question: _Question, before: Openers, organisation: int) -> SinglePoint | None:
    laid, offices = without_it(question.day, organisation), falling_with(question.day, organisation)
    after = openers(question.doors(question.constraints, laid))
    loss = what_is_lost(before, after, [organisation, *offices])
    return (
        None if loss is None else SinglePoint(question, before, laid, organisation, offices, loss, OpenersLeft(after))
    )


def _apart(points: Sequence[SinglePoint]) -> Iterator[SinglePoint]:
    """Without offices with whose operator the same is lost and the best score is the same: they are told with it."""
    told = {(office, one.loss, one.left.score) for one in points for office in one.falls_with}
    return (one for one in points if (one.organisation, one.loss, one.left.score) not in told)


def _independent(question: _Question) -> IndependentRoutes | None:
    constraints = question.constraints
    if constraints.via or constraints.via_in_order:
        return None
    look()
    least = max(MODERATE, constraints.min_strength or 0.0)
    within = replace(constraints, min_strength=least)
    best, at_most = _in_turn(question, within), None
    if len(best) < INDEPENDENT_AT_MOST:
        (of,) = question.doors(within).candidates
        found = independent(of, INDEPENDENT_AT_MOST)
        best, at_most = max(best, found.found, key=len), found.at_most
    return IndependentRoutes([*map(ReachedOpener, best)], len(best), at_most, constraints.max_steps, least)


def _in_turn(question: _Question, constraints: RouteConstraints) -> list[Candidate]:
    """The best route, the best that shares nobody with it, the best that shares nobody with these two, and so on."""
    day, heads, found, met = question.day, family_heads(question.day), list[Candidate](), list[int]()
    while len(found) < INDEPENDENT_AT_MOST:
        look()
        best = rank(question.doors(constraints, lay(day.on.ties, removed=met)).candidates, 1, NO_LIMIT).ranked
        if not best:
            break
        found += best
        families = set(heads[list(best[0].way.nodes[1:])].tolist())
        met += [one for head in families for one in (head, *falling_with(day, head))]
    return found


def _like(ranked: Sequence[Candidate]) -> int | None:
    return next((one.node for one in ranked if one.of.outlook.shares[one.at]), None)


def _name(day: Day, node: int) -> str:
    name: str = day.record(node)["name"]
    return name

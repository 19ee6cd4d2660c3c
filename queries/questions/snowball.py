"""Which next introductions open most, one after the other: a network that grows by those whom it knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.cached import cached_property
from graph.errors import InputError, LimitError
from graph.relations import MISSING_TIE
from graph.snapshot.facts import B1
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer
from queries.reading.nodes import Internal, OrganisationNode, Some
from queries.reading.ties import OUTSIDER, View
from queries.routing.askers import Asker, Party, sector_nodes, understand
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.everywhere import Doors, doors_everywhere
from queries.routing.grammar import market_in_text
from queries.routing.greedy import F8, GUARANTEE, Choice, choose
from queries.routing.new_ties import Introductions, Worths, worths_of
from queries.routing.one_more import NEW_TIE_COST, Raised
from queries.routing.routes import Route, make_route
from queries.routing.spread import ByTies
from queries.routing.standing import StepKind
from queries.routing.ways import Way

WAVES_DEFAULT: Final = 5
WAVES_AT_MOST: Final = 20
NAMED: Final = 3
"""Markets that a sentence names."""
TOLD_FROM: Final = 0.01
"""What raises a market's best score by less is not named in a sentence."""
LEAST_GAIN: Final = 0.05
"""Nobody is asked for an introduction that raises the best scores of all markets together by less."""


@dataclass(frozen=True)
class Wave:
    """One introduction, the next of those chosen.

    Attributes:
        number: of the wave, from 1.
        organisation: whom to be introduced to.
        introducer: whom to ask: tied to both, by the strongest two ties, then by id.
        introducer_wave: the wave in which the asker has come to know the introducer; null where it does already.
        route: the introduction.
        gain: what it raises the best scores of all markets together by, after the introductions before it.
        opened: how many markets it opens: nobody there, or there for them, opened them before.
    """

    day: Internal[Day]
    number: int
    organisation: OrganisationNode
    introducer: OrganisationNode
    introducer_wave: int | None
    route: Route
    gain: float
    opened: int
    worths: Internal[Worths]
    before: Internal[F8]
    after: Internal[F8]
    shut: Internal[B1]

    @cached_property
    def markets(self) -> Annotated[list[Raised], Some(5)]:
        """The markets that it opens, or whose best score it raises, most first, then by code."""
        start, risen = self.day.first_market, np.flatnonzero(self.after > self.before).tolist()
        found = [
            Raised(
                start + int(self.worths.market[at]), float(self.before[at]), float(self.after[at]), bool(self.shut[at])
            )
            for at in risen
        ]
        return sorted(found, key=lambda one: (round(one.before - one.after, 9), one.market))

    @cached_property
    def sentence(self) -> str:
        """Whom to ask, for what, and what it opens."""
        whom, by = (self.day.record(node)["name"] for node in (self.organisation, self.introducer))
        known = "" if self.introducer_wave is None else f", whom you know since wave {self.introducer_wave},"
        return f"Ask {by}{known} to introduce you to {whom}: {self._effect()}."

    def _effect(self) -> str:
        told = [one for one in self.markets if one.after - one.before >= TOLD_FROM] or self.markets[:1]
        opened = [self._name(one) for one in told if one.opens]
        lifted = [f"{self._name(one)} ({one.before:.2f} to {one.after:.2f})" for one in told if not one.opens]
        parts = [("opens ", opened), ("improves the way to ", lifted)]
        return ", and ".join(verb + _some(names) for verb, names in parts if names)

    def _name(self, one: Raised) -> str:
        return market_in_text(self.day.snapshot.id_of(one.market))


@dataclass(frozen=True)
class SnowballAnswer(Answer):
    """The next introductions that open most, from one revision.

    Attributes:
        party: the asker as understood.
        waves: the introductions, in the order in which each adds most.
        candidates: among how many organisations was chosen.
        left_out: how many more could be introduced to the asker, whose introductions are weaker.
        exact: whether it is certain that these are the waves: no search was cut short, and nobody was left out.
        before: the best scores of all markets but the asker's own together, as it is.
        no_more_than: no choice of as many introductions, in whatever order, can raise them by more than this.
        why_none: why there is no introduction, or fewer than asked for; null where there are as many.
    """

    party: Internal[Party]
    waves: list[Wave]
    candidates: int
    left_out: int
    exact: bool
    before: float
    no_more_than: float
    why_none: str | None

    @property
    def gain(self) -> float:
        """What all waves together raise the best scores by."""
        return sum(one.gain for one in self.waves)

    @property
    def opened(self) -> int:
        """How many markets they open together."""
        return sum(one.opened for one in self.waves)

    @property
    def guarantee(self) -> float:
        """At least this share of the best that as many introductions can do is certain: 1 − 1/e, or more if shown."""
        shown = self.gain / self.no_more_than if self.no_more_than > 0 else 1.0
        return min(1.0, max(float(GUARANTEE), shown))


def snowball(
    day: Day,
    asker: Asker,
    waves: int = WAVES_DEFAULT,
    *,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
) -> SnowballAnswer:
    """Choose the next introductions so that the best scores of all markets but its own together rise most.

    Candidates are the living clusters and research organisations, none of quite other sectors, to which the asker has
    no tie, but somebody to whom it has one and who is no agency elsewhere: the two ties together are worth at least 0.1
    (``Introductions``). An introduction that is made is a new tie of 0.6, as strong as a missing tie is proposed: what
    the way of two ties was worth says who is asked, not what comes of it. With f(S) the sum over these markets of the
    best score, where the asker has such a tie to each organisation of S (``worths_of``), each wave adds the candidate
    that raises f most; equal ones by the stronger introduction, then by id; none that adds less than 0.05. Candidates
    stay those of the beginning, but whom a wave has introduced may introduce further. f is monotone and submodular, so
    the waves raise it by at least 1 − 1/e (0.63) of what the best choice of as many would, and ``noMoreThan`` bounds
    that from above.

    Args:
        day: on which to stand.
        asker: one.
        waves: how many introductions, 1 to 20.
        sector: fit against this one instead of the asker's own.
        constraints: what routes must keep to; none of whom they have to pass.

    Raises:
        InputError: something named is not there, or out of range.
        LimitError: too many waves are asked for.
    """
    _check(waves, constraints)
    party = understand(day, asker)
    doors = doors_everywhere(day, [party], sector=sector_nodes(day, sector), constraints=constraints)
    introductions = Introductions(doors.by_ties[0][0])
    worths = worths_of(doors, introductions.node)
    choice = choose(worths.now, worths.new, introductions.place.tolist(), waves, LEAST_GAIN)
    return SnowballAnswer(
        day.header,
        party,
        list(_waves(day, doors, introductions, worths, choice)),
        len(introductions.node),
        introductions.left_out,
        doors.exact and not introductions.left_out,
        float(worths.now.sum()),
        choice.no_more_than,
        None if len(choice.chosen) == waves else _why_fewer(doors.by_ties[0][0], introductions, choice),
    )


def _check(waves: int, constraints: RouteConstraints) -> None:
    constraints.check()
    if not 1 <= waves <= WAVES_AT_MOST:
        raise LimitError(
            f"waves is {waves}.", value=waves, where="waves", suggestion=f"Ask for 1 to {WAVES_AT_MOST} introductions."
        )
    if constraints.via or constraints.via_in_order:
        raise InputError(
            "Introductions are sought wherever they lead.",
            code="via_with_snowball",
            where="via",
            suggestion="Leave out whom routes have to pass; `avoid` may be named.",
        )


def _waves(day: Day, doors: Doors, introductions: Introductions, worths: Worths, choice: Choice) -> Iterator[Wave]:
    of = doors.by_ties[0][0].of
    me = OUTSIDER if of.party.node is None else of.party.node
    before, met = worths.now, dict[int, int]()
    for number, row in enumerate(choice.chosen, start=1):
        to = int(introductions.node[row])
        by = introductions.introducer(to, met)
        view = View(day, of.view.ties, {(me, one): MISSING_TIE for one in met}, frozenset())
        route = make_route(view, Way((me, by, to), (StepKind.TIE, StepKind.TIE), ()))
        after = np.maximum(before, worths.new[row])
        # What has risen so far, a tie has opened.
        shut = worths.shut & (before == worths.now)
        opened = int((shut & (after > before)).sum())
        wave = list(met).index(by) + 1 if by in met else None
        gain = float((after - before).sum())
        yield Wave(day, number, to, by, wave, route, gain, opened, worths, before, after, shut)
        before, met = after, {**met, to: NEW_TIE_COST}


def _why_fewer(by_ties: ByTies, introductions: Introductions, choice: Choice) -> str:
    count = len(introductions.node)
    if not len(by_ties.of.leave.contacts):
        return "No tie of yours is on record: nobody is known who could introduce you. Name whom you know."
    if not count:
        return (
            "Nobody whom you know can introduce you to a cluster or research organisation of use to your sectors that "
            "you do not know yet."
        )
    if not choice.chosen:
        others = "the one organisation" if count == 1 else f"any of the {count} organisations"
        return (
            f"A tie with {others} to which you can be introduced would add less than {LEAST_GAIN} to your best scores: "
            "where they lead, your best door is as good already."
        )
    return f"Nobody else to whom you can be introduced would add {LEAST_GAIN} or more to your best scores."


def _some(names: list[str]) -> str:
    shown = names if len(names) <= NAMED + 1 else [*names[:NAMED], f"{len(names) - NAMED} more markets"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"

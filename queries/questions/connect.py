"""The cheapest network of ties that joins some organisations."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from graph.cached import cached_property
from graph.errors import InputError, LimitError
from graph.relations import FLOOR
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer
from queries.reading.networks import Network, cheapest_network, joinable, web_of
from queries.reading.nodes import Internal, OrganisationNode, PartialDay, Some
from queries.reading.ties import Contribution
from queries.routing.constraints import NAMED_AT_MOST, RouteConstraints, blocked, check_count
from queries.routing.explain import step_told
from queries.routing.grammar import counted
from queries.routing.routes import Step, tie_step

LEAST: Final = 2
MOST: Final = 20
"""Organisations that are joined."""
REACH_DEFAULT: Final = 2
REACH_AT_MOST: Final = 3
_UNIT: Final = 65536
"""Of costs: −ln strength × this."""


@dataclass(frozen=True)
class NetworkTie:
    """A tie of a network.

    Attributes:
        one: the end that is nearer to the first organisation named.
        other: the other end.
    """

    day: Internal[Day]
    one: OrganisationNode
    other: OrganisationNode
    tie: Internal[int]

    @property
    def strength(self) -> float:
        """What it is worth: the geometric mean of its two ways."""
        return math.sqrt(self.strength_onward * self.strength_back)

    @property
    def strength_onward(self) -> float:
        """Strength of an introduction by the one to the other."""
        return self.day.on.ties.from_to(self.one, self.other)

    @property
    def strength_back(self) -> float:
        """Strength of an introduction by the other to the one."""
        return self.day.on.ties.from_to(self.other, self.one)

    @cached_property
    def _step(self) -> Step:
        return tie_step(self.day, self.one, self.other, self.tie)

    @property
    def relations(self) -> Annotated[list[Contribution], Some(5)]:
        """The facts that make it, strongest first."""
        return self._step.contributions

    @property
    def ended(self) -> PartialDay | None:
        """The last day at which its relations are known to have held, where all of them have ended; else null."""
        return self._step.ended

    @property
    def sentence(self) -> str:
        """What the one is to the other, in words."""
        return step_told(self._step)


@dataclass(frozen=True)
class Intermediary:
    """Who is in a network without having been named, because it joins others.

    Attributes:
        organisation: who it is.
        ties: to how many of the network it is tied.
    """

    organisation: OrganisationNode
    ties: int


@dataclass(frozen=True)
class Connection(Answer):
    """The cheapest network of ties that joins organisations, from one revision.

    Attributes:
        organisations: those to be joined, each once, as they were named; heirs for those who are gone.
        joined: those that the network joins; none where no two can be joined.
        apart: those that it cannot join.
        ties: the network: from the first of those joined outwards, then by ids.
        through: who is in it without having been named, most ties first, then by id.
        reach: nobody in it is more than so many ties from one of those to be joined.
    """

    day: Internal[Day]
    organisations: list[OrganisationNode]
    joined: list[OrganisationNode]
    apart: list[OrganisationNode]
    network: Internal[Network]
    ties: list[NetworkTie]
    through: list[Intermediary]
    reach: int

    @property
    def strength(self) -> float:
        """What the network is worth: the product of its ties' strengths; 1 of none."""
        return math.exp(-self.cost)

    @property
    def cost(self) -> float:
        """The sum of −ln strength of its ties."""
        return self.network.cost / 2 / _UNIT

    @property
    def exact(self) -> bool:
        """Whether no network within reach costs less."""
        return self.network.exact

    @property
    def at_most_times(self) -> float:
        """The network costs at most so many times the cheapest within reach: 1 where it is exact, else 2 − 2/n."""
        return 1.0 if self.exact else 2 - 2 / len(self.joined)

    @property
    def weakest(self) -> NetworkTie | None:
        """The tie of least strength, of equal ones the first: there the network is cut first; null of none."""
        return min(self.ties, key=lambda tie: tie.strength, default=None)

    @property
    def guarantee(self) -> str:
        """How good the network is for certain, in words."""
        if not self.ties:
            return "There is no network."
        if self.exact:
            return f"No network {self._within} costs less."
        return f"It costs at most {self.at_most_times:.2f} times as much as the cheapest network {self._within}."

    @property
    def sentence(self) -> str:
        """The answer in words."""
        apart = ", ".join(map(self._name, self.apart))
        alone = [one for one in self.apart if self.day.on.ties.ptr[one] == self.day.on.ties.ptr[one + 1]]
        untied = f" No tie at all is on record of {', '.join(map(self._name, alone))}." if alone else ""
        if not self.ties:
            return f"No chain of ties {self._within} joins any two of them: {apart}.{untied}"
        between = ", ".join(self._name(one.organisation) for one in self.through)
        told = f"{len(self.ties)} tie{' joins' if len(self.ties) == 1 else 's join'} {len(self.joined)} organisations"
        told += f" through {between}" if between else " without anybody else"
        faint = " Together these are worth too little to count on." if self.strength < FLOOR else ""
        rest = f"; no chain {self._within} joins them with {apart}.{untied}" if apart else "."
        return f"{told}{rest}{faint}"

    @property
    def _within(self) -> str:
        return f"through organisations at most {counted(self.reach, 'tie')} from one of them"

    def _name(self, node: int) -> str:
        name: str = self.day.record(node)["name"]
        return name


def connect(
    day: Day, organisations: Sequence[str], *, reach: int = REACH_DEFAULT, avoid: Sequence[str] = ()
) -> Connection:
    """The cheapest network of ties that joins organisations: whom to bring together, and who is needed for that.

    A *network* is a tree of ties that hold both ways. A tie costs −ln of its strength, which is here the geometric mean
    of its two ways: so the way between any two in the network is worth the geometric mean of an introduction of the one
    to the other and of one back, and who ties many loosely (a large umbrella) is dear. The cheapest network is that of
    the largest product of strengths; of equal ones one of fewest ties. Organisations that are not named may be in it,
    if they are at most ``reach`` ties from one that is.

    Up to 6 organisations the network is the cheapest for certain (Dreyfus and Wagner); of more it costs at most
    2 − 2/n times the cheapest that joins these n (Mehlhorn). Where one network cannot join all, it joins as many as can
    be joined; of equally many those with the first one named.

    Args:
        day: on which to stand.
        organisations: ids, 2 to 20; heirs stand for those who are gone.
        reach: 1 to 3.
        avoid: organisations, codes of countries and kinds that are not in between; who is to be joined never is.

    Raises:
        InputError: something named is not there, or two different organisations are not.
        LimitError: too much is asked for.
    """
    wanted = _wanted(day, organisations)
    if not 1 <= reach <= REACH_AT_MOST:
        raise LimitError(
            f"reach is {reach}.", value=reach, where="reach", suggestion=f"Ask for 1 to {REACH_AT_MOST} ties."
        )
    check_count(avoid, NAMED_AT_MOST, "avoid")
    shut = blocked(day, RouteConstraints(avoid=tuple(avoid)))
    if len(shut):
        shut = shut.copy()
        shut[wanted] = False
    web = web_of(day, wanted, reach, shut)
    joined = joinable(web, wanted)
    if len(joined) < LEAST:
        joined = []
    network = cheapest_network(web, joined) if joined else Network([], 0, True)
    return Connection(
        day.header, day, wanted, joined, [one for one in wanted if one not in joined], network,
        [NetworkTie(day, *step) for step in network.steps], _through(network, joined), reach,
    )  # fmt: skip


def _wanted(day: Day, organisations: Sequence[str]) -> list[int]:
    """Those to be joined, each once."""
    check_count(organisations, MOST, "organisations")
    found = list(dict.fromkeys(day.organisation(one, "organisations") for one in organisations))
    if len(found) < LEAST:
        raise InputError(
            f"{len(found)} different organisations are named.",
            code="too_few_organisations",
            value=len(found),
            where="organisations",
            suggestion=f"Name {LEAST} to {MOST} different ones.",
        )
    return found


def _through(network: Network, joined: Sequence[int]) -> list[Intermediary]:
    met = Counter(node for one, other, _ in network.steps for node in (one, other))
    between = [Intermediary(node, count) for node, count in met.items() if node not in joined]
    return sorted(between, key=lambda one: (-one.ties, one.organisation))

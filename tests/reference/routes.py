"""Routes of introductions: which steps there are for an asker, and all simple routes over them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import networkx as nx  # type: ignore[import-untyped,unused-ignore]

from .askers import Constraints, Outsider
from .mandates import operators, operators_of_office, promotions
from .moment import Moment
from .standing import desks, front_doors, in_agency_region, is_in, knocked_agencies, knocked_offices
from .table import (
    AGENCY,
    AT_DESK,
    AT_FRONT_DOOR,
    CLUSTER,
    DESK,
    EXPORT_CREDIT,
    INNOVATION_FORMS,
    KNOCK,
    KNOCKING,
    KNOWN_TO_OUTSIDER,
    NATIONAL,
    PUBLIC_BODY,
    RECEIVED,
    RECEPTION,
    REGIONAL,
    RESEARCH,
    STEP_ORDER,
    TIE,
)
from .ties import cost, tie_strengths
from .view import View, look
from .world import World


@dataclass(frozen=True)
class Step:
    """One step of a route, by whichever way it is taken."""

    source: str
    target: str
    how: str  # tie, knock, desk, front_door, reception
    cost: int
    strength: float


@dataclass(frozen=True)
class Route:
    """Steps end to end; simple (nobody twice)."""

    steps: tuple[Step, ...]

    @property
    def cost(self) -> int:
        return sum(step.cost for step in self.steps)

    @property
    def strength(self) -> float:
        return math.prod(step.strength for step in self.steps)

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.steps[0].source, *(step.target for step in self.steps))

    @property
    def rank(self) -> tuple[int, int, tuple[str, ...], tuple[int, ...]]:
        """ "Routes compare by integer sum, then steps, then ids from the asker on"; then by kind of step (LEAD2)."""
        return self.cost, len(self.steps), self.ids, tuple(STEP_ORDER.index(step.how) for step in self.steps)


def _step(source: str, target: str, how: str, strength: float) -> Step:
    return Step(source, target, how, cost(strength), strength)


# Which routes there are


@lru_cache(maxsize=64)
def all_routes(view: View) -> dict[str, list[Route]]:
    """Every route from the asker that constraints leave, by where it ends, ranked."""
    found: dict[str, list[Route]] = {id: [] for id in view.moment.living}
    for route in [*by_ties(view), *by_agencies(view), *by_standing(view), *receptions(view)]:
        found[route.ids[-1]].append(route)
    return {id: _ranked(view, _raise_own_tie(view, id, routes)) for id, routes in found.items()}


def _ranked(view: View, routes: list[Route]) -> list[Route]:
    return sorted((route for route in routes if is_left(view, route)), key=lambda route: route.rank)


def by_ties(view: View) -> Iterator[Route]:
    """ "ties only": all simple paths."""
    graph, asker = tie_graph(view), view.asker.id
    for path in nx.all_simple_paths(graph, asker, set(graph) - {asker}, cutoff=view.constraints.max_steps):
        yield Route(tuple(graph.edges[a, b]["step"] for a, b in pairwise(path)))


@lru_cache(maxsize=64)
def tie_graph(view: View) -> nx.DiGraph:
    """The asker and all whom constraints let be a step; their ties, each edge with its step."""
    graph = nx.DiGraph()
    graph.add_nodes_from(id for id in view.moment.living if view.allowed(id))
    graph.add_node(view.asker.id)
    for (a, b), strength in tie_strengths(view.moment, view.constraints.relation_kinds).items():
        if a in graph and b in graph:
            graph.add_edge(a, b, step=_step(a, b, TIE, strength))
    for known in view.asker.knows:
        if known in graph:  # "each organisation that it knows is a tie of .75"
            graph.add_edge(view.asker.id, known, step=_step(view.asker.id, known, TIE, KNOWN_TO_OUTSIDER))
    return graph


def by_agencies(view: View) -> Iterator[Route]:
    """ "a knock at an agency, alone or, unless that is an innovation or export credit agency, with one tie after
    it"."""
    for agency in knocked_agencies(view) if view.constraints.leave("mandated_for") else []:
        knock = _step(view.asker.id, agency, KNOCKING, KNOCK)
        yield Route((knock,))
        if view.moment.living[agency].form not in (*INNOVATION_FORMS, EXPORT_CREDIT):
            for step in _ties_of(view, agency):
                yield Route((knock, step))


def _ties_of(view: View, id: str) -> Iterator[Step]:
    graph = tie_graph(view)
    for other in graph.adj.get(id, ()):
        if other != view.asker.id:
            yield graph.edges[id, other]["step"]


def by_standing(view: View) -> Iterator[Route]:
    """ "one of knock at an office, desk, front door", alone."""
    for step in first_steps(view):
        yield Route((step,))


def first_steps(view: View) -> list[Step]:
    """ "knock and desk need `mandated_for`, front doors `promotes`"."""
    asker, found = view.asker.id, []
    if view.constraints.leave("mandated_for"):
        found += [_step(asker, office, KNOCKING, KNOCK) for office in sorted(knocked_offices(view))]
        found += [_step(asker, office, AT_DESK, DESK) for office in sorted({office for office, _ in desks(view)})]
    if view.constraints.leave("promotes"):
        found += [_step(asker, id, AT_FRONT_DOOR, door.strength) for id, door in sorted(front_doors(view).items())]
    return found


# Receptions


def receptions(view: View) -> Iterator[Route]:
    """ "followed by a reception" in the market: strength .5. "Not for an asker located in the market"."""
    for market in view.markets:
        if market != view.asker.country:
            for first in first_steps(view):
                for id in _received(view, first, market):
                    if id not in (view.asker.id, first.target):
                        yield Route((first, _step(first.target, id, RECEIVED, RECEPTION)))


def _received(view: View, first: Step, market: str) -> Iterator[str]:
    """Whom the host receives the asker to: "from an office in the market at which the asker knocks, from a desk whose
    operator promotes the market, or from an agency that promotes it reached by its front door"."""
    host = first.target
    for id in receivable(view, market):
        if first.how == KNOCKING:
            if is_in(view, host, market):
                yield id
        elif any(_receives(view, agency, market, id) for agency in _for_whom(view, first, market)):
            yield id


def _for_whom(view: View, first: Step, market: str) -> list[str]:
    """The agencies that promote the market in whose name a desk or front door receives."""
    if first.how == AT_DESK:
        mine = [by for (office, by), markets in desks(view).items() if office == first.target and market in markets]
    else:
        mine = [first.target]
    return [agency for agency in mine if market in promotions(view.moment)[agency]]


def _receives(view: View, agency: str, market: str, id: str) -> bool:
    """ "A regional agency or its desk receives only for those of its region ..., a supranational one for none"."""
    roles = promotions(view.moment)[agency][market]
    return NATIONAL in roles or (REGIONAL in roles and in_agency_region(view.moment, agency, market, id))


def receivable(view: View, market: str) -> list[str]:
    """ "a cluster organisation located in the market that shares a sector with the asker, or has the sector asked for";
    "for a research organisation to research organisations alike"; "where there is none of these in the market, to one
    whose first sector is a neighbour"."""
    kinds = (CLUSTER, RESEARCH) if view.asker.kind == RESEARCH else (CLUSTER,)
    there = [o for o in view.moment.living.values() if o.kind in kinds and o.country == market]
    sharing = [o.id for o in there if view.shares(o.id)]
    near = view.moment.near(view.wanted)
    found = sharing or [o.id for o in there if o.sectors and o.sectors[0] in near]
    return [id for id in found if view.counts(view.moment.living[id], market)]


def _raise_own_tie(view: View, id: str, routes: list[Route]) -> list[Route]:
    """ "To an organisation with which the asker has a tie of its own there is no reception: its direct tie is worth at
    least what the best reception would be, and is what is told" (LEAD7)."""
    own = [route for route in routes if len(route.steps) == 1 and route.steps[0].how == TIE]
    received = [route for route in routes if route.steps[-1].how == RECEIVED]
    if not own or not received:
        return routes
    (tie,) = own[0].steps
    best = max([tie.strength, *(route.strength for route in received if is_left(view, route))])
    raised = Route((_step(tie.source, tie.target, TIE, best),))
    return [raised, *(route for route in routes if route not in own and route not in received)]


# What constraints and the rules of middle steps leave


def is_left(view: View, route: Route) -> bool:
    """May a route be told?"""
    constraints = view.constraints
    if len(route.steps) > constraints.max_steps or not has_good_middle(view, route):
        return False
    if not all(view.allowed(id) for id in route.ids[1:]):
        return False
    return all(view.strong_enough(step.strength) for step in route.steps) and goes_via(view, route)


def goes_via(view: View, route: Route) -> bool:
    """ "`via`: any one of the organisations named, anywhere on the route, ends included; `viaInOrder`: all of them, in
    that order"."""
    canonical = view.moment.canonical
    via = {canonical.get(name, name) for name in view.constraints.via}
    on_the_way = iter(route.ids)
    in_order = all(canonical.get(name, name) in on_the_way for name in view.constraints.via_in_order)
    return in_order and (not via or bool(via & set(route.ids)))


def has_good_middle(view: View, route: Route) -> bool:
    """ "An agency or public body that is located neither in the asker's market nor in the one asked about is no
    middle step, except for an asker of its own kind, for an asker that is its office, and from the asker to its own
    office" (LEAD1)."""
    moment, asker = view.moment, view.asker
    for before, id, after in zip(route.ids, route.ids[1:], route.ids[2:], strict=False):
        middle = moment.living[id]
        foreign = middle.country not in (asker.country, *view.markets)
        if middle.kind not in (AGENCY, PUBLIC_BODY) or not foreign or asker.kind == middle.kind:
            continue
        its_office_asks = not asker.outside and id in operators_of_office(moment, asker.id)
        to_its_office = before == asker.id and id in operators_of_office(moment, after)
        if not its_office_asks and not to_its_office:
            return False
    return True


# Introductions


def routes_between(
    world: World, as_of: str, source: str | Outsider, target: str, constraints: Constraints | None = None
) -> list[Route]:
    """Introductions: all distinct simple routes between two organisations, ranked. "The market is that of `to`"."""
    moment = Moment(world, as_of)
    to = moment.now(target)
    if to is None:
        return []
    view = look(moment, source, market=moment.living[to].country, constraints=constraints)
    return introductions(view, to)


def introductions(view: View, to: str) -> list[Route]:
    """Those of a view."""
    if to == view.asker.id:
        return []
    return _ranked(view, [*all_routes(view)[to], *_to_operator(view, to)])


def _to_operator(view: View, to: str) -> Iterator[Route]:
    """ "in `introductions` also a desk or office, then its operator"."""
    for first in first_steps(view):
        if first.how != AT_FRONT_DOOR and to in operators(view.moment)[first.target]:
            for step in _ties_of(view, first.target):
                if step.target == to:
                    yield Route((first, step))


def fallback(routes: list[Route]) -> Route | None:
    """ "the best route that shares no intermediary with the best one, nor its first step if it is direct; null if
    none". Ranked routes between the same two in."""
    if not routes:
        return None
    best = routes[0]
    for other in routes[1:]:
        same_step = len(best.steps) == 1 and best.steps[0] == other.steps[0]
        if not same_step and not set(best.ids[1:-1]) & set(other.ids[1:-1]):
            return other
    return None

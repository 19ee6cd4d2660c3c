"""What a "no" says: why, and which tie is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import networkx as nx  # type: ignore[import-untyped,unused-ignore]

from .askers import Constraints, Outsider
from .fit import fit_of
from .moment import Moment
from .openers import candidates
from .presence import is_own_hub, presence_by, reasons
from .routes import Route, Step, goes_via, has_good_middle, routes_between, tie_graph
from .table import LEAST_LIKELIHOOD, MISSING_TIE, MOST_STEPS, NOTHING, TIE
from .ties import cost
from .view import View, look
from .world import World


@dataclass(frozen=True)
class Diagnosis:
    """Why nobody is reached."""

    code: str  # no_opener_known, too_many_steps, constraints, disconnected
    steps: int | None = None  # how many it would take
    relax: tuple[str, ...] = ()  # each constraint without which alone somebody is reached
    corridors: tuple[str, ...] = ()  # corridors and blocs of the market that have a door


def diagnose(
    world: World,
    as_of: str,
    askers: Sequence[str | Outsider],
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> Diagnosis | None:
    """None if anybody is reached."""
    given, moment = constraints or Constraints(), Moment(world, as_of)

    def views(constraints: Constraints, corridor: str | None = corridor) -> list[View]:
        target = {"market": None if corridor else market, "corridor": corridor}
        return [look(moment, asker, **target, sector=sector, constraints=constraints) for asker in askers]

    def reached(constraints: Constraints, corridor: str | None = corridor) -> bool:
        return any(candidates(view, position) for position, view in enumerate(views(constraints, corridor)))

    if reached(given):
        return None
    if not any(is_known(view) for constraints in (given, Constraints()) for view in views(constraints)):
        corridors = [row["id"] for row in world.rows("corridors") if market in moment.on_corridor(row["id"])]
        return Diagnosis("no_opener_known", corridors=tuple(sorted(id for id in corridors if reached(given, id))))
    return unreached(given, reached)


def diagnose_between(
    world: World, as_of: str, source: str | Outsider, target: str, constraints: Constraints | None = None
) -> Diagnosis | None:
    """ "`introductions` is diagnosed alike"; kinds of openers are nothing to it. None if there is a route."""

    def reached(constraints: Constraints) -> bool:
        return bool(routes_between(world, as_of, source, target, constraints))

    given = replace(constraints or Constraints(), opener_kinds=None)
    return None if reached(given) else unreached(given, reached)


def unreached(given: Constraints, reached: Callable[[Constraints], bool]) -> Diagnosis:
    """How many steps it would take, or which constraints stand in the way."""
    for steps in range(given.max_steps + 1, MOST_STEPS + 1):
        if reached(replace(given, max_steps=steps)):
            return Diagnosis("too_many_steps", steps=steps)
    free: dict[str, Any] = {f.name: f.default for f in fields(Constraints) if f.name != "max_steps"}
    held = {name: value for name, value in free.items() if getattr(given, name) != value}
    relax = tuple(name for name, value in held.items() if reached(replace(given, **{name: value})))
    if relax or (held and reached(Constraints(given.max_steps))):
        return Diagnosis("constraints", relax=relax)
    return Diagnosis("disconnected")


def is_known(view: View) -> bool:
    """Is anybody known who may be an opener of the market, for this asker? Its own hubs are not."""
    others = (id for id in view.moment.living if view.may_open(id) and not is_own_hub(view, id))
    return any(reason.value >= NOTHING for id in others for reason in reasons(view, id))


@dataclass(frozen=True)
class MissingTie:
    """The tie that would help most: between a contact of the asker and a contact of an opener."""

    contact: str
    partner: str
    opener: str
    total: int  # of the route that it would make, with presence, fit and likelihood
    score: float  # of the route that it would make
    likelihood: float
    route: Route


def missing_tie(
    world: World,
    as_of: str,
    asking: str | Outsider,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> MissingTie | None:
    """ "the pair of a contact of the asker and a contact of an opener whom a tie of .6 would bring to the best
    score x likelihood ...; equal ones by ids"."""
    moment = Moment(world, as_of)
    view = look(moment, asking, market=market, corridor=corridor, sector=sector, constraints=constraints)
    found = []
    for opener in (id for id in moment.living if view.may_open(id)):
        for c, d, route, likely in made(view, opener):
            reason = presence_by(view, opener, route)
            if reason:
                fit = fit_of(view, opener)
                total = route.cost + cost(reason.value) + cost(fit) + cost(likely)
                score = route.strength * reason.value * fit
                found.append(MissingTie(c, d, opener, total, score, likely, route))
    return min(found, key=lambda it: (it.total, it.contact, it.partner, it.opener), default=None)


def missing_tie_between(
    world: World, as_of: str, source: str | Outsider, target: str, constraints: Constraints | None = None
) -> MissingTie | None:
    """ "`introductions` is diagnosed alike": as if the target were the one opener, with presence and fit 1."""
    moment = Moment(world, as_of)
    to = moment.now(target)
    if to is None:
        return None
    view = look(moment, source, market=moment.living[to].country, constraints=constraints)
    found = [
        MissingTie(c, d, to, route.cost + cost(likely), route.strength, likely, route)
        for c, d, route, likely in made(view, to)
    ]
    return min(found, key=lambda it: (it.total, it.contact, it.partner), default=None)


def made(view: View, opener: str) -> list[tuple[str, str, Route, float]]:
    """Every contact of the asker and contact of an opener who are not tied, with the route that a tie of .6 would make,
    and how likely it is; "middle-step rule applies"."""
    graph, asker = left_ties(view), view.asker.id
    found = []
    if view.constraints.max_steps < 3 or not view.strong_enough(MISSING_TIE):
        return []
    for c in graph[asker]:
        for d in graph.predecessors(opener) if opener in graph else []:
            if len({asker, c, d, opener}) == 4 and not are_tied(view, c, d):
                tie = Step(c, d, TIE, cost(MISSING_TIE), MISSING_TIE)
                route = Route((graph.edges[asker, c]["step"], tie, graph.edges[d, opener]["step"]))
                if has_good_middle(view, route) and goes_via(view, route):
                    found.append((c, d, route, likelihood(tie_graph(view), asker, c, d)))
    return found


def are_tied(view: View, c: str, d: str) -> bool:
    """Is there a tie already, either way, however weak?"""
    graph = tie_graph(view)
    return bool(graph.has_edge(c, d) or graph.has_edge(d, c))


@lru_cache(maxsize=64)
def left_ties(view: View) -> nx.DiGraph:
    """The ties that constraints leave."""
    graph = tie_graph(view).copy()
    weak = [(a, b) for a, b, step in graph.edges(data="step") if not view.strong_enough(step.strength)]
    graph.remove_edges_from(weak)
    return graph


def likelihood(graph: nx.DiGraph, asker: str, c: str, d: str) -> float:
    """ "the strength of the best way of at most two ties between the two, at least .05"."""
    ways: list[float] = [
        graph.edges[c, between]["step"].strength * graph.edges[between, d]["step"].strength
        for between in graph.successors(c)
        if graph.has_edge(between, d)
    ]
    return max([LEAST_LIKELIHOOD, *ways])

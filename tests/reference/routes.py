"""Routes of introductions: which steps there are for an asker, and all simple routes over them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx  # type: ignore[import-untyped,unused-ignore]

from .mandates import binds, constituency_markets, homes, hosts, operators, promoted
from .moment import GoneAskerError, Moment
from .table import KNOWN_TO_OUTSIDER, OFFICES
from .ties import cost, tie_strengths
from .world import World

OUTSIDE = ""  # an asker from outside "comes first in the order of ids"


@dataclass(frozen=True)
class Outsider:
    """An asker who is no organisation of the graph."""

    country: str
    region: str | None = None
    sectors: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Constraints:
    """What an asker may ask for besides; they "only remove"."""

    max_steps: int = 4
    min_strength: float | None = None
    relation_kinds: frozenset[str] | None = None
    opener_kinds: frozenset[str] | None = None
    avoid: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    public_anchor: bool = False


@dataclass(frozen=True)
class Step:
    """One introduction: by a tie or a home mandate, or by a desk."""

    source: str
    target: str
    desk: str | None
    cost: int
    strength: float


@dataclass(frozen=True)
class Route:
    """Steps end to end; simple (nobody twice, desks aside)."""

    steps: tuple[Step, ...]

    @property
    def cost(self) -> int:
        return sum(step.cost for step in self.steps)

    @property
    def strength(self) -> float:
        return math.prod(step.strength for step in self.steps)

    @property
    def ids(self) -> tuple[str, ...]:
        """ "ids from the asker on, a desk's id standing before its operator's"."""
        ids = [self.steps[0].source]
        for step in self.steps:
            ids += [step.target] if step.desk is None else [step.desk, step.target]
        return tuple(ids)

    @property
    def rank(self) -> tuple[int, int, tuple[str, ...]]:
        """ "Routes compare by integer sum, then steps, then ids"."""
        return self.cost, len(self.steps), self.ids


# Askers


@dataclass(frozen=True)
class Asker:
    """Either kind of asker, as of the day."""

    id: str
    country: str
    region: str
    sectors: frozenset[str]
    knows: frozenset[str]  # of an outsider

    @property
    def outside(self) -> bool:
        return self.id == OUTSIDE


def resolve(moment: Moment, asker: str | Outsider) -> Asker:
    """Who asks: "an asker given by an old id is answered as its successor" (R11); whom an outsider knows, too (R29)."""
    if isinstance(asker, Outsider):
        knows = frozenset(now for now in map(moment.now, asker.knows) if now is not None)
        return Asker(OUTSIDE, asker.country, asker.region or "", frozenset(asker.sectors), knows)
    id = moment.now(asker)
    if id is None:
        raise GoneAskerError(asker)
    organisation = moment.living[id]
    return Asker(id, organisation.country, organisation.region, moment.sectors(id), frozenset())


# What constraints leave


def allowed(moment: Moment, constraints: Constraints, id: str) -> bool:
    """May this one be a step, a desk or an opener? `avoid` names organisations, countries or kinds (R27)."""
    organisation = moment.living[id]
    avoided = {moment.canonical.get(name, name) for name in constraints.avoid}
    if avoided & {id, organisation.country, organisation.kind}:
        return False
    return not constraints.public_anchor or is_public(moment, id)


def is_public(moment: Moment, id: str) -> bool:
    """ "ownership public, a public body, an agency that is no chamber, or its office"."""
    organisation = moment.living[id]
    if organisation.ownership == "public" or organisation.kind == "public_body" or _public_agency(moment, id):
        return True
    return organisation.kind in OFFICES and any(_public_agency(moment, by) for by in operators(moment)[id])


def _public_agency(moment: Moment, id: str) -> bool:
    return moment.living[id].kind == "trade_agency" and moment.living[id].form != "chamber"


def strong_enough(constraints: Constraints, strength: float) -> bool:
    """ "`minStrength` binds every step, mandates and desks included", by integer cost (R17)."""
    return constraints.min_strength is None or cost(strength) <= cost(constraints.min_strength)


# The steps there are


@dataclass(frozen=True)
class Aim:
    """What the question makes of mandates: the markets asked for, and whether desks are for those markets only."""

    markets: frozenset[str]
    desks_promote: bool


@dataclass(frozen=True, eq=False)
class Ground:
    """All steps that an asker has under constraints."""

    asker: Asker
    constraints: Constraints
    plain: nx.DiGraph  # each edge carries its Step: the stronger of tie and home mandate
    desks: dict[tuple[str, str], list[Step]]


def ground(moment: Moment, asker: Asker, aim: Aim, constraints: Constraints) -> Ground:
    """The asker's steps. `avoid` and public anchors bind everybody but the asker itself."""
    nodes = {id for id in moment.living if allowed(moment, constraints, id)} | {asker.id}
    plain = nx.DiGraph()
    plain.add_nodes_from(nodes)
    for (a, b), strength in _plain_strengths(moment, asker, aim, constraints).items():
        if {a, b} <= nodes and strong_enough(constraints, strength):
            plain.add_edge(a, b, step=Step(a, b, None, cost(strength), strength))
    desks: dict[tuple[str, str], list[Step]] = {}
    for (a, desk, b), strength in _desk_strengths(moment, asker, aim, constraints).items():
        if {a, b} <= nodes and allowed(moment, constraints, desk) and strong_enough(constraints, strength):
            desks.setdefault((a, b), []).append(Step(a, b, desk, cost(strength), strength))
    return Ground(asker, constraints, plain, desks)


def _plain_strengths(moment: Moment, asker: Asker, aim: Aim, constraints: Constraints) -> dict[tuple[str, str], float]:
    """Ties both ways, and home mandates from whom they bind to the agency, "never the other way round".

    "A mandate or desk is not combined with a tie between the same two: the stronger counts"; equal, the tie (R16).
    """
    strengths: dict[tuple[str, str], float] = {}
    for (a, b), strength in tie_strengths(moment, constraints.relation_kinds).items():
        strengths[a, b] = strengths[b, a] = strength
    for known in asker.knows:
        strengths[asker.id, known] = KNOWN_TO_OUTSIDER  # "each organisation that it knows is a tie of .75"
    if _mandates_asked_for(constraints):
        for mandate in homes(moment):
            if _good_for(moment, mandate.holder, aim):
                for id, country, region in knockers(moment, asker):
                    if id != mandate.holder and binds(moment, mandate, country, region):
                        strengths[id, mandate.holder] = max(mandate.worth, strengths.get((id, mandate.holder), 0.0))
    return strengths


def _mandates_asked_for(constraints: Constraints) -> bool:
    """ "`relationKinds` drops other relations and recomputes ties and mandates" (R14)."""
    return constraints.relation_kinds is None or "mandated_for" in constraints.relation_kinds


def knockers(moment: Moment, asker: Asker) -> list[tuple[str, str, str]]:
    """Who may use a mandate, with country and region: everybody but offices, "nobody's constituent"; outsiders too."""
    inside = [(o.id, o.country, o.region) for o in moment.living.values() if o.kind not in OFFICES]
    return inside + ([(asker.id, asker.country, asker.region)] if asker.outside else [])


def _good_for(moment: Moment, agency: str, aim: Aim) -> bool:
    """ "A mandate step to an agency that is located outside every market of its constituency ... is good only for the
    market where it is located"."""
    country = moment.living[agency].country
    return country in constituency_markets(moment, agency) or country in aim.markets


def _desk_strengths(
    moment: Moment, asker: Asker, aim: Aim, constraints: Constraints
) -> dict[tuple[str, str, str], float]:
    """From whom a host mandate binds, by the office as desk, to each operator of the office: "good only for a market
    that the operator `promotes`" (R21)."""
    strengths: dict[tuple[str, str, str], float] = {}
    for mandate in hosts(moment) if _mandates_asked_for(constraints) else []:
        for operator in operators(moment)[mandate.holder]:
            if aim.desks_promote and not promoted(moment)[operator] & aim.markets:
                continue
            for id, country, region in knockers(moment, asker):
                if id != operator and binds(moment, mandate, country, region):
                    key = (id, mandate.holder, operator)
                    strengths[key] = max(mandate.worth, strengths.get(key, 0.0))
    return strengths


# Routes over them


def last_steps(ground: Ground, source: str, target: str) -> list[Step]:
    """The distinct ways to end a route: each desk that is cheaper than the plain step; else the plain step, if any."""
    plain: Step | None = ground.plain.edges[source, target]["step"] if ground.plain.has_edge(source, target) else None
    desks = [desk for desk in ground.desks.get((source, target), []) if plain is None or desk.cost < plain.cost]
    return desks or ([plain] if plain else [])


def beginnings(ground: Ground) -> Iterator[tuple[Step, ...]]:
    """Every simple way over plain steps from the asker that leaves room for a last step; the empty one first."""
    yield ()
    asker, room = ground.asker.id, ground.constraints.max_steps - 1
    if room > 0:
        for path in nx.all_simple_paths(ground.plain, asker, set(ground.plain) - {asker}, cutoff=room):
            yield tuple(ground.plain.edges[a, b]["step"] for a, b in pairwise(path))


def all_routes(moment: Moment, ground: Ground, targets: set[str]) -> dict[str, list[Route]]:
    """Every distinct simple route of at most `maxSteps` from the asker to each target, ranked, as `via` leaves them."""
    via = {moment.canonical.get(name, name) for name in ground.constraints.via}
    found: dict[str, list[Route]] = {target: [] for target in targets}
    for beginning in beginnings(ground):
        passed = {ground.asker.id, *(step.target for step in beginning)}
        at = beginning[-1].target if beginning else ground.asker.id
        for target in targets - passed:
            for last in last_steps(ground, at, target):
                route = Route((*beginning, last))
                if not via or via & set(route.ids):  # "any one ..., anywhere on the route, ends included"
                    found[target].append(route)
    return {target: sorted(routes, key=lambda route: route.rank) for target, routes in found.items()}


def routes_between(
    world: World, as_of: str, source: str | Outsider, target: str, constraints: Constraints | None = None
) -> list[Route]:
    """Introductions: all distinct simple routes between two organisations, ranked.

    The target stands for the market asked for: an agency outside its constituency is good where the target is located,
    and "a desk counts only where it ends at `to`".
    """
    moment, constraints = Moment(world, as_of), constraints or Constraints()
    asker, to = resolve(moment, source), resolve(moment, target)
    if to.id == asker.id or not allowed(moment, constraints, to.id):
        return []
    aim = Aim(frozenset({to.country}), desks_promote=False)
    return all_routes(moment, ground(moment, asker, aim, constraints), {to.id})[to.id]


def fallback(routes: list[Route]) -> Route | None:
    """ "the best route that shares no intermediary and no desk with the best one, nor its tie if it is direct; null if
    none". Ranked routes between the same two in."""
    if not routes:
        return None
    best = routes[0]
    for other in routes[1:]:
        same_tie = len(best.steps) == 1 and best.steps[0] in other.steps
        if not same_tie and not _between(best) & _between(other):
            return other
    return None


def _between(route: Route) -> set[str]:
    """Intermediaries and desks alike: whoever could fail between the two ends."""
    return {step.target for step in route.steps[:-1]} | {step.desk for step in route.steps if step.desk}

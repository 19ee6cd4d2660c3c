"""Who can open a door: the whole answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .activity import activities
from .askers import Constraints, Outsider
from .moment import Moment
from .openers import Candidate, Opener, key, valued_routes
from .presence import DESK, OUTWARD, OWN, SERVING, is_own_hub, is_own_office, reasons
from .ranking import best_of, best_over, rank
from .routes import Route, all_routes, first_steps, is_left
from .table import AT_FRONT_DOOR, FLOOR, HALVED, NOTHING, OFFICES, RECEIVED
from .ties import hubs
from .view import View, look
from .world import World

THEIR_OWN = (OWN, SERVING, OUTWARD)  # reasons that are the same for every asker


@dataclass(frozen=True)
class Past:
    """An organisation whose presence has ended, and when, where that is known."""

    id: str
    until: date | None


@dataclass(frozen=True)
class Own:
    """A presence of the asker's own, or of its own hub: `yourself`."""

    asker: int
    id: str
    presence: float


@dataclass(frozen=True)
class Answer:
    """What `door_openers` answers."""

    ranked: tuple[Opener, ...]
    below_floor: int
    front_doors: tuple[Opener, ...]
    to_meet: tuple[Opener, ...]
    yourself: tuple[Own, ...]
    past: tuple[Past, ...]


def door_openers(
    world: World,
    as_of: str,
    askers: Sequence[str | Outsider],
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> Answer:
    """ "Openers below .01 are not shown, and counted" (by their score)."""
    moment = Moment(world, as_of)
    views = [
        look(moment, asking, market=market, corridor=corridor, sector=sector, constraints=constraints)
        for asking in askers
    ]
    ranked = rank(best_over(views))
    return Answer(
        ranked=tuple(opener for opener in ranked if opener.score >= FLOOR),
        below_floor=sum(opener.score < FLOOR for opener in ranked),
        front_doors=_listed(views, _doors),
        to_meet=_listed(views, _receptions),
        yourself=tuple(own for position, view in enumerate(views) for own in _yourself(view, position)),
        past=_past(views),
    )


# Beside the ranking


def _listed(views: Sequence[View], routes: Callable[[View], Iterable[Route]]) -> tuple[Opener, ...]:
    """Whoever is at the end of these routes, by the best of them, in order of rank; neither grouped nor limited."""
    found: list[Candidate] = []
    for position, view in enumerate(views):
        for route in routes(view):
            found += valued_routes(view, route.ids[-1], position, [route])
    return tuple(candidate.opener for candidate in sorted(best_of(found), key=key))


def _doors(view: View) -> list[Route]:
    """ "`frontDoors` (always, whatever their rank)"."""
    routes = [Route((step,)) for step in first_steps(view) if step.how == AT_FRONT_DOOR]
    return [route for route in routes if is_left(view, route)]


def _receptions(view: View) -> list[Route]:
    """ "`toMeet` (all receptions)"."""
    return [route for routes in all_routes(view).values() for route in routes if route.steps[-1].how == RECEIVED]


def _yourself(view: View, position: int) -> list[Own]:
    """ "The asker's own presence there, so that nobody is sent to a market that it serves already", and that of its
    hubs: their "plan for that market is the asker's own". What standing gives, such as a desk, is none of these."""
    asker = view.asker.id
    own_hubs = sorted(hub for hub in hubs(view.moment, asker) if is_own_hub(view, hub))
    ids = [] if view.asker.outside else [asker, *own_hubs]
    found = [(id, max((r.value for r in reasons(view, id) if r.of in THEIR_OWN), default=0.0)) for id in ids]
    return [Own(position, id, presence) for id, presence in found if presence >= NOTHING]


def _past(views: Sequence[View]) -> tuple[Past, ...]:
    """ "`past` (whose presence has ended)": who has served the market and has no presence of its own there any more."""
    found: dict[str, date | None] = {}
    askers = {view.asker.id for view in views}
    for view in views:
        for id in view.moment.living.keys() - askers:
            own = [r for r in reasons(view, id) if r.of in THEIR_OWN and r.value >= NOTHING]
            ended = _ended(view, id)
            if ended and not own and view.allowed(id):
                found[id] = max((until for until in ended if until), default=None)
    return tuple(Past(id, found[id]) for id in sorted(found))


def _ended(view: View, id: str) -> list[date | None]:
    """The ends, where known, of what has ended: `serves` and `active_in`."""
    moment, organisation = view.moment, view.moment.living[id]
    return [
        s.until
        for market in view.markets
        if view.counts(organisation, market)
        for s in activities(moment, market)[id]
        if moment.ended(s)
    ]


def presences(
    world: World,
    as_of: str,
    asking: str | Outsider,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
) -> dict[str, float]:
    """Everybody's best presence for an asker, whichever route may give it; offices of others at half."""
    view = look(Moment(world, as_of), asking, market=market, corridor=corridor, sector=sector)
    found = {}
    for id, organisation in view.moment.living.items():
        others = organisation.kind in OFFICES and not is_own_office(view, id)
        values = [r.value * (HALVED if others and r.of != DESK else 1.0) for r in reasons(view, id)]
        found[id] = max(values, default=0.0)
    return {id: value for id, value in found.items() if value >= NOTHING}

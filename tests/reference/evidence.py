"""What is told with a route besides: its weakest step, how fresh its evidence is, and how public it is."""

from datetime import date, timedelta

from .moment import Moment
from .routes import Route, Step
from .table import DIRECT, PARTICIPATION, TIE
from .ties import participations
from .view import is_public
from .world import Statement, relations


def weakest_step(route: Route) -> Step:
    """The one of the greatest cost; of equal ones the first."""
    return max(route.steps, key=lambda step: step.cost)


def public_share(moment: Moment, route: Route) -> float:
    """Of those whom the route leads to, the asker aside: "ownership public, a public body, an agency that is no
    chamber, or its office"."""
    led_to = route.ids[1:]
    return sum(is_public(moment, id) for id in led_to) / len(led_to)


def freshest_and_stalest(moment: Moment, route: Route) -> tuple[date, date] | None:
    """ "The last date known to have held", over the best statements of the relations of its ties; None without any."""
    dates = [held(moment, s) for step in route.steps if step.how == TIE for s in told_of(moment, step)]
    return (max(dates), min(dates)) if dates else None


def told_of(moment: Moment, step: Step) -> list[Statement]:
    """The best statement of each relation between the two, and of each one's part in each context that they share."""
    ends = {step.source, step.target}
    between = relations([s for s in moment.borne(*DIRECT) if {s.source, s.target} == ends])
    found = [_best(moment, relation) for relation in between]
    for everyone in participations(moment).values():
        parts = [[s for s in everyone.told if s.source == end] for end in sorted(ends)]
        if all(parts):
            found += [_best(moment, part) for part in parts]
    return found


def held(moment: Moment, s: Statement) -> date:
    """ "The last date that it is known to have held"."""
    kind = DIRECT.get(s.kind) or PARTICIPATION[s.kind]
    return moment.day - timedelta(days=round(moment.age(s, kind.half_life) * 365.25))


def _best(moment: Moment, told: list[Statement]) -> Statement:
    def worth(s: Statement) -> float:
        kind = DIRECT.get(s.kind) or PARTICIPATION[s.kind]
        return kind.base * moment.recency(s, kind.half_life) * s.confidence * s.handed

    return max(told, key=worth)

"""Who can open a door: organisations with presence, scored by route, presence and sector fit; and the missing tie."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .mandates import binds, homes, operators
from .moment import Moment
from .presence import presences_on, sector_fit
from .routes import (
    Aim,
    Asker,
    Constraints,
    Outsider,
    Route,
    all_routes,
    allowed,
    ground,
    resolve,
    strong_enough,
)
from .table import COURTESY, KNOWN_TO_OUTSIDER, MISSING_TIE, OFFICES
from .ties import cost, tie_strengths
from .world import World


@dataclass(frozen=True)
class Opener:
    """A door opener with its best route."""

    id: str
    asker: int  # the position of the asker that it is best for
    total: int  # the integer sum of route, presence and fit
    route: Route
    presence: float
    fit: float
    score: float
    siblings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked for, at a moment."""

    moment: Moment
    markets: frozenset[str]
    sector: str | None
    constraints: Constraints

    def presences(self) -> dict[str, float]:
        """Presence, before courtesy, of those who may be openers: "a company ... an opener only if asked for"."""
        kinds = self.constraints.opener_kinds
        return {
            id: presence
            for id, presence in presences_on(self.moment, self.markets).items()
            if allowed(self.moment, self.constraints, id)
            and (self.moment.living[id].kind != "company" if kinds is None else self.moment.living[id].kind in kinds)
        }

    def presence_for(self, asker: Asker, opener: str, presence: float) -> float:
        """ "Courtesy and halving multiply presence before it becomes a cost"."""
        return presence * courtesy(self.moment, asker, opener)

    def fit_for(self, asker: Asker, opener: str) -> float:
        """ "against `sector` if given, else this asker's sectors"."""
        wanted = frozenset({self.sector}) if self.sector is not None else asker.sectors
        return sector_fit(wanted, self.moment.sectors(opener))

    def offices_like(self, opener: str, others: Sequence[str]) -> tuple[str, ...]:
        """The offices among others that share an operator with this one, if it is an office."""
        by, kind = operators(self.moment), {id: o.kind for id, o in self.moment.living.items()}
        if kind[opener] not in OFFICES:
            return ()
        return tuple(o for o in sorted(others) if o != opener and kind[o] in OFFICES and by[o] & by[opener])


def ask(
    world: World,
    as_of: str,
    market: str | None,
    corridor: str | None,
    sector: str | None,
    constraints: Constraints | None,
) -> Question:
    """Exactly one of market and corridor is asked for."""
    assert (market is None) != (corridor is None)
    moment = Moment(world, as_of)
    markets = frozenset({market}) if market is not None else moment.on_corridor(corridor or "")
    return Question(moment, markets, sector, constraints or Constraints())


def courtesy(moment: Moment, asker: Asker, opener: str) -> float:
    """An office's presence counts "in full for an asker within" its operator's constituency, "and by a courtesy factor
    of 0.2 for others, as it does where no constituency is known".

    "An office that asks is within its operator's constituency only" (R20).
    """
    if moment.living[opener].kind not in OFFICES:
        return 1.0
    by = operators(moment)[opener]
    if not asker.outside and moment.living[asker.id].kind in OFFICES:
        return 1.0 if by & operators(moment)[asker.id] else COURTESY
    within = any(m.holder in by and binds(moment, m, asker.country, asker.region) for m in homes(moment))
    return 1.0 if within else COURTESY


def door_openers(
    world: World,
    as_of: str,
    askers: Sequence[str | Outsider],
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> list[Opener]:
    """All door openers, "by sum, then steps, then their own id", the offices of one operator as one."""
    question = ask(world, as_of, market, corridor, sector, constraints)
    present = question.presences()
    best: dict[str, Opener] = {}
    for position, asking in enumerate(askers):
        asker = resolve(question.moment, asking)
        for opener in _for_asker(question, position, asker, present):
            # "each opener's best over them ... equal ones by position"
            if opener.id not in best or _merit(opener) < _merit(best[opener.id]):
                best[opener.id] = opener
    ranked = sorted(best.values(), key=lambda opener: (*_merit(opener), opener.id))
    return _group_offices(question, ranked, list(present))


def _merit(opener: Opener) -> tuple[int, int]:
    return opener.total, len(opener.route.steps)


def _for_asker(question: Question, position: int, asker: Asker, present: dict[str, float]) -> list[Opener]:
    """Each opener that this asker reaches, by its best route. "The asker itself is never its own opener" (R25)."""
    steps = ground(question.moment, asker, Aim(question.markets, desks_promote=True), question.constraints)
    found = []
    for id, routes in all_routes(question.moment, steps, set(present) - {asker.id}).items():
        if routes:
            presence = question.presence_for(asker, id, present[id])
            fit = question.fit_for(asker, id)
            total = routes[0].cost + cost(presence) + cost(fit)
            score = routes[0].strength * presence * fit
            found.append(Opener(id, position, total, routes[0], presence, fit, score, ()))
    return found


def _group_offices(question: Question, ranked: list[Opener], present: list[str]) -> list[Opener]:
    """ "Offices of one operator in the same market are one door opener: the best of them, the others listed with it as
    `siblings`", reached or not (R28)."""
    kept: list[Opener] = []
    for opener in ranked:
        if question.offices_like(opener.id, [other.id for other in kept]):
            continue
        siblings = question.offices_like(opener.id, present)
        kept.append(replace(opener, siblings=siblings))
    return kept


def opener_routes(
    world: World,
    as_of: str,
    asking: str | Outsider,
    opener: str,
    *,
    market: str | None = None,
    corridor: str | None = None,
    constraints: Constraints | None = None,
) -> list[Route]:
    """All distinct simple routes of one asker to one opener of a market, ranked: the next best ones and the fallback
    of `door_openers` are taken from these."""
    question = ask(world, as_of, market, corridor, None, constraints)
    asker = resolve(question.moment, asking)
    if opener == asker.id or opener not in question.presences():
        return []
    steps = ground(question.moment, asker, Aim(question.markets, desks_promote=True), question.constraints)
    return all_routes(question.moment, steps, {opener})[opener]


def missing_tie(
    world: World,
    as_of: str,
    asking: str | Outsider,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> tuple[str, str, str, int] | None:
    """ "the pair of a contact of the asker and a contact of an opener whose tie, at .6, would give the best score
    (contacts are one tie away)": (c, d, o, total) of the best route asker-c-d-o, by sum, then ids.

    Ties only, no mandates; an outsider's contacts are those whom it knows.
    """
    question = ask(world, as_of, market, corridor, sector, constraints)
    moment, constraints = question.moment, question.constraints
    asker = resolve(moment, asking)
    tied = contacts(moment, asker, constraints)
    if not strong_enough(constraints, MISSING_TIE):
        return None
    found: list[tuple[int, str, str, str]] = []
    for o, presence in question.presences().items():
        rest = cost(question.presence_for(asker, o, presence)) + cost(question.fit_for(asker, o))
        for d, d_to_o in tied.get(o, {}).items():
            for c, asker_to_c in tied.get(asker.id, {}).items():
                if len({asker.id, c, d, o}) == 4 and not are_tied(moment, constraints, c, d):
                    total = cost(asker_to_c) + cost(MISSING_TIE) + cost(d_to_o) + rest
                    found.append((total, c, d, o))
    if not found:
        return None
    total, c, d, o = min(found)
    return c, d, o, total


def contacts(moment: Moment, asker: Asker, constraints: Constraints) -> dict[str, dict[str, float]]:
    """Everybody -> whom a tie alone leads to, with its strength, as the constraints leave them."""
    found: dict[str, dict[str, float]] = {}
    strengths = dict(tie_strengths(moment, constraints.relation_kinds))
    for known in asker.knows:
        strengths[asker.id, known] = KNOWN_TO_OUTSIDER
    nodes = {id for id in moment.living if allowed(moment, constraints, id)} | {asker.id}
    for (a, b), strength in strengths.items():
        if {a, b} <= nodes and strong_enough(constraints, strength):
            found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = strength
    return found


def are_tied(moment: Moment, constraints: Constraints, c: str, d: str) -> bool:
    """Is there a tie already, however weak?"""
    return (min(c, d), max(c, d)) in tie_strengths(moment, constraints.relation_kinds)

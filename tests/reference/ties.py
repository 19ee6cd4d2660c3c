"""What the relations between two organisations are worth for an introduction, each way by itself."""

import math
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from .moment import Moment
from .table import AFFILIATIONS, CROWD, DIRECT, HUB_DILUTION, NOTHING, PARTICIPATION, STRONGEST_TIE
from .world import Statement, World, relations

Way = tuple[str, str]  # by the first, an introduction to the second
Order = tuple[str, ...]  # stands for the relation's id
AFTER_KINDS = "~"  # relations come first in the product, shared contexts after them


def cost(x: float) -> int:
    """ "cost = max(1, round(-ln x * 2^16)), for steps, presence and fit alike"."""
    return max(1, round(-math.log(x) * 65536))


def ties(world: World, as_of: str, relation_kinds: Set[str] | None = None) -> dict[Way, float]:
    """The strength of every tie, by who gives the introduction and to whom."""
    return tie_strengths(Moment(world, as_of), None if relation_kinds is None else frozenset(relation_kinds))


@lru_cache(maxsize=16)
def tie_strengths(moment: Moment, relation_kinds: frozenset[str] | None) -> dict[Way, float]:
    """ "tie strength = min(0.95, 1 - PRODUCT(1 - relation worth)) ... each way by itself"; below .0001 "no tie"."""
    worths: dict[Way, list[tuple[Order, float]]] = {}
    for way, order, worth in [*direct_worths(moment), *context_worths(moment, relation_kinds)]:
        if relation_kinds is None or order[0] in relation_kinds or order[0] == AFTER_KINDS:
            worths.setdefault(way, []).append((order, worth))
    strengths = {
        way: min(STRONGEST_TIE, 1 - math.prod(1 - worth for _, worth in sorted(parts))) for way, parts in worths.items()
    }
    return {way: strength for way, strength in strengths.items() if strength >= NOTHING}


def dilution(n: int, exponent: float) -> float:
    """(2 / max(2, n))^exponent."""
    return float((2 / max(2, n)) ** exponent)


def direct_worths(moment: Moment) -> list[tuple[Way, Order, float]]:
    """Each relation between two organisations, both ways: what to order it by, its worth.

    "a relation's recency and confidence are those of the statement that makes it worth most".
    """
    found: list[tuple[Way, Order, float]] = []
    known = affiliates(moment)
    for relation in relations(moment.borne(*DIRECT)):
        kind, one = DIRECT[relation[0].kind], relation[0]
        worth = max(kind.base * moment.recency(s, kind.half_life) * s.confidence * s.handed for s in relation)
        begin = min(str(s.since or "") for s in relation)
        order = (one.kind, one.source, one.target, one.role, one.name, one.region, begin)
        back = dilution(len(known[one.target]), HUB_DILUTION) if one.kind in AFFILIATIONS else 1.0
        found.append(((one.source, one.target), order, worth))
        found.append(((one.target, one.source), order, worth * back))
    return found


def affiliates(moment: Moment) -> dict[str, set[str]]:
    """Each hub's affiliates: "distinct living ones, of all affiliation kinds together, ended affiliations too"."""
    known: dict[str, set[str]] = {}
    for s in moment.borne(*AFFILIATIONS):
        known.setdefault(s.target, set()).add(s.source)
    return known


@lru_cache(maxsize=16)
def hubs(moment: Moment, affiliate: str) -> frozenset[str]:
    """The hubs of which one is an affiliate now."""
    return frozenset(s.target for s in moment.lasting(*AFFILIATIONS) if s.source == affiliate)


@dataclass(frozen=True)
class Participations:
    """Everybody's in one context, all that have begun by this day, ended ones included."""

    told: list[Statement]
    stated: int  # how many took part in all, as the context says

    @property
    def n(self) -> int:
        """ "the known ones, or its stated `participants`, if more"; "n counts distinct living participants"."""
        return max(len({s.source for s in self.told}), self.stated)


@lru_cache(maxsize=16)
def participations(moment: Moment) -> dict[str, Participations]:
    """By context."""
    stated = {row["id"]: int(row.get("participants") or 0) for row in moment.world.rows("contexts")}
    found: dict[str, Participations] = {}
    for s in moment.borne(*PARTICIPATION):
        found.setdefault(s.target, Participations([], stated.get(s.target, 0))).told.append(s)
    return found


def context_worths(moment: Moment, relation_kinds: Set[str] | None) -> list[tuple[Way, Order, float]]:
    """Each pair of participants of each context: "worth the smaller of the two participations, ... up to 30".

    Other kinds than `relation_kinds` are not there, except that n still counts them: constraints only remove.
    """
    found: list[tuple[Way, Order, float]] = []
    for context, everyone in participations(moment).items():
        counted = [s for s in everyone.told if relation_kinds is None or s.kind in relation_kinds]
        leaders = {s.source for s in counted if leads(s)}
        best: dict[str, float] = {}  # "several participations in one context: its best"
        for s in counted:
            best[s.source] = max(best.get(s.source, 0.0), _participation_worth(moment, s, everyone.n))
        for a, b in combinations(sorted(best), 2):
            # "beyond that only through its coordinators or organisers; none known, no tie"
            if everyone.n <= CROWD or a in leaders or b in leaders:
                for way in ((a, b), (b, a)):
                    found.append((way, (AFTER_KINDS, context), min(best[a], best[b])))
    return found


def leads(s: Statement) -> bool:
    """Coordinators and organisers."""
    return s.kind == "organises" or (s.kind == "participates_in" and s.role == "coordinator")


def _participation_worth(moment: Moment, s: Statement, n: int) -> float:
    kind = PARTICIPATION[s.kind]
    return kind.base * moment.recency(s, kind.half_life) * s.confidence * dilution(n, kind.dilution) * s.handed

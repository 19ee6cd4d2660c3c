"""What the relations between two organisations are worth for an introduction."""

import math
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from .moment import Moment
from .table import CROWD, DIRECT, PARTICIPATION, STRONGEST_TIE
from .world import Statement, World, relations

Pair = tuple[str, str]  # the smaller id first
Order = tuple[str, ...]  # stands for the relation's id
AFTER_KINDS = "~"  # relations come first in the product, shared contexts after them


def cost(x: float) -> int:
    """ "cost = max(1, round(-ln x * 2^16)), for ties, presence and fit alike"."""
    return max(1, round(-math.log(x) * 65536))


def ties(world: World, as_of: str, relation_kinds: Set[str] | None = None) -> dict[Pair, float]:
    """The strength of every tie, by its two ends, the smaller id first."""
    return tie_strengths(Moment(world, as_of), None if relation_kinds is None else frozenset(relation_kinds))


@lru_cache(maxsize=16)
def tie_strengths(moment: Moment, relation_kinds: frozenset[str] | None) -> dict[Pair, float]:
    """ "tie strength = min(0.95, 1 - PRODUCT(1 - relation worth)) ... shared contexts included"."""
    worths: dict[Pair, list[tuple[Order, float]]] = {}
    for pair, order, worth in [*direct_worths(moment), *context_worths(moment, relation_kinds)]:
        if relation_kinds is None or order[0] in relation_kinds or order[0] == AFTER_KINDS:
            worths.setdefault(pair, []).append((order, worth))
    return {
        pair: min(STRONGEST_TIE, 1 - math.prod(1 - worth for _, worth in sorted(parts)))
        for pair, parts in worths.items()
    }


def dilution(n: int, exponent: float) -> float:
    """(2 / max(2, n))^dilution."""
    return float((2 / max(2, n)) ** exponent)


def direct_worths(moment: Moment) -> list[tuple[Pair, Order, float]]:
    """Each relation between two organisations: its ends, what to order it by, its worth.

    "a relation's recency and confidence are those of the statement that makes it worth most". A relation that is handed
    over is one of its own beside the heir's.
    """
    found: list[tuple[Pair, Order, float]] = []
    members = members_known(moment)
    for relation in relations(moment.begun(*DIRECT)):
        kind, one = DIRECT[relation[0].kind], relation[0]
        told = [(moment.recency(s, kind.half_life), s.confidence) for s in relation]
        recency, confidence = max(told, key=lambda each: each[0] * each[1])
        for source, target, factor in moment.handed(one):
            n = len(members[target]) if one.kind == "member_of" else 2
            worth = kind.base * recency * confidence * dilution(n, kind.dilution) * factor
            begin = min(str(s.since or "") for s in relation)
            order = (one.kind, one.source, one.target, one.role, one.name, one.region, begin)
            found.append((_pair(source, target), order, worth))
    return found


def members_known(moment: Moment) -> dict[str, set[str]]:
    """ "n counts distinct living ... members for `member_of`, ended ones included" (R13)."""
    members: dict[str, set[str]] = {}
    for s in moment.begun("member_of"):
        for member, target, _ in moment.handed(s):
            members.setdefault(target, set()).add(member)
    return members


@dataclass(frozen=True)
class Participation:
    """A living organisation in a context, by one statement."""

    organisation: str
    context: str
    statement: Statement
    factor: float  # what handing over leaves of it

    @property
    def leads(self) -> bool:
        """Coordinators and organisers."""
        s = self.statement
        return s.kind == "organises" or (s.kind == "participates_in" and s.role == "coordinator")


@lru_cache(maxsize=16)
def participations(moment: Moment) -> list[Participation]:
    """All that have begun by this day, ended ones included, after handing over."""
    return [
        Participation(organisation, context, s, factor)
        for s in moment.begun(*PARTICIPATION)
        for organisation, context, factor in moment.handed(s)
    ]


def context_worths(moment: Moment, relation_kinds: Set[str] | None) -> list[tuple[Pair, Order, float]]:
    """Each pair of participants of each context: "worth the smaller of the two participations, up to 30".

    One contribution a context and pair, of the best participation of each (R14). Other kinds than `relation_kinds` are
    not there, except that n still counts them.
    """
    found: list[tuple[Pair, Order, float]] = []
    by_context: dict[str, list[Participation]] = {}
    for p in participations(moment):
        by_context.setdefault(p.context, []).append(p)
    for context, everyone in by_context.items():
        n = len({p.organisation for p in everyone})
        counted = [p for p in everyone if relation_kinds is None or p.statement.kind in relation_kinds]
        leaders = {p.organisation for p in counted if p.leads}
        best: dict[str, float] = {}
        for p in counted:
            best[p.organisation] = max(best.get(p.organisation, 0.0), _participation_worth(moment, p, n))
        for a, b in combinations(sorted(best), 2):
            if n <= CROWD or a in leaders or b in leaders:  # "beyond that only through its coordinators or organisers"
                found.append(((a, b), (AFTER_KINDS, context), min(best[a], best[b])))
    return found


def _participation_worth(moment: Moment, p: Participation, n: int) -> float:
    kind = PARTICIPATION[p.statement.kind]
    recent = moment.recency(p.statement, kind.half_life)
    return kind.base * recent * p.statement.confidence * dilution(n, kind.dilution) * p.factor


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)

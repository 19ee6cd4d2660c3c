"""Ranking the openers of an area over all askers: the order in which they stand, who is one with whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from graph.work import look
from queries.routing.candidate import FLOOR_COST, Candidate
from queries.routing.candidates import RECEPTIONS_AT_MOST, Candidates
from queries.routing.standing import StepKind

OFFICE_OF, ALONE = "office of", "alone"
LESSER_FRONT_DOORS_AT_MOST: Final = 2
BEFORE_LESSER_ONES: Final = 3
"""So many openers before them leave out front doors that have little to do with the asker."""
NO_LIMIT: Final = 1 << 40
_SLACK: Final = 4
"""Openers sought by ties beyond those wanted: some will be one with others."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best openers, each once.

    Attributes:
        exact: no search was cut short.
        labels: partial routes made.
        below_floor: how many stand below the floor; None where they were not all sought.
    """

    ranked: list[Candidate]
    exact: bool
    labels: int


def rank(everybody: Sequence[Candidates], wanted: int, limit: int = FLOOR_COST) -> Ranking:
    """The best ``wanted`` door openers over all askers, none of a total above ``limit``.

    What standing gives is listed; with it, it is known up to which total ties have to be searched. Since some of what
    is found may be one with others or be left out, the search is widened until there are enough, or no more.
    """
    if sum(_at_most_listed(of) for of in everybody) >= wanted:
        certain = kept_of(*_merged([], everybody, limit), everybody, wanted)
        if len(certain) >= wanted:
            limit = min(limit, certain[wanted - 1].total)
    width = wanted + _SLACK
    while True:
        found: list[Candidate] = []
        exact, labels, known_to = True, 0, limit
        for one in everybody:
            some, one_exact, one_labels = one.searched(width, limit)
            exact, labels = exact and one_exact, labels + one_labels
            if len(some) == width:
                known_to = min(known_to, some[-1].total - 1)
            found += some
        kept = kept_of(*_merged(found, everybody, known_to), everybody, wanted)
        if len(kept) >= wanted or known_to == limit:
            return Ranking(kept[:wanted], exact, labels)
        width *= 4


def _at_most_listed(of: Candidates) -> int:
    """How many openers of an asker can be ranked without a search, at most."""
    return len(of.listed) + min(RECEPTIONS_AT_MOST, len(of.receptions.at))


def _merged(
    found: list[Candidate], everybody: Sequence[Candidates], limit: int
) -> tuple[Iterator[Candidate], set[int]]:
    """The best way to each opener up to a limit, in the order of openers; and who operates an office among all.

    Of those who are openers by reception alone, no more than may be ranked.
    """
    best: dict[int, Candidate] = {}
    for one in found:
        improve(best, one)
    for of in everybody:
        for one in of.listed.values():
            improve(best, one)
    for of in everybody:
        look()
        if len(everybody) > 1:
            received: Iterable[Candidate] = of.received()
        else:
            received = of.best_received({one.at for one in best.values()}, limit)
        for one in list(received):
            improve(best, one)
    operators = {one.operator for one in best.values() if one.is_office and one.operator is not None}
    return in_order([one for one in best.values() if one.total <= limit]), operators


def improve(best: dict[int, Candidate], one: Candidate) -> None:
    """Keep the better of two ways to an opener."""
    other = best.get(one.node)
    if other is None or one.total < other.total or (one.total == other.total and one.merit < other.merit):
        best[one.node] = one


def in_order(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """By sum, then steps; where these are equal, by what else tells them apart; ids last."""
    for _, equal in groupby(sorted(candidates, key=_first_of_all), _first_of_all):
        some = list(equal)
        yield from some if len(some) == 1 else sorted(some, key=_RANK)


_RANK = attrgetter("rank")


def _first_of_all(one: Candidate) -> tuple[int, int]:
    return one.total, one.steps


def kept_of(
    candidates: Iterable[Candidate], operators: set[int], everybody: Sequence[Candidates], wanted: int
) -> list[Candidate]:
    """The first ``wanted``: one of each group, and no more front doors and receptions than there may be."""
    groups: set[tuple[str, int | None]] = set()
    kept: list[Candidate] = []
    receptions = lesser = 0
    for one in candidates:
        group = group_of(one, operators, everybody)
        if group in groups:
            continue
        last = one.way.kinds[-1]
        if last is StepKind.RECEPTION:
            receptions += 1
            if receptions > RECEPTIONS_AT_MOST:
                continue
        elif last is StepKind.FRONT_DOOR and one.lesser_role is not None:
            if lesser >= LESSER_FRONT_DOORS_AT_MOST or (one.waits and len(kept) >= BEFORE_LESSER_ONES):
                continue
            lesser += 1
        groups.add(group)
        kept.append(one)
        if len(kept) == wanted:
            break
    return kept


def group_of(one: Candidate, operators: set[int], everybody: Sequence[Candidates]) -> tuple[str, int | None]:
    """Those of the same group are one door opener; ``operators`` are those of offices known to be openers."""
    if one.is_office:
        return (OFFICE_OF, one.operator) if one.operator is not None else (ALONE, one.node)
    if one.node in operators:
        return OFFICE_OF, one.node
    joint = one.joint_group if one.is_agency else None
    if joint is None:
        return ALONE, one.node
    return (OFFICE_OF, one.node) if has_office(one.node, everybody) else (joint, None)


def has_office(agency: int, everybody: Sequence[Candidates]) -> bool:
    """Whether one of an agency's own offices is an opener, however little it is worth."""
    offices = {int(of.target.opener[at]) for of in everybody for at in of.target.offices_of.get(agency, ())}
    return any(found.operator == agency for node in offices if (found := best_of_all(node, everybody)) is not None)


def best_of_all(node: int, everybody: Sequence[Candidates]) -> Candidate | None:
    """The best way to an opener over all askers; None if nobody has one."""
    ways = [way for of in everybody if (way := of.best_to(node)) is not None]
    return min(ways, key=lambda way: way.merit, default=None)

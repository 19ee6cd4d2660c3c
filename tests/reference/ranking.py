"""Which door openers stand in the ranking, and in what order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .openers import (
    Candidate,
    Opener,
    candidates,
    group_operator,
    joint_group,
    key,
    lesser_role,
    merit,
    waits_for_three,
)
from .table import FEWER_BEFORE, MOST_LESSER_DOORS, MOST_RECEPTIONS, OFFICES, RECEIVED
from .view import View


def best_over(views: Sequence[View]) -> list[Candidate]:
    """Everybody whom any of the askers reaches, in order of rank."""
    found = [candidate for position, view in enumerate(views) for candidate in candidates(view, position)]
    return sorted(best_of(found), key=key)


def best_of(found: Iterable[Candidate]) -> list[Candidate]:
    """ "each opener's best over them, fit and presence per asker, equal ones by position", then as routes compare."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        id = candidate.opener.id
        if id not in best or merit(candidate) < merit(best[id]):
            best[id] = candidate
    return list(best.values())


def groups(ranked: list[Candidate]) -> list[list[Candidate]]:
    """Those that are together one door opener, each group in order of rank: the offices of one operator with it, else
    the joint groups of chambers and the like (LEAD17)."""
    by_operator: dict[str, list[Candidate]] = {}
    for candidate in ranked:
        id = candidate.opener.id
        is_office = candidate.view.moment.living[id].kind in OFFICES
        by_operator.setdefault((group_operator(candidate) if is_office else id) or id, []).append(candidate)
    found = [group for group in by_operator.values() if len(group) > 1]
    joint: dict[str, list[Candidate]] = {}
    for group in by_operator.values():
        if len(group) == 1:
            (alone,) = group
            joint.setdefault(joint_group(alone) or alone.opener.id, []).append(alone)
    return [*found, *joint.values()]


def rank(ranked: list[Candidate]) -> list[Opener]:
    """The door openers, before the floor: the best of each group that no limit leaves out."""
    waiting = [(group, 0) for group in groups(ranked)]
    kept: list[Candidate] = []
    told: list[Opener] = []
    while waiting:
        group, at = waiting.pop(min(range(len(waiting)), key=lambda i: key(waiting[i][0][waiting[i][1]])))
        if fits(group[at], kept):
            kept.append(group[at])
            siblings = tuple(other.opener.id for other in group if other is not group[at])
            told.append(replace(group[at].opener, siblings=siblings))
        elif at + 1 < len(group):
            waiting.append((group, at + 1))  # the next best of its group stands where it would
    return told


def fits(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Does a limit leave room for it after those that are kept?

    "At most three receptions are ranked in an answer"; "at most two front doors of regional or supranational agencies
    ...; those of a supranational one, and of a regional one whose region has no cluster of the asker's sector, only
    where fewer than three door openers stand before them. One that is left out does not count towards the two".
    """
    if candidate.opener.how == RECEIVED:
        return sum(other.opener.how == RECEIVED for other in kept) < MOST_RECEPTIONS
    if lesser_role(candidate) is None:
        return True
    if waits_for_three(candidate) and len(kept) >= FEWER_BEFORE:
        return False
    return sum(lesser_role(other) is not None for other in kept) < MOST_LESSER_DOORS

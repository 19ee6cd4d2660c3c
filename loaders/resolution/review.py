"""What people are asked: the pairs that wait, and why two things were merged or not."""

from dataclasses import dataclass

from graph.identity import Pair
from graph.statements import Judgement
from graph.store.protocol import Store
from loaders.resolution.comparison import compare
from loaders.resolution.merging import Known
from loaders.resolution.resolver import Candidate, Key, shared_of


@dataclass(frozen=True, slots=True)
class Explained:
    """Two organisations compared.

    Attributes:
        candidate: a statement about each: of all pairs of statements that with most points.
        judged: what has been judged of them last; None.
        of: how many pairs of statements there are.
    """

    candidate: Candidate
    judged: Judgement | None
    of: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair that waits for a person.

    Attributes:
        pair: the ids by which it is judged.
        candidate: what is known of it.
    """

    pair: Pair
    candidate: Candidate


def candidates(store: Store) -> list[Asked]:
    """The pairs that wait for a person, most points first."""
    with store.reading() as scan:
        known = Known(scan)
    return [Asked(known.pair(one), one) for one in known.resolve().unsure]


def explain(store: Store, ones: list[Key], others: list[Key]) -> Explained:
    """Compare two organisations by what sources say of each.

    Args:
        store: that holds them.
        ones: (source, id) of the live statements about the first.
        others: likewise about the second; not the only one about the first. Where both are one by now, all about it.
    """
    with store.reading() as scan:
        known = Known(scan)
    shared = shared_of(known.profiles.values())
    pairs = [(known.profiles[one], known.profiles[other]) for one in ones for other in others if one != other]
    compared = [Candidate(one, other, compare(one, other, shared)) for one, other in pairs]
    best = max(compared, key=lambda pair: pair.comparison.points)
    return Explained(best, known.judgement(best), len(pairs))

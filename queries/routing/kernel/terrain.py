"""What routes lead over, who asks, and partial routes: what every search of the kernel shares."""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from graph.kinds import ORGANISATION_KINDS, PUBLIC_BODY, TRADE_AGENCY
from graph.work import Work

LABELS_AT_MOST: Final = 200_000
STEPS_BESIDE_TIES: Final = 4_096
"""Room for an overlay's ties and an outsider's acquaintances, beside one tie for everybody."""
ROUTE_IDS: Final = 8
"""Room for the ids of a route."""
END: Final = -2
"""Stands behind the ids of a route."""
ANY, TO_OWN_OFFICE, NONE = 1, 2, 0
"""Where a route may lead on from an organisation."""
_AGENCY: Final = ORGANISATION_KINDS.index(TRADE_AGENCY)
_PUBLIC: Final = ORGANISATION_KINDS.index(PUBLIC_BODY)


class Terrain(NamedTuple):
    """Where ties lead, as arrays; N organisations, M markets.

    An array called ``…ptr`` tells where the rows of each organisation begin in the arrays named beside it.

    Attributes:
        ptr, neighbour, hop_cost, back_cost, hop_tie: ties, by organisation; INFINITE for none that way.
        extra_from, extra_to, extra_cost: directed ties of an overlay, by their beginning; both ways at the same cost.
        removed_tie: ties of an overlay not to be used, ascending.
        blocked: (N, or empty for nobody) neither step nor opener.
        hop_at_most: largest cost of a step.
        kind, country: (N) of organisations.
        markets: (M) whether each is asked about.
        operator_ptr, operator: (N+1 …) who operates each organisation, ascending.
        office: (N) an office abroad.
    """

    ptr: Any
    neighbour: Any
    hop_cost: Any
    back_cost: Any
    hop_tie: Any
    extra_from: Any
    extra_to: Any
    extra_cost: Any
    removed_tie: Any
    blocked: Any
    hop_at_most: int
    kind: Any
    country: Any
    markets: Any
    operator_ptr: Any
    operator: Any
    office: Any


class Start(NamedTuple):
    """Who asks.

    Attributes:
        asker: node; OUTSIDER for one who is not in the graph.
        kind, country: of the asker.
        root_node, root_cost: ties of an outsider.
    """

    asker: int
    kind: int
    country: int
    root_node: Any
    root_cost: Any


class Labels(NamedTuple):
    """Partial routes: node of the last step, cost and steps so far, and the label before."""

    node: Any
    cost: Any
    steps: Any
    parent: Any


class Scratch(NamedTuple):
    """Memory of one search, kept for the next by the same thread.

    Attributes:
        labels: partial routes.
        best: (7, N) the label that is best at so many steps and organisation; -1 between searches.
        heap: keys, estimate above label.
        step_node, step_cost: steps that lead on from one organisation.
        work: the signals of the work that it is used for.
    """

    labels: Labels
    best: Any
    heap: Any
    step_node: Any
    step_cost: Any
    work: Any


def new_scratch(organisations: int) -> Scratch:
    """Memory for searches over so many organisations."""
    columns = [np.empty(LABELS_AT_MOST, np.int32) for _ in range(4)]
    best = np.full((7, organisations), -1, np.int32)
    node, cost = (np.empty(organisations + STEPS_BESIDE_TIES, np.int32) for _ in range(2))
    return Scratch(Labels(*columns), best, np.empty(LABELS_AT_MOST + 1, np.int64), node, cost, Work().signals)


@njit(cache=True, nogil=True)
def push(heap: Any, size: int, key: int) -> int:  # pragma: no cover
    """Add a key to a heap of this size; return the new size."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if heap[above] <= key:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = key
    return size + 1


@njit(cache=True, nogil=True)
def pop(heap: Any, size: int) -> int:  # pragma: no cover
    """Remove the first key, which the caller has read; return the new size."""
    size -= 1
    key = heap[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if key <= heap[below]:
            break
        heap[at] = heap[below]
        at = below
    heap[at] = key
    return size


@njit(cache=True, nogil=True)
def ids_of(labels: Labels, last: int, into: Any) -> int:  # pragma: no cover
    """Write the ids of a route from the asker on; return how many."""
    count = labels.steps[last] + 1
    at = last
    for place in range(count - 1, -1, -1):
        into[place] = labels.node[at]
        at = labels.parent[at]
    return int(count)


@njit(cache=True, nogil=True)
def before(labels: Labels, one: int, other: int) -> bool:  # pragma: no cover
    """Whether the ids of one route stand before those of another."""
    left, right = np.empty(ROUTE_IDS, np.int32), np.empty(ROUTE_IDS, np.int32)
    left_count, right_count = ids_of(labels, one, left), ids_of(labels, other, right)
    for at in range(min(left_count, right_count)):
        if left[at] != right[at]:
            return bool(left[at] < right[at])
    return left_count < right_count


@njit(cache=True, nogil=True)
def position(ascending: Any, sought: int) -> int:  # pragma: no cover
    """Where a value stands; -1 if it does not."""
    at = np.searchsorted(ascending, sought)
    return int(at) if at < len(ascending) and ascending[at] == sought else -1


@njit(cache=True, nogil=True)
def on_route(labels: Labels, label: int, node: int) -> bool:  # pragma: no cover
    """Whether an organisation is on a partial route."""
    while label >= 0:
        if labels.node[label] == node:
            return True
        label = labels.parent[label]
    return False


@njit(cache=True, nogil=True)
def operates(terrain: Terrain, operator: int, node: int) -> bool:  # pragma: no cover
    """Whether ``operator`` operates ``node``."""
    for at in range(terrain.operator_ptr[node], terrain.operator_ptr[node + 1]):
        if terrain.operator[at] == operator:
            return True
    return False


@njit(cache=True, nogil=True)
def leads_on(terrain: Terrain, start: Start, node: int, steps: int) -> int:  # pragma: no cover
    """Where a route may lead on from an organisation that it has reached in so many steps.

    An agency or public body that is located neither in the asker's market nor in one asked about is no middle step,
    but for an asker of its own kind or that it operates, and from the asker to its own offices.
    """
    kind = terrain.kind[node]
    if kind not in (_AGENCY, _PUBLIC):
        return ANY
    country = terrain.country[node]
    if country == start.country or terrain.markets[country] or kind == start.kind:
        return ANY
    if start.asker >= 0 and operates(terrain, node, start.asker):
        return ANY
    return TO_OWN_OFFICE if steps == 1 else NONE


@njit(cache=True, nogil=True)
def first_steps_lead_on(terrain: Terrain, start: Start, nodes: Any) -> Any:  # pragma: no cover
    """Where a route may lead on from each of the organisations of a first step."""
    return np.array([leads_on(terrain, start, node, 1) for node in nodes])


@njit(cache=True, nogil=True)
def may_follow(terrain: Terrain, leads: int, node: int, following: int) -> bool:  # pragma: no cover
    """Whether a route that ``leads_on`` so from ``node`` may lead to ``following``."""
    return leads == ANY or (leads == TO_OWN_OFFICE and terrain.office[following] and operates(terrain, node, following))

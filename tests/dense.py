"""A small world that is heavy to ask: layers of clusters, each tied to all of the next, from Denmark to Korea."""

from itertools import product
from pathlib import Path
from typing import Any, Final

from graph.snapshot.snapshot import Snapshot
from queries.routing.constraints import RouteConstraints
from tests.worlds import cluster, relation, snapshot_of

LAYERS: Final = 6
WIDTH: Final = 40
ASKERS: Final = tuple(f"c0-{at}" for at in range(20))
PASSED: Final = tuple(f"c{layer}-{at}" for layer in (2, 3) for at in range(WIDTH))
FAR: Final = f"c{LAYERS - 1}-0"
HARD: Final = RouteConstraints(max_steps=6, via=PASSED)
"""Under which routes over all layers are sought, of which there are ``WIDTH ** (LAYERS - 2)`` to each organisation."""
HARD_DOCUMENT: Final = """query ($from: [AskerInput!]!, $by: RouteConstraints) {
  doorOpeners(from: $from, market: "KR", constraints: $by) { exact openers { nodes { score } } }
}"""
HARD_VARIABLES: Final[dict[str, Any]] = {
    "from": [{"id": one} for one in ASKERS],
    "by": {"maxSteps": 6, "via": list(PASSED)},
}


def dense_snapshot(folder: Path, width: int = WIDTH) -> Snapshot:
    """Danish clusters in the first layers, Korean ones in the last, and a corridor between the two markets."""
    clusters = [
        cluster(f"c{layer}-{at}", "KR" if layer == LAYERS - 1 else "DK", "energy", confidence="verified")
        for layer, at in product(range(LAYERS), range(width))
    ]
    ties = [
        relation("partner_of", f"c{layer}-{one}", f"c{layer + 1}-{other}", status="current")
        for layer, one, other in product(range(LAYERS - 1), range(width), range(width))
    ]
    rows = {
        "sectors": [{"id": "energy", "name": "Energy"}],
        "corridors": [{"id": "road", "kind": "transport_corridor", "name": "A Road", "markets": "DK|KR"}],
        "organisations": clusters,
        "priorities": [{"id": "plan", "organisation": FAR, "name": "Go", "sectors": "energy", "markets": "DK"}],
        "relations": [
            *ties,
            relation("lies_on", "DK", "road", order="1"),
            relation("lies_on", "KR", "road", order="2"),
            relation("pursues", FAR, "plan"),
        ],
    }
    return snapshot_of(rows, folder)

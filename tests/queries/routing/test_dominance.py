"""A dearer way with more steps left survives a cheaper one to the same organisation: dominance by node is wrong."""

from pathlib import Path

from queries.questions.door_openers import door_openers
from queries.routing.constraints import RouteConstraints
from tests.worlds import organisation, snapshot_of

STRONG = (("asker", "b"), ("b", "c"), ("c", "v"), ("e", "v"), ("v", "y"), ("y", "far"), ("v", "near"))


def tie(kind: str, source: str, target: str) -> dict[str, str]:
    return {"kind": kind, "source": source, "target": target, "status": "current", "confidence": "verified"}


def test_the_dearer_way_reaches_further(tmp_path: Path) -> None:
    """Strong ties lead over b and c to v in three steps; a weak one leads over e to v in two.

    Near, tied to v, is best reached over b and c; far, one organisation beyond v, is within four steps only over e.
    """
    rows = {
        "organisations": [
            *(organisation(id_) for id_ in ("asker", "b", "c", "e", "v", "y")),
            organisation("near", "KR"),
            organisation("far", "KR"),
        ],
        "relations": [
            *(tie("operates", source, target) for source, target in STRONG),
            tie("partner_of", "asker", "e"),
        ],
    }
    snapshot = snapshot_of(rows, tmp_path / "snapshot")
    answer = door_openers(snapshot.on_day(), ["asker"], market="KR", constraints=RouteConstraints(max_steps=4))
    ways = {
        snapshot.id_of(opener.node): [snapshot.id_of(step.target) for step in opener.route.steps]
        for opener in answer.openers
    }
    assert ways == {"near": ["b", "c", "v", "near"], "far": ["e", "v", "y", "far"]}

"""A relation kind that is added to the one table works everywhere: in rows, ties, answers, the API.

Nothing but the table is touched.
"""

import subprocess
import sys
from pathlib import Path

ADD_A_KIND_AND_ASK = """
import sys
from pathlib import Path

from graph import relations
from graph.relations import Carries, RelationKind

relations.RELATION_KINDS["mentors"] = RelationKind(
    "mentors", "mentored_by", relations.ORGANISATION, relations.ORGANISATION, "The source mentors the target.",
    Carries.TIE, 0.4, 5,
)

from api.sdl import sdl
from queries.questions.door_openers import door_openers
from tests.worlds import snapshot_of

cluster = {"kind": "cluster", "status": "active", "confidence": "verified"}
rows = {
    "organisations": [
        {"id": "asker", "name": "Asker", "country": "DK", **cluster},
        {"id": "opener", "name": "Opener", "country": "KR", **cluster},
    ],
    "relations": [
        {"kind": "mentors", "source": "asker", "target": "opener", "status": "current", "confidence": "verified"},
    ],
}
snapshot = snapshot_of(rows, Path(sys.argv[1]))
(opener,) = door_openers(snapshot.on_day(), ["asker"], market="KR").openers
(part,) = opener.route.steps[0].contributions
print(part.relation.id, part.relation.kind, part.base, opener.route.strength)
print("mentors" in sdl())
"""


def test_a_kind_added_to_the_table_ties_and_is_answered(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ADD_A_KIND_AND_ASK, str(tmp_path / "snapshot")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.stdout.split() == ["mentors:asker:opener", "mentors", "0.4", "0.4", "True"], done.stderr

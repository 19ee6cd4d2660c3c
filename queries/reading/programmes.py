"""The programmes of a snapshot."""

from graph.kinds import PROGRAMME
from graph.snapshot.snapshot import Snapshot


def programmes(snapshot: Snapshot) -> list[int]:
    """All contexts that are programmes, ended ones too, by id; sought once a snapshot."""

    def make() -> list[int]:
        return [node for node in snapshot.sections.range("context") if snapshot.record(node)["kind"] == PROGRAMME]

    found: list[int] = snapshot.memo.get(("programmes",), make, lambda made: 100 + 40 * len(made))
    return found

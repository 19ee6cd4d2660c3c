"""Projects, events and programmes: all of one kind."""

from graph.snapshot.snapshot import Snapshot


def contexts_of_kind(snapshot: Snapshot, kind: str) -> list[int]:
    """All contexts of a kind, by id; found once."""

    def found() -> list[int]:
        return [node for node in snapshot.sections.range("context") if snapshot.record(node)["kind"] == kind]

    made: list[int] = snapshot.memo.get(("contexts of kind", kind), found, lambda made: 50 * len(made))
    return made

"""What the store holds and answers do not show; it comes back by itself when its reason is gone.

Statements whose end has gone, rows that cannot be computed, and organisations that merged in a circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from graph.snapshot.building.rows import said_again
from graph.snapshot.building.unsound import Unsound
from graph.snapshot.day.succession import in_circles
from graph.snapshot.files import Texts, read_json
from graph.snapshot.snapshot import Snapshot
from graph.statements import RelationStatement


@dataclass(frozen=True, slots=True)
class Dangling:
    """A statement of a relation, an end of which nothing answers to.

    Attributes:
        source: that says it.
        where: locator there; empty where it has none.
        relation: kind and ends, as the source wrote them.
        why: what is wrong with its ends.
    """

    source: str
    where: str
    relation: str
    why: str


def dangling(snapshot: Snapshot) -> Iterator[Dangling]:
    """The statements of a snapshot's revision that dangle, by source; ``manifest.dangling`` is their number."""
    texts = Texts(snapshot.folder, "unplaced")
    for at in range(len(texts)):
        kind, *words = orjson.loads(texts[at])
        said = said_again(kind, "", words)
        relation = f"{said.kind} {said.start} {said.end}"
        yield Dangling(said.source, said.evidence.locator or "", relation, _why(snapshot, said))


def _why(snapshot: Snapshot, said: RelationStatement) -> str:
    ends = {end: _meant(snapshot, said.source, end) for end in (said.start, said.end)}
    unknown = [repr(end) for end, node in ends.items() if node is None]
    if unknown:
        return f"nothing answers to {' or '.join(unknown)}"
    if len(set(ends.values())) == 1:
        return "both ends are the same"
    return "it does not join such things"


def _meant(snapshot: Snapshot, source: str, reference: str) -> int | None:
    own = snapshot.find(f"{source}:{reference}")
    return snapshot.find(reference) if own is None else own


def unsound(snapshot: Snapshot) -> list[Unsound]:
    """The first rows that cannot be computed, by source; ``manifest.left_out`` is the number of all of them."""
    return [Unsound(**row) for row in read_json(snapshot.folder / "unsound.json")]


def circles(snapshot: Snapshot) -> list[list[str]]:
    """Ids of organisations that merged into each other in a circle, circle by circle: none is gone by that."""
    return sorted(sorted(map(snapshot.id_of, members)) for members in in_circles(snapshot.facts))


def count(snapshot: Snapshot) -> dict[str, int]:
    """How many there are of each, as ``status`` names them."""
    manifest = snapshot.manifest
    return {
        "dangling": manifest.dangling,
        "leftOut": manifest.left_out,
        "inCircles": sum(map(len, circles(snapshot))),
    }

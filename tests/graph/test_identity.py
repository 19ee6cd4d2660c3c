"""What ids mean where several sources use them."""

import pytest

from graph.identity import Claim, GraphIds
from graph.statements import EntityType, Source


def ids(*claims: tuple[str, str], owners: tuple[str, ...] = ()) -> GraphIds:
    sources = [Source(name, name, "nobody", "CC0-1.0", "", "2026-01-01", name in owners) for name in "ab"]
    kind: EntityType = "organisation"
    return GraphIds(sources, [Claim(source, id_, kind) for source, id_ in claims])


MINE, STRANGER = ("a", "x"), ("b", "x")


@pytest.mark.parametrize(
    ("among", "mine", "strangers"),
    [
        (ids(MINE), "x", "b:x"),
        (ids(MINE, STRANGER), "a:x", "b:x"),
        (ids(STRANGER, MINE), "a:x", "b:x"),
        (ids(MINE, STRANGER, owners=("a",)), "x", "b:x"),
        (ids(MINE, STRANGER, owners=("a", "b")), "x", "x"),
        (ids(MINE, ("b", "a:x")), "a:x", "b:x"),
    ],
)
def test_a_source_and_its_id_mean_its_thing_whatever_others_use_it_for(
    among: GraphIds, mine: str, strangers: str
) -> None:
    assert (among.meant("a:x"), among.meant("b:x")) == (mine, strangers)


@pytest.mark.parametrize("id_", ["x", "y", "c:x", "a:y", "a:", ":x", "KR", ""])
def test_any_other_id_is_its_own(id_: str) -> None:
    assert ids(MINE).meant(id_) == id_

"""The order of organisations by name: from nothing, and after a change."""

from dataclasses import dataclass

import numpy as np
import orjson
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.files import Laid
from graph.snapshot.names.by_name import name_order, next_name_order
from graph.snapshot.names.folding import fold

NAMES = st.sampled_from(["Alpha", "alpha", "Ålpha", "Beta", "Öresund", "Zeta", "Émile", ""]) | st.text(max_size=3)


@dataclass(frozen=True)
class Change:
    """Names before, and the things after: the node of each before, or None, with its name now."""

    before: list[str]
    after: list[tuple[int | None, str]]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    before = draw(st.lists(NAMES, max_size=12))
    after: list[tuple[int | None, str]] = []
    for node, name in enumerate(before):
        after += [(None, new) for new in draw(st.lists(NAMES, max_size=2))]
        match draw(st.sampled_from(["stays", "stays", "stays", "goes", "changes"])):
            case "stays":
                after.append((node, name))
            case "changes":
                after.append((None, draw(NAMES)))
    return Change(before, after)


def laid(names: list[str]) -> Laid:
    return Laid.of(orjson.dumps({"name": name}) for name in names)


def test_names_are_ordered_as_they_are_folded() -> None:
    order = name_order(laid(["Zeta", "ålpha", "beta", "Alpha", "not an organisation"]), 4)
    assert order.dtype == np.int32
    assert order.tolist() == [1, 3, 2, 0]


@given(changes())
def test_the_order_after_a_change_is_the_order_from_nothing(change: Change) -> None:
    former = name_order(laid(change.before), len(change.before))
    fresh = len(change.before)
    taken = np.array(
        [fresh + at if node is None else node for at, (node, _) in enumerate(change.after)], dtype=np.int64
    )
    names = [name for _, name in change.after]
    order = next_name_order(former, taken, laid(names))
    assert order.dtype == np.int32
    assert order.tolist() == name_order(laid(names), len(names)).tolist()
    assert order.tolist() == sorted(range(len(names)), key=lambda node: (fold(names[node]), node))

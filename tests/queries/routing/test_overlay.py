"""What an overlay adds or takes away gives the answer that a world with or without it would give."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from tests.profiles import draws
from tests.queries.routing.test_against_reference import our_constraints, ours, told
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import snapshot_of

NEW_TIE = 0.6
"""Worth of a partnership that is current and verified."""


@pytest.fixture(scope="module")
def folders() -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name) / "without", Path(name) / "with"


def answer(snapshot: Snapshot, asked: Question, laid: Overlay) -> list[tuple[object, ...]]:
    found = door_openers(
        snapshot.on_day(asked.as_of),
        [ours(asker) for asker in asked.askers],
        market=asked.market,
        corridor=asked.corridor,
        sector=asked.sector,
        constraints=our_constraints(replace(asked.constraints, relation_kinds=None)),
        first=500,
        laid=laid,
    )
    return [told(snapshot, opener) for opener in found.openers]


@settings(max_examples=draws(150))
@given(worlds_and_questions(), st.data())
def test_a_tie_added_or_taken_away(
    folders: tuple[Path, Path], drawn: tuple[World, Question], data: st.DataObject
) -> None:
    world, asked = drawn
    ids = [row["id"] for row in world.rows("organisations")][:14]
    one, other = sorted(data.draw(st.permutations(ids))[:2])
    partnership = {"kind": "partner_of", "source": one, "target": other, "status": "current", "confidence": "verified"}
    tables = {**world.tables, "relations": [*world.rows("relations"), partnership]}
    without, with_it = (
        snapshot_of(rows, folder, "2026-01-01", world.judgements, world.declared_retrieval)
        for rows, folder in zip((world.tables, tables), folders, strict=True)
    )
    on, on_with = (snapshot.on_day(asked.as_of).on for snapshot in (without, with_it))
    nodes = [(snapshot.find(one), snapshot.find(other)) for snapshot in (without, with_it)]
    pair, pair_with = [(first, second) for first, second in nodes if first is not None and second is not None]
    assume(pair[0] != pair[1] and not on.after.gone[list(pair)].any() and on.ties.between(*pair) is None)
    # What is nothing by itself is no tie, but adds its mite to one that is there.
    assume({on_with.ties.from_to(*pair_with), on_with.ties.from_to(*pair_with[::-1])} == {NEW_TIE})
    added = lay(on.ties, {pair: NEW_TIE})
    taken = lay(on_with.ties, removed_ties=[pair_with])
    try:
        expected = answer(with_it, asked, NOTHING_LAID)
    except InputError:
        return
    assert answer(without, asked, added) == expected
    assert answer(with_it, asked, taken) == answer(without, asked, NOTHING_LAID)


@settings(max_examples=draws(60))
@given(worlds_and_questions(), st.data())
def test_an_organisation_taken_away_is_one_avoided(
    folders: tuple[Path, Path], drawn: tuple[World, Question], data: st.DataObject
) -> None:
    world, asked = drawn
    snapshot = snapshot_of(world.tables, folders[0], "2026-01-01", world.judgements, world.declared_retrieval)
    id_ = data.draw(st.sampled_from([row["id"] for row in world.rows("organisations")][:14]))
    node = snapshot.find(id_)
    assert node is not None
    ties = snapshot.on_day(asked.as_of).ties()
    avoided = replace(asked, constraints=replace(asked.constraints, avoid=asked.constraints.avoid | {id_}))
    try:
        expected = answer(snapshot, avoided, NOTHING_LAID)
    except InputError:
        return
    assert answer(snapshot, asked, lay(ties, removed=[node])) == expected

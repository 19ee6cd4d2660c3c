"""Snowball: whom to ask next, what each introduction opens, and why there is none."""

from pathlib import Path

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.snowball import snowball
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from tests.worlds import Row, cluster, relation, snapshot_of


def partners(one: str, other: str) -> Row:
    return relation("partner_of", one, other, status="current")


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}],
    "organisations": [
        cluster("me", sectors="energy"), cluster("friend", "DE", "energy"), cluster("hub", "DE", "energy"),
        cluster("korean", "KR", "energy"), cluster("second", "JP", "energy"), cluster("japanese", "JP", "energy"),
        cluster("brazilian", "BR", "energy"), cluster("chilean", "CL", "energy"), cluster("alone", "IS", "energy"),
    ],
    "relations": [
        partners("me", "friend"), partners("friend", "hub"), partners("friend", "korean"), partners("hub", "korean"),
        partners("hub", "second"), partners("second", "brazilian"), partners("brazilian", "chilean"),
        partners("korean", "japanese"),
    ],
}  # fmt: skip
"""From here it is one step to Germany, two to Korea, three to Japan; too far to Brazil, and Chile."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("snowball"))


def test_waves(snapshot: Snapshot) -> None:
    """The hub opens Brazil (.6^3 × .75) and raises Japan (.6^2 for .6^3) where Korea's own cluster raises Korea and
    Japan: (.6 − .6^2) × .75 and the same × .6. That is more, so it comes first; then the hub opens Brazil alone.
    """
    answer = snowball(snapshot.on_day(), "me", 3)
    first, second = answer.waves
    assert [snapshot.id_of(one.organisation) for one in answer.waves] == ["korean", "hub"]
    assert first.gain == pytest.approx((0.24 + 0.144) * 0.75, abs=1e-4)
    assert second.gain == pytest.approx(0.216 * 0.75, abs=1e-4)
    assert (first.opened, second.opened) == (0, 1)
    assert [snapshot.id_of(one.market) for one in first.markets] == ["KR", "JP"]
    assert first.sentence == (
        "Ask friend to introduce you to korean: improves the way to South Korea (0.27 to 0.45) and Japan (0.16 to "
        "0.27)."
    )
    assert second.sentence == "Ask friend to introduce you to hub: opens Brazil."
    assert answer.opened == 1
    assert (answer.candidates, answer.left_out, answer.exact) == (2, 0, True)
    assert answer.gain == pytest.approx(answer.no_more_than, abs=1e-6)
    assert answer.guarantee == 1.0
    assert answer.why_none == "Nobody else to whom you can be introduced would add 0.05 or more to your best scores."


def test_the_introduction_can_be_checked(snapshot: Snapshot) -> None:
    (wave,) = snowball(snapshot.on_day(), "me", 1).waves
    assert [step.strength for step in wave.route.steps] == [pytest.approx(0.6)] * 2
    assert all(step.contributions for step in wave.route.steps)


def test_whom_a_wave_has_introduced_introduces_further(tmp_path: Path) -> None:
    """The friend's partnership with the hub is over: the Korean, met in the first wave, now introduces better."""
    rows = {**ROWS, "relations": [one for one in ROWS["relations"] if one != partners("friend", "hub")]}
    rows["relations"].append(relation("partner_of", "friend", "hub", until="2023"))
    first, second = snowball(snapshot_of(rows, tmp_path).on_day(), "me", 2).waves
    assert (first.introducer_wave, second.introducer_wave) == (None, 1)
    assert second.sentence == "Ask korean, whom you know since wave 1, to introduce you to hub: opens Brazil."
    assert [step.strength for step in second.route.steps] == [pytest.approx(0.6)] * 2


def test_why_there_is_none(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    assert (snowball(day, "alone").why_none or "").startswith("No tie of yours is on record")
    assert snowball(day, "alone").guarantee == 1.0
    nothing = snowball(day, "me", constraints=RouteConstraints(min_strength=0.7))
    assert (nothing.waves, nothing.candidates) == ([], 0)
    known = snowball(day, Outsider("DE", None, ("energy",), ("korean",)), constraints=RouteConstraints(avoid=("hub",)))
    assert [snapshot.id_of(one.organisation) for one in known.waves] == ["japanese", "friend"]


def test_nobody_is_asked_for_next_to_nothing(tmp_path: Path) -> None:
    """One's own partner in Korea is only recalled, .57 × .75; a tie of .6 to another one there adds .02."""
    rows = {
        "organisations": [*ROWS["organisations"], cluster("seoul", "KR", "energy")],
        "relations": [partners("me", "friend"), partners("friend", "korean"), partners("me", "seoul")],
    }
    rows["relations"][2] = rows["relations"][2] | {"confidence": "recalled"}
    answer = snowball(snapshot_of(ROWS | rows, tmp_path).on_day(), "me")
    assert (answer.waves, answer.candidates, answer.no_more_than) == ([], 1, 0.0)
    assert (answer.why_none or "").startswith(
        "A tie with the one organisation to which you can be introduced would add less than 0.05"
    )


def test_nobody_of_quite_another_sector(tmp_path: Path) -> None:
    """Korea's food cluster could be met, its cluster of all sectors and one of unknown ones as well."""
    sectors = {"korean": "food", "japanese": "cross-sector", "brazilian": "", "chilean": "hydrogen"}
    rows = {
        "sectors": [
            {"id": "energy", "name": "Energy", "near": "hydrogen"}, {"id": "food", "name": "Food"},
            {"id": "cross-sector", "name": "All"}, {"id": "hydrogen", "name": "Hydrogen"},
        ],
        "organisations": [
            cluster("me", sectors="energy"), cluster("friend", "DE", "energy"),
            *(cluster(id_, code, sectors[id_]) for id_, code in zip(sectors, ("KR", "JP", "BR", "CL"), strict=True)),
        ],
        "relations": [partners("me", "friend"), *(partners("friend", id_) for id_ in sectors)],
    }  # fmt: skip
    snapshot = snapshot_of(rows, tmp_path)
    found = {snapshot.id_of(one.organisation) for one in snowball(snapshot.on_day(), "me").waves}
    assert found == {"japanese", "brazilian", "chilean"}
    outsider = Outsider("DK", None, (), ("friend",))
    assert snowball(snapshot.on_day(), outsider).candidates == len({"me", *sectors})


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"asker": "mee"}, "from"),
        ({"asker": "me", "waves": 0}, "waves"),
        ({"asker": "me", "waves": 21}, "waves"),
        ({"asker": "me", "sector": "enrgy"}, "sector"),
        ({"asker": "me", "constraints": RouteConstraints(via=("hub",))}, "via"),
    ],
)
def test_what_is_refused(snapshot: Snapshot, given: dict[str, object], where: str) -> None:
    with pytest.raises((InputError, LimitError)) as refused:
        snowball(snapshot.on_day(), **given)  # type: ignore[arg-type]
    assert refused.value.where == where
    assert refused.value.suggestion or refused.value.nearest

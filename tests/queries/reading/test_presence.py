"""In which markets an organisation counts as present, and why."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.reading.presence import Presence, presences_of


def _presences(world: Snapshot, id_: str, market: str | None = None) -> list[Presence]:
    return presences_of(world.on_day(), world.find(id_) or 0, market)


@pytest.mark.parametrize(
    ("id_", "market", "expected"),
    [
        ("alpha", None, [("DK", ["located"]), ("KR", ["serves"])]),
        ("alpha", "KR", [("KR", ["serves"])]),
        ("alpha", "SE", []),
        ("old", None, []),
    ],
)
def test_an_organisation_is_present_in_markets_by_code(
    reading_world: Snapshot, id_: str, market: str | None, expected: list[tuple[str, list[str]]]
) -> None:
    found = _presences(reading_world, id_, market)
    assert [(one.market, [reason.reason for reason in one.reasons]) for one in found] == expected


def test_presence_is_worth_its_best_reason(reading_world: Snapshot) -> None:
    """That of one whose status is unknown is halved."""
    for id_, halved in (("alpha", 1.0), ("gamma", 0.5)):
        for one in _presences(reading_world, id_):
            assert one.value == one.reasons[0].worth
            assert one.reasons[0].halved == halved


def test_a_market_that_is_none_is_refused(reading_world: Snapshot) -> None:
    with pytest.raises(InputError):
        _presences(reading_world, "alpha", "ZZ")

"""How events stand to a day, and when they are, in words."""

from typing import Any

import pytest

from graph.dates import first_day
from queries.reading.events import EventSaid


def event(**said: Any) -> EventSaid:
    nothing = dict.fromkeys(("format", "mode", "market", "city", "start", "end", "month", "cadence"))
    return EventSaid(**{"node": 0, "name": "it", "sectors": (), "closed": False, **nothing, **said})


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "undated"),
        ({"month": 5}, "undated"),
        ({"cadence": "annual"}, "recurring"),
        ({"cadence": "annual", "month": 5}, "recurring"),
        ({"cadence": "annual", "start": "2013"}, "recurring"),
        ({"cadence": "annual", "start": "2025-11", "end": "2025-11"}, "recurring"),
        ({"cadence": "annual", "start": "2026-06-30", "end": "2026-07-02"}, "current"),
        ({"cadence": "annual", "start": "2026-08"}, "upcoming"),
        ({"cadence": "annual", "closed": True}, "past"),
        ({"start": "2026-07-02"}, "upcoming"),
        ({"start": "2026-07-01"}, "current"),
        ({"start": "2026-06-30"}, "past"),
        ({"start": "2026-06"}, "past"),
        ({"start": "2026"}, "current"),
        ({"start": "2026-06-29", "end": "2026-07-01"}, "current"),
        ({"start": "2026-06-29", "end": "2026-06-30"}, "past"),
        ({"end": "2026-06"}, "past"),
        ({"end": "2026-12"}, "upcoming"),
    ],
)
def test_states(said: dict[str, Any], state: str) -> None:
    assert event(**said).state_on(first_day("2026-07-01")) == state


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ({}, set()),
        ({"month": 5}, {5}),
        ({"start": "2026"}, set()),
        ({"start": "2026", "month": 9}, {9}),
        ({"start": "2026-11-30", "end": "2027-01-02"}, {11, 12, 1}),
        ({"start": "2024-03", "end": "2026-09"}, set(range(1, 13))),
        ({"start": "2020-11", "cadence": "annual", "month": 10}, {10}),
        ({"start": "2026-05-03", "month": 9}, {5}),
    ],
)
def test_months(said: dict[str, Any], months: set[int]) -> None:
    assert event(**said).months == months


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ({}, "on a day that nobody names"),
        ({"month": 5}, "in May of a year that nobody names"),
        ({"start": "2026"}, "in 2026"),
        ({"start": "2026-05", "end": "2026-05"}, "in 2026-05"),
        ({"start": "2026-05-03"}, "on 2026-05-03"),
        ({"start": "2026-05-03", "end": "2026-05-04"}, "from 2026-05-03 until 2026-05-04"),
        ({"end": "2026"}, "until 2026"),
    ],
)
def test_when(said: dict[str, Any], when: str) -> None:
    assert event(**said).when == when

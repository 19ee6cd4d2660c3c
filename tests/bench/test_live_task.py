"""What the benchmark says of changes that went live."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.live import Change
from bench.tasks import live
from bench.tasks.given import Given

GIVEN = Given(Path("world"), Path("home"), Path("snapshot"), 3, store="bolt://there")


def say(monkeypatch: pytest.MonkeyPatch, *found: Change) -> list[float | str]:
    def changes_live(home: Path, address: str, count: int) -> Iterator[Change]:
        assert (home, address, count) == (GIVEN.home, GIVEN.store, GIVEN.count)
        yield from found

    monkeypatch.setattr(live, "changes_live", changes_live)
    return list(live.changes(GIVEN))


def change(seconds: float, failed: int = 0) -> Change:
    parts = (seconds - 0.3, 0.2, 0.1)
    return Change(seconds, *parts, asked=(0.004, 0.002, 0.2), at_rest=(), failed=failed)


def test_a_sample_a_change_and_what_it_was_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    *samples, turns, parts, questions = say(monkeypatch, change(1.5), change(2.5), change(2.0))
    assert samples == [1500.0, 2500.0, 2000.0]
    assert turns == "In turn, from the first after the server's start: 1,500, 2,500, 2,000 ms."
    assert parts == "Of it, noticing takes 100 ms, building 1,700 ms, opening and warming 200 ms."
    assert isinstance(questions, str)
    assert "meanwhile: 9, median 4.0 ms, p99 200.0 ms, slowest 200 ms; at rest: none." in questions


def test_a_question_that_is_not_answered_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuntimeError, match="2 questions"):
        say(monkeypatch, change(1.5), change(1.5, failed=2))

"""Tasks in processes of their own: samples and notes arrive, failures are told, and what takes too long is stopped."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import child
from bench.child import TaskError, main, run_task, run_whole_task
from bench.tasks import loading
from bench.tasks.given import Given

pytestmark = pytest.mark.server
NOWHERE = Given(Path("nowhere"), Path("nowhere"), Path("nowhere"), 3, 0.5, "bolt://there")


def test_a_sample_is_a_number_a_judgement_a_truth_and_a_note_is_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def task(given: Given) -> Iterator[float | bool | str]:
        assert given == NOWHERE
        yield 1.5
        yield "A note,\nof two lines."
        yield True
        yield 2
        yield False

    monkeypatch.setattr(loading, "open_snapshot", task)
    monkeypatch.setattr(sys, "argv", ["", "loading.open_snapshot", child.as_text(NOWHERE)])
    main()
    said = capsys.readouterr().out
    found = child.read_samples(said + "0.", stopped=True)
    assert (found.values, found.notes, found.stopped) == ([1.5, 2.0], ["A note,\nof two lines."], True)
    assert found.right == [True, False]


def test_a_task_that_fails_says_why() -> None:
    with pytest.raises(TaskError, match=r"(?s)loading.open_snapshot failed: .*SnapshotError"):
        run_task("loading.open_snapshot", NOWHERE)


def test_what_takes_too_long_is_stopped_and_has_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_task("loading.open_snapshot", NOWHERE, seconds=0.0).stopped
    monkeypatch.setattr(child, "TASK_SECONDS", 0.0)
    with pytest.raises(TaskError, match="was stopped after"):
        run_whole_task("loading.open_snapshot", NOWHERE)

"""What is reported of samples."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bench.measure import percentile
from bench.measures import LARGE, LARGE_MEASURES, LARGE_TARGETS, MEASURES, Measure
from bench.report import result_of, show, write_report
from bench.tasks.peers import LEAVES_OUT

MACHINE = {"cpu": "An abacus", "cores": 1, "memory_gb": 0.5, "python": "3.11", "load_before": 0.0}


def measure(target: float | None = 2.0, p99_target: float | None = None, **said: str) -> Measure:
    return Measure("some", "ms", "module.function", "something", target, p99_target, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (99, 99), (100, 99), (200, 198)])
def test_the_99th_percentile_is_a_sample_that_so_many_do_not_exceed(count: int, expected: int) -> None:
    assert percentile([float(value) for value in range(count, 0, -1)], 0.99) == expected


@pytest.mark.parametrize(
    ("one", "samples", "met"),
    [
        (measure(), [1.0, 2.0, 9.0], True),
        (measure(), [2.1], False),
        (measure(p99_target=8.0), [1.0, 2.0, 9.0], False),
        (measure(better="higher"), [1.0, 2.0, 9.0], True),
        (measure(better="higher"), [1.9], False),
        (measure(target=None), [1.0], None),
        (measure(), [], False),
    ],
)
def test_a_target_is_met_by_the_median_and_where_there_is_one_by_the_99th_percentile(
    one: Measure, samples: list[float], met: bool | None
) -> None:
    assert result_of(one, samples, {}, []).met is met


def test_what_was_not_run_has_not_missed_its_target() -> None:
    result = result_of(measure(), [], {}, ["No Java."], not_run=True)
    assert (result.met, result.not_run) == (None, True)


def test_of_a_rate_the_slowest_is_the_worst() -> None:
    assert result_of(measure(better="higher"), [3.0, 1.0, 2.0], {}, []).p99 == 1.0


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"
    write_report(
        path,
        {"date": "2026-01-01"},
        [result_of(measure(), [1.23456, 2.0, 3.0], {"peer": 4.56789, "other": "over 30 s"}, ["A note."])],
    )
    said = json.loads(path.read_text())
    with pytest.raises(TypeError):
        write_report(path, {"date": object()}, [])
    assert json.loads(path.read_text()) == said
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    (result,) = said["results"]
    assert (result["value"], result["p99"], result["target"]) == (2.0, 3.0, 2.0)
    assert result["peers"] == {"peer": 4.568, "other": "over 30 s"}


def test_the_table_shows_figures_targets_peers_and_notes() -> None:
    out = StringIO()
    results = [
        result_of(
            measure(p99_target=2.0),
            [1.5, 3.0, 1.0],
            {"peer": 1234.5, "other": "over 30 s"},
            ["It rained."],
            {"peer": (3, 4)},
        ),
        result_of(measure(), [], {}, ["broken"]),
        result_of(measure(), [], {}, ["No Java."], not_run=True),
    ]
    show(Console(file=out, width=140), MACHINE, results)
    for expected in (
        "1.5",
        "≤ 2, p99 ≤ 2",
        "missed",
        "not run",
        "peer 1,234, wrong 3 of 4",
        "other over 30 s",
        "some: It rained.",
        "An abacus",
        "–",
    ):
        assert expected in out.getvalue()


def test_names_are_unique_and_peers_say_what_they_leave_out() -> None:
    names = [one.name for one in (*MEASURES, *LARGE_MEASURES)]
    assert len(set(names)) == len(names)
    assert [name for name in names if name.endswith(LARGE)] == [one.name for one in LARGE_MEASURES]
    assert len(LARGE_MEASURES) == len(LARGE_TARGETS)
    assert {one.name for one in MEASURES if one.peers} == set(LEAVES_OUT)

"""Results as a table for people and as JSON for programs."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.measure import percentile
from bench.measures import Measure

NOT_RUN: Final = "not run"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure, measured.

    Attributes:
        value: the median; None where it could not be measured.
        p99: the 99th percentile: with fewer than 100 samples the worst one.
        target: for ``value``. p99_target: for ``p99``.
        met: whether both are; None where there is no target, or it was not run.
        not_run: what it needs is not to be had on this machine.
        peers: name → median, or in words why there is none.
        notes: what a reader must know of these figures.
        wrong: peer → how many of its answers are wrong, of how many that were judged.
    """

    name: str
    unit: str
    value: float | None
    p99: float | None
    target: float | None
    p99_target: float | None
    better: str
    met: bool | None
    samples: int
    meaning: str
    not_run: bool = False
    peers: dict[str, float | str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    wrong: dict[str, tuple[int, int]] = field(default_factory=dict)


def result_of(
    measure: Measure,
    samples: Sequence[float],
    peers: dict[str, float | str],
    notes: list[str],
    wrong: dict[str, tuple[int, int]] | None = None,
    *,
    not_run: bool = False,
) -> Result:
    """The figure that samples make."""
    value = worst = met = None
    if samples:
        value = median(samples)
        worst = percentile(samples, 0.99) if measure.better == "lower" else min(samples)
        met = measure.met(value, worst)
    return Result(
        measure.name, measure.unit, _short(value), _short(worst), measure.target, measure.p99_target, measure.better,
        met if samples or measure.target is None or not_run else False, len(samples), measure.meaning, not_run,
        {name: _short(one) if isinstance(one, float) else one for name, one in peers.items()}, notes, wrong or {},
    )  # fmt: skip


def _short(value: float | None) -> Any:
    """Four digits that count."""
    return None if value is None else float(f"{value:.4g}")


def write_report(path: Path, said: dict[str, Any], results: Sequence[Result]) -> None:
    """Write JSON; whoever reads sees the former report or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".bench-", delete=False) as file:
        try:
            json.dump({**said, "results": [asdict(one) for one in results]}, file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)


def show(console: Console, machine: dict[str, Any], results: Sequence[Result]) -> None:
    """Print the table, and the notes below it."""
    table = Table(
        caption=f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']:g} GB, Python {machine['python']}, "
        f"load before {machine['load_before']:g}; median and 99th percentile",
        caption_justify="left",
    )
    table.add_column("", no_wrap=True)
    for name in ("median", "p99", "unit", "target", "", "samples", "peers"):
        table.add_column(name, justify="left" if name in ("unit", "", "peers") else "right", no_wrap=True)
    for one in results:
        peers = "\n".join(f"{name} {_figure(value)}{_wrong(one.wrong.get(name))}" for name, value in one.peers.items())
        table.add_row(
            Text(one.name),
            _figure(one.value),
            _figure(one.p99),
            one.unit,
            _target(one),
            Text(NOT_RUN, "yellow") if one.not_run else _mark(one.met),
            f"{one.samples:,}",
            Text(peers),
        )
    console.print(table)
    for one in results:
        for note in one.notes:
            console.print(Text(f"{one.name}: {note}"))


def _wrong(counted: tuple[int, int] | None) -> str:
    return "" if counted is None else f", wrong {counted[0]:,} of {counted[1]:,}"


def _figure(value: float | str | None) -> str:
    if not isinstance(value, float):
        return value or "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _target(result: Result) -> str:
    if result.target is None:
        return ""
    sign = "≤" if result.better == "lower" else "≥"
    p99 = "" if result.p99_target is None else f", p99 {sign} {result.p99_target:,g}"
    return f"{sign} {result.target:,g}{p99}"


def _mark(met: bool | None) -> Text:
    return Text("") if met is None else Text("met", "green") if met else Text("missed", "bold red")

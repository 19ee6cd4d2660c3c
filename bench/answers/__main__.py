"""Ask, judge, print and write: ``python -m bench.answers``. What the figures mean says the package."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.answers.asked import ASKING, MARKETS, SECTORS, Asking
from bench.answers.figures import Answered, Figure, Shown, figures
from bench.answers.rows import Rows
from bench.child import ROOT
from bench.machine import commit
from graph.dates import last_day
from graph.snapshot.building.build import build_snapshot, current_snapshot
from graph.snapshot.snapshot import Snapshot
from graph.store import open_store
from loaders import load
from loaders.registry import open_source, sources
from queries.questions.door_openers import door_openers

OUTPUT: Final = ROOT / "build" / "answers.json"
STARTER: Final = "starter"


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and judge; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, metavar="FILE", default=OUTPUT, help="where to write figures as JSON")
    output = parser.parse_args(arguments).output
    with TemporaryDirectory(prefix="opendoors-answers-") as folder:
        snapshot = starter_snapshot(Path(folder))
        rows = Rows(sources()[STARTER], snapshot.day)
        answers = list(ask_all(snapshot, ASKING, MARKETS))
        by_sector = list(ask_by_sector(snapshot, rows, ASKING, MARKETS, SECTORS))
    found = figures(answers, by_sector, rows)
    _write(output, snapshot, found, [*answers, *by_sector])
    _show(Console(), found)
    return int(any(one.met is False for one in found))


def starter_snapshot(home: Path) -> Snapshot:
    """The starter data, loaded and built as anybody would, as of the day on which it was retrieved."""
    retrieved = open_source(STARTER, date.today())[0].retrieved
    with open_store("sqlite:", home) as store:
        load(store, STARTER)
        build_snapshot(store, home, as_of=date.fromordinal(last_day(retrieved)).isoformat())
    snapshot = current_snapshot(home)
    assert snapshot is not None
    return snapshot


def ask_all(snapshot: Snapshot, asking: Sequence[Asking], markets: Sequence[str]) -> Iterator[Answered]:
    """Each asker about each market but its own."""
    for one in asking:
        for market in markets:
            if market != one.country:
                yield ask(snapshot, one, market)


def ask_by_sector(
    snapshot: Snapshot, rows: Rows, asking: Sequence[Asking], markets: Sequence[str], sectors: Sequence[str]
) -> Iterator[Answered]:
    """The same, once for each sector of which the market has a cluster organisation, if these are two or more."""
    for market in markets:
        there = [sector for sector in sectors if rows.clusters.get((market, sector))]
        for one in asking if len(there) > 1 else ():
            if market != one.country:
                yield from (ask(snapshot, one, market, sector) for sector in there)


def ask(snapshot: Snapshot, one: Asking, market: str, sector: str | None = None) -> Answered:
    """One question."""
    answer = door_openers(snapshot.on_day(), [one.asker], market=market, sector=sector)
    shown = tuple(
        Shown(
            snapshot.id_of(opener.node), str(opener.how), opener.score,
            tuple(snapshot.id_of(step.target) for step in opener.route.steps),
        )
        for opener in answer.openers
    )  # fmt: skip
    doors = tuple(snapshot.id_of(door.node) for door in answer.front_doors)
    return Answered(one.name, one.country, market, sector, shown, doors)


def _show(console: Console, found: Sequence[Figure]) -> None:
    table = Table("", "share", "count", "of", "target", "", "", box=None)
    for one in found:
        met = "" if one.met is None else "met" if one.met else "missed"
        style = "green" if one.met else "bold red"
        table.add_row(
            one.name, f"{one.share:.1%}", f"{one.count:,}", f"{one.of:,}", _target(one), Text(met, style), one.about
        )
    console.print(table)


def _target(one: Figure) -> str:
    if one.at_least is not None:
        return f"≥ {one.at_least:.0%}"
    return "" if one.at_most is None else f"≤ {one.at_most:.0%}" if one.at_most else "0"


def _write(path: Path, snapshot: Snapshot, found: Sequence[Figure], answers: Sequence[Answered]) -> None:
    said = {
        "commit": commit(ROOT),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "as_of": snapshot.manifest.as_of,
        "figures": [asdict(one) | {"share": round(one.share, 4), "met": one.met} for one in found],
        "answers": [asdict(one) for one in answers],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""Damages the files of a snapshot and of a store at random, and sees what comes of it, as a process of its own.

``python -m tests.fault.damage HOME FIRST COUNT``: a line of JSON for each of COUNT damages, from the seed FIRST on. The
home is as it was afterwards, but for some writes that its store has in the log. A damage is *noticed*, where an
expected failure says so; *without effect*, where all answers are the same; and *wrong* otherwise, or where anything
else happens. What a disk does by itself may show only when all is read, and questions asked before that may fail in any
way but one: that the process ends.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import orjson

from api.execute import answer
from graph.errors import OpenDoorsError, SnapshotError, StoreError
from graph.snapshot.building.build import CURRENT
from graph.snapshot.seals import SEALS
from graph.snapshot.snapshot import Snapshot
from graph.statements import Batch, Judgement, QuarantinedRow
from graph.store.dump import contents
from graph.store.sqlite.store import SqliteStore
from tests.rot import hide

ROOT = Path(__file__).parents[2]
EXAMPLES = orjson.loads((ROOT / "api" / "static" / "graphiql" / "examples.json").read_bytes())
NOTICED, WITHOUT_EFFECT, WRONG = "noticed", "without effect", "wrong"
LOG = "store.sqlite-wal"
WRITES_IN_THE_LOG = 20
BEFORE, OPEN, BY_DISK = "before opening", "open", "by the disk"
FLIPS_AT_MOST = 3
EARLIER_DAY = "2025-06-01"
ANOTHER_DAY = """
query Earlier($market: MarketCode!, $asker: ID!, $asOf: PartialDate) {
  doorOpeners(market: $market, from: [{ id: $asker }], constraints: { asOf: $asOf }) {
    openers { nodes { organisation { id } score } }
  }
}
"""


@dataclass(frozen=True)
class Damage:
    """What was done, and what came of it.

    Attributes:
        where: ``snapshot`` or ``store``.
        when: BEFORE it was opened, while it was OPEN, or before, but BY_DISK: so that no time of a file tells of it.
        file: name of the file.
        how: ``flip`` or ``cut``.
    """

    seed: int
    where: str
    when: str
    file: str
    how: str
    outcome: str
    said: str


def damages(home: Path, first: int, count: int) -> list[Damage]:
    """What a process that damages the files in a home tells; it must come to its end."""
    command = [sys.executable, "-m", "tests.fault.damage", str(home), str(first), str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [Damage(**orjson.loads(line)) for line in done.stdout.splitlines()]
    assert (done.returncode, len(told)) == (0, count), f"after {told[-1:]}: {done.stderr[-2000:]}"
    return told


def asked(snapshot: Snapshot) -> list[Any]:
    """Answers to all that the page of examples asks, and to one of them on another day."""
    found = [answer(snapshot, one["query"], one.get("variables")) for one in EXAMPLES]
    earlier = {"market": "KR", "asker": "energy-cluster-denmark", "asOf": EARLIER_DAY}
    return [*found, answer(snapshot, ANOTHER_DAY, earlier)]


@contextmanager
def damaged(path: Path, random: Random) -> Iterator[tuple[str, Callable[[], None]]]:
    """How a file is about to be damaged, and what does so; it is put right at the end."""
    before = path.read_bytes()
    how = random.choice(["flip", "cut"]) if before else "flip"

    def damage() -> None:
        with path.open("r+b") as file:
            if how == "cut":
                file.truncate(random.randrange(len(before)))
                return
            for _ in range(random.randint(1, FLIPS_AT_MOST)):
                at = random.randrange(len(before))
                file.seek(at)
                file.write(bytes([before[at] ^ (1 << random.randrange(8))]))

    try:
        yield how, damage
    finally:
        path.write_bytes(before)


def outcome_of(look: Callable[[], Any], right: Any, expected: type[OpenDoorsError]) -> tuple[str, str]:
    """What a look at something damaged comes to."""
    try:
        found = look()
    except expected as error:
        return NOTICED, f"{error.code}: {error.message}"
    except Exception as error:  # whatever it is, it is not what was promised
        return WRONG, repr(error)
    return (WITHOUT_EFFECT, "") if found == right else (WRONG, "another answer")


def read(store: SqliteStore) -> Any:
    """All that a store holds, the record of loads too."""
    return contents(store), store.runs(limit=1_000)


class Trial:
    """Damages one home, again and again."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "snapshots" / (home / "snapshots" / CURRENT).read_text(encoding="utf-8")
        self._store = home / "store.sqlite"
        self._log = home / LOG
        self._answers = asked(Snapshot(self._folder))
        self._fill_log()
        self._contents = self._read_store()

    def _fill_log(self) -> None:
        """Leave the store as a process leaves it that is killed: its last writes stand in the log alone."""
        with SqliteStore(self._store) as store:
            for number in range(WRITES_IN_THE_LOG):
                run = store.start_run("starter", str(number), "2026-01-01T00:00:00Z")
                judged = Judgement("clean", f"e-{number}", number % 2 == 0, "a test", "to see", "2026-01-01T00:00:00Z")
                failed = QuarantinedRow(
                    "starter", str(number), "sector", "s.csv", number, None, "bad", "Bad.", {"id": "x"}
                )
                store.apply(Batch(run=run, judgements=(judged,), quarantined=(failed,)))
            self._left = {path: path.read_bytes() for path in (self._store, self._log)}
        self._put_back()

    def _put_back(self) -> None:
        """As it was left; nobody has it open."""
        for path, held in self._left.items():
            path.write_bytes(held)

    def run(self, seed: int) -> Damage:
        """One damage."""
        random = Random(seed)
        if random.random() < 0.7:
            where = "snapshot"
            # What was lost of one folder stays so for a process that has had it open.
            self._folder = self._folder.rename(self._folder.with_name(f"{CURRENT}-{seed}"))
            path = random.choice(sorted(self._folder.iterdir()))
            when = random.choice([BEFORE, OPEN] if path.name == SEALS else [BEFORE, OPEN, BY_DISK])
            how, outcome = self._damage_snapshot(path, random, when)
        else:
            where, path, when = "store", random.choice([self._store, self._log]), random.choice([BEFORE, OPEN])
            how, outcome = self._damage_store(path, random, when)
        return Damage(seed, where, when, path.name, how, *outcome)

    def _damage_snapshot(self, path: Path, random: Random, when: str) -> tuple[str, tuple[str, str]]:
        before = Snapshot(self._folder) if when == OPEN else None
        if before is not None and random.random() < 0.5:
            asked(before)
        seals = (self._folder / SEALS).read_bytes()
        with damaged(path, random) as (how, damage):
            damage()
            if when != BY_DISK:
                return how, outcome_of(lambda: asked(before or Snapshot(self._folder)), self._answers, SnapshotError)
            hide(path)
            outcome = outcome_of(self._asked_in_spite, self._answers, SnapshotError)
        (self._folder / SEALS).write_bytes(seals)
        return how, outcome

    def _asked_in_spite(self) -> None:
        snapshot = Snapshot(self._folder)
        with suppress(Exception):
            asked(snapshot)
        snapshot.check_whole()

    def _damage_store(self, path: Path, random: Random, when: str) -> tuple[str, tuple[str, str]]:
        self._put_back()
        with damaged(path, random) as (how, damage):
            if when == BEFORE:
                damage()
                return how, outcome_of(self._read_store, self._contents, StoreError)
            with SqliteStore(self._store) as store:
                read(store)
                damage()
                return how, outcome_of(lambda: read(store), self._contents, StoreError)

    def _read_store(self) -> Any:
        with closing(SqliteStore(self._store)) as store:
            return read(store)


def main(home: str, first: str, count: str) -> None:
    """Damage, look, put right; tell each as it is done."""
    trial = Trial(Path(home))
    for seed in range(int(first), int(first) + int(count)):
        print(orjson.dumps(asdict(trial.run(seed))).decode(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

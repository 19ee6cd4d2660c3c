"""The world to measure on: its files, its store, its snapshot, made where they are not there yet."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from bench.child import run_task
from bench.tasks.given import Given
from bench.world import CLUSTERS, COMPANIES, write_world
from graph.errors import SnapshotError
from graph.snapshot.build import CURRENT, current_snapshot

LARGE_COMPANIES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a world is."""

    companies: int = COMPANIES
    clusters: int = CLUSTERS


class Ground:
    """A folder with a world, and what has been made of it: aside, and renamed when it is complete."""

    def __init__(self, folder: Path, size: Size, tell: Callable[[str], None]) -> None:
        self._folder = folder / f"world-{size.companies}-{size.clusters}"
        self._size = size
        self._tell = tell
        self._home = self._folder / "home"

    def given(self, count: int = 1, seconds: float = 0.0, home: Path | None = None) -> Given:
        """What tasks are given. Nothing is made."""
        home = home or self._home
        pointer = home / "snapshots" / CURRENT
        snapshot = pointer.parent / (pointer.read_text(encoding="utf-8").strip() if pointer.exists() else "none")
        return Given(self._folder / "files", home, snapshot, count, seconds)

    def need_files(self) -> None:
        """Write the interchange files."""
        files = self._folder / "files"
        if not files.exists():
            self._tell(f"Writing a world of {self._size.companies:,} companies")
            aside = self._aside()
            write_world(aside, self._size.companies, self._size.clusters)
            aside.rename(files)

    def need_store(self) -> None:
        """Load the files."""
        if not (self._home / "store.sqlite").exists():
            self.measure_load()

    def need_snapshot(self) -> None:
        """Build the snapshot; anew where it is of another format."""
        if not self._home.exists() or not _opens(self._home):
            self.measure_build()

    def measure_load(self) -> list[float]:
        """Load the files into a new store, which becomes the ground's if it has none."""
        self.need_files()
        self._tell("Loading it")
        aside = self._aside()
        try:
            samples = run_task("loading.load_world", self.given(home=aside)).values
            if not self._home.exists():
                aside.rename(self._home)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return samples

    def measure_build(self) -> list[float]:
        """Build the snapshot from the store, in place of the former one."""
        self.need_store()
        self._tell("Building its snapshot")
        shutil.rmtree(self._home / "snapshots", ignore_errors=True)
        return run_task("loading.build", self.given()).values

    def _aside(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        return Path(mkdtemp(prefix=".making-", dir=self._folder))


def _opens(home: Path) -> bool:
    try:
        return current_snapshot(home) is not None
    except SnapshotError:
        return False

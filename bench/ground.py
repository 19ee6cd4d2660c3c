"""The world to measure on: its files, its store, its snapshot, made where they are not there yet."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from bench.child import Samples, run_whole_task
from bench.happenings import add_happenings
from bench.tasks.given import Given
from bench.world import CLUSTERS, COMPANIES, write_world
from graph.errors import SnapshotError
from graph.snapshot.building.build import CURRENT, current_snapshot


@dataclass(frozen=True, slots=True)
class Size:
    """How large a world is.

    Attributes:
        happenings: whether it has events, interests and programmes too.
    """

    companies: int = COMPANIES
    clusters: int = CLUSTERS
    happenings: bool = False

    @property
    def named(self) -> str:
        """What its folder is called."""
        return f"world-{self.companies}-{self.clusters}{'-happenings' if self.happenings else ''}"


ATTACKED: Final = Size(50_000, 4_000)
LARGE: Final = Size(1_000_000)


def published(home: Path) -> Path:
    """Folder of the snapshot that is published in a home; one that does not exist before the first."""
    pointer = home / "snapshots" / CURRENT
    return pointer.parent / (pointer.read_text(encoding="utf-8").strip() if pointer.exists() else "none")


class Ground:
    """A folder with a world, and what has been made of it: aside, and renamed when it is complete.

    Attributes:
        folder: that holds it all.
        environment: what tasks need beside what they are given: nothing.
    """

    environment: Mapping[str, str] = {}

    def __init__(self, folder: Path, size: Size, tell: Callable[[str], None]) -> None:
        self.folder = folder / size.named
        self._size = size
        self._tell = tell
        self._home = self.folder / "home"

    def given(self, count: int = 1, seconds: float = 0.0, home: Path | None = None) -> Given:
        """What tasks are given. Nothing is made."""
        home = home or self._home
        return Given(self.folder / "files", home, published(home), count, seconds)

    def need_files(self) -> None:
        """Write the interchange files."""
        files = self.folder / "files"
        if not files.exists():
            self._tell(f"Writing a world of {self._size.companies:,} companies")
            aside = self._aside()
            write_world(aside, self._size.companies, self._size.clusters)
            if self._size.happenings:
                add_happenings(aside, self._size.clusters)
            aside.rename(files)

    def need_store(self) -> None:
        """Load the files."""
        if not (self._home / "store.sqlite").exists():
            self.measure_load()

    def need_snapshot(self) -> None:
        """Build the snapshot; anew where it is of another format."""
        if not self._home.exists() or not _opens(self._home):
            self.measure_build()

    def measure_load(self) -> Samples:
        """Load the files into a new store, which becomes the ground's if it has none."""
        self.need_files()
        self._tell("Loading it")
        aside = self._aside()
        try:
            samples = run_whole_task("loading.load_world", self.given(home=aside))
            if not self._home.exists():
                aside.rename(self._home)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return samples

    def measure_build(self) -> Samples:
        """Build the snapshot from the store, in place of the former one."""
        self.need_store()
        self._tell("Building its snapshot")
        shutil.rmtree(self._home / "snapshots", ignore_errors=True)
        return run_whole_task("loading.build", self.given())

    @contextmanager
    def changing(self, count: int) -> Iterator[Given]:
        """What a task is given that changes the store: a copy of it all."""
        self.need_snapshot()
        aside = self._aside()
        try:
            shutil.copytree(self._home, aside, dirs_exist_ok=True)
            yield self.given(count, home=aside)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _aside(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return Path(mkdtemp(prefix=".making-", dir=self.folder))


def _opens(home: Path) -> bool:
    try:
        return current_snapshot(home) is not None
    except SnapshotError:
        return False

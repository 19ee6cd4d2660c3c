"""A snapshot made from changes is the one that a full scan gives."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields, replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import orjson
import pytest

import loaders
from bench.change import one_percent
from graph.errors import InputError
from graph.snapshot.building.build import build_snapshot
from graph.snapshot.building.content import Content
from graph.snapshot.building.gather import gather
from graph.snapshot.building.patch.former import Former, FullScanNeeded
from graph.snapshot.building.patch.patch import patched
from graph.snapshot.building.rows import KIND_NAMES
from graph.snapshot.files import Laid, write_json
from graph.snapshot.seals import seal
from graph.snapshot.snapshot import Snapshot
from graph.statements import Batch, EntityStatement, Evidence, Judgement, RelationStatement, Source, Statement
from graph.store.digest import digest
from graph.store.protocol import Changes
from graph.store.sqlite.store import SqliteStore
from queries.questions.door_openers import door_openers
from queries.questions.search import search
from tests.graph.snapshot.building.patch.changing import MARKETS, worlds
from tests.profiles import draws
from tests.revisions import Revision, changes_since
from tests.statements import organisation

CHANGES = 3
"""Times that a world is changed, each patched from what the time before was patched to."""
BLOCKS = draws(8, long=1)
OF = draws(160) // BLOCKS
LEFT_OUT = "with rows left out"
WHOLE = draws(10)
"""Worlds of which whole snapshots are built, and asked."""


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def scanned(store: SqliteStore) -> tuple[Content, Revision]:
    with store.reading() as scan:
        return gather(scan), (scan.revision, scan.stamp)


def write(content: Content, revision: Revision, folder: Path) -> Path:
    """What a patch reads of a snapshot."""
    folder.mkdir(parents=True)
    content.write(folder)
    write_json(folder / "manifest.json", asdict(content.manifest(*revision, "2026-01-01", 0)))
    seal(folder)
    return folder


def changes(store: SqliteStore, former: Former) -> Changes:
    return changes_since(store, (former.manifest.revision, former.manifest.stamp))


def told(value: Any) -> Any:
    """A value that can be compared, arrays with their types."""
    if isinstance(value, np.ndarray):
        return str(value.dtype), value.shape, value.tolist()
    if isinstance(value, Laid):
        return [value[at] for at in range(len(value))]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: told(getattr(value, field.name)) for field in fields(value)}
    return value


def differences(found: Content, right: Content) -> dict[str, tuple[Any, Any]]:
    names = [field.name for field in fields(Content) if field.name != "named"]
    pairs = {name: (told(getattr(found, name)), told(getattr(right, name))) for name in names}
    manifests = (found.manifest(1, "", "", 0), right.manifest(1, "", "", 0))
    pairs["manifest"] = tuple(  # type: ignore[assignment]
        orjson.dumps({**asdict(manifest), "built": ""}) for manifest in manifests
    )
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


Names = dict[str, tuple[Any, ...]]


def renamed(names: Names, content: Content) -> Names:
    """The index of names after what a content says of it."""
    added = {row.id: (row.kind, row.country, list(row.names)) for row in content.named.added}
    if content.named.removed is None:
        return added
    assert set(content.named.removed) <= names.keys()
    kept = {id_: row for id_, row in names.items() if id_ not in set(content.named.removed)}
    assert not kept.keys() & added.keys()
    return kept | added


def chain(seed: int, folder: Path, *, wild: bool) -> Counter[str]:
    """Change a world and patch its snapshot again and again; what ways were taken."""
    ways: Counter[str] = Counter()
    with SqliteStore(folder / "store.sqlite") as store:
        world = worlds(store, seed, wild=wild, nonsense=bool(seed % 2))
        next(world)
        content, revision = scanned(store)
        written, names = write(content, revision, folder / "0"), renamed({}, content)
        for number, _ in enumerate(islice(world, CHANGES), 1):
            right, revision = scanned(store)
            try:
                former = Former(written)
                found = patched(former, changes(store, former))
                ways["patched"] += 1
                ways[LEFT_OUT] += bool(found.origins.unsound)
            except FullScanNeeded as why:
                found = right
                ways[str(why)] += 1
            assert differences(found, right) == {}
            names = renamed(names, found)
            assert names == renamed({}, right)
            written = write(found, revision, folder / str(number))
    return ways


@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize("wild", [False, True], ids=["loaded", "wild"])
def test_a_patched_snapshot_is_a_rebuilt_one(memory: Path, block: int, wild: bool) -> None:
    ways: Counter[str] = Counter()
    for seed in range(block * OF, (block + 1) * OF):
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            try:
                ways += chain(seed, Path(folder), wild=wild)
            except Exception as error:
                error.add_note(f"seed {seed}")
                raise
    assert ways.pop(LEFT_OUT) > 0
    assert ways["patched"] > ways.total() * 0.6, ways


SOURCES = tuple(Source(name, name, "nobody", "CC0-1.0", "", "2026-01-01") for name in "ab")


def said_by(store: SqliteStore, source: str, *statements: Statement) -> None:
    """All that a source says now."""
    run = store.start_run(source, str(store.revision()), "now")
    store.apply(Batch(run=replace(run, state="finished"), statements=statements, retire_unseen=True))


def relations(content: Content, kind: str) -> list[tuple[str, str]]:
    """The ids at the ends of all relations of a kind."""
    facts = content.facts
    return [
        (content.ids[start].decode(), content.ids[end].decode())
        for code, start, end in zip(facts.rel_kind, facts.rel_source, facts.rel_target, strict=True)
        if KIND_NAMES[code] == kind
    ]


@pytest.mark.slow
def test_the_starter_data_changed_again_and_again(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "store.sqlite") as store:
        loaders.load(store, "starter")
        content, revision = scanned(store)
        assert content.origins.unsound == []
        written = write(content, revision, tmp_path / "0")
        for seed in range(1, 6):
            store.apply(one_percent(store, seed=seed, share=0.05))
            former = Former(written)
            found = patched(former, changes(store, former))
            right, revision = scanned(store)
            assert differences(found, right) == {}
            written = write(found, revision, tmp_path / str(seed))


def declare(store: SqliteStore, source: Source) -> None:
    store.apply(Batch(source=source))


def stranger() -> EntityStatement:
    """What the source b means by an id that a uses for a cluster."""
    return organisation("x", "b", kind="company")


def judge(store: SqliteStore, judgement: Judgement) -> None:
    store.apply(Batch(judgements=(judgement,)))


class TestCorners:
    """What chance would hit too seldom."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        with SqliteStore(tmp_path / "store.sqlite") as store:
            for source in SOURCES:
                store.apply(Batch(source=source))
            yield store

    def patch(self, store: SqliteStore, tmp_path: Path, change: Callable[[], None]) -> Content:
        """What a patch makes of a change; it is what a full scan makes of it."""
        written = write(*scanned(store), tmp_path / "before")
        change()
        former = Former(written)
        found = patched(former, changes(store, former))
        assert differences(found, scanned(store)[0]) == {}
        return found

    def test_a_qualified_id_that_another_source_no_longer_uses_plainly(
        self, store: SqliteStore, tmp_path: Path
    ) -> None:
        said_by(store, "a", organisation("x", "a"))
        said_by(store, "b", stranger(), organisation("a:x", "b"), organisation("y", "b"))
        judged = Judgement("a:x", "y", True, "a test", "to see", "2026-01-01T00:00:00")
        store.apply(Batch(judgements=(judged,)))
        found = self.patch(store, tmp_path, lambda: said_by(store, "b", stranger(), organisation("y", "b")))
        assert found.aliases == {"y": "a:x"}

    def test_a_qualified_reference_to_what_is_judged_the_same(self, store: SqliteStore, tmp_path: Path) -> None:
        """The judgement is made before a reference, after another, and undone; the qualified id goes, and is back."""
        x, also_x, y = organisation("x", "a"), stranger(), organisation("y", "a")
        tie = RelationStatement("a", digest("tie"), "member_of", "y", "b:x", Evidence())
        service = EntityStatement(
            "b", "s", "service", {"service": "soft_landing", "organisation": "b:x", "name": "S"}, Evidence()
        )

        def judged(same: bool) -> None:
            when = f"2026-01-01T00:00:{store.revision():02}"
            store.apply(Batch(judgements=(Judgement("a:x", "b:x", same, "a test", "to see", when),)))

        said_by(store, "a", x, y)
        said_by(store, "b", also_x)
        steps: list[tuple[Callable[[], None], str | None, str | None]] = [
            (lambda: judged(True), None, None),
            (lambda: said_by(store, "a", x, y, tie), "a:x", None),
            (lambda: said_by(store, "b", also_x, service), "a:x", "a:x"),
            (lambda: judged(False), "b:x", "b:x"),
            (lambda: judged(True), "a:x", "a:x"),
            (lambda: said_by(store, "a", y, tie), None, None),
            (lambda: said_by(store, "a", x, y, tie), "a:x", "a:x"),
            (lambda: said_by(store, "b", service), None, None),
        ]
        for number, (change, of_tie, of_service) in enumerate(steps):
            (folder := tmp_path / str(number)).mkdir()
            found = self.patch(store, folder, change)
            assert relations(found, "member_of") == ([("y", of_tie)] if of_tie else []), number
            assert relations(found, "offers") == ([(of_service, "s")] if of_service else []), number

    def test_what_is_judged_by_its_source_and_id(self, store: SqliteStore, tmp_path: Path) -> None:
        """Alone with its id, then not, then gone, then back; the judgement goes on to be about it."""
        x, y = organisation("x", "a"), organisation("y", "a")
        said_by(store, "a", x, y)
        judged = Judgement("a:x", "y", True, "a test", "to see", "2026-01-01T00:00:00")
        steps: list[tuple[Callable[[], None], dict[str, str]]] = [
            (lambda: judge(store, judged), {"y": "x"}),
            (lambda: said_by(store, "b", stranger()), {"a:x": "y"}),
            (lambda: said_by(store, "a", y), {}),
            (lambda: said_by(store, "a", x, y), {"a:x": "y"}),
            (lambda: said_by(store, "b"), {"y": "x"}),
        ]
        for number, (change, aliases) in enumerate(steps):
            (folder := tmp_path / str(number)).mkdir()
            assert self.patch(store, folder, change).aliases == aliases, number

    def test_a_row_that_comes_to_mean_anothers_thing_or_no_longer_does(
        self, store: SqliteStore, tmp_path: Path
    ) -> None:
        """What it says decides, though the same sources use the id as before; what refers to it follows."""
        x, y = organisation("x", "a"), organisation("y", "a")
        of_a, of_b = (RelationStatement(name, digest(name), "member_of", "y", "x", Evidence()) for name in "ab")
        said_by(store, "a", x, y, of_a)
        said_by(store, "b", stranger(), of_b)
        again, other_name = organisation("x", "b", city="Odense"), organisation("x", "b", name="Sushi")
        steps: list[tuple[EntityStatement, list[tuple[str, str]]]] = [
            (again, [("y", "x")]),
            (stranger(), [("y", "a:x"), ("y", "b:x")]),
            (other_name, [("y", "a:x"), ("y", "b:x")]),
            (again, [("y", "x")]),
        ]
        for number, (said, ends) in enumerate(steps):
            (folder := tmp_path / str(number)).mkdir()
            found = self.patch(store, folder, lambda said=said: said_by(store, "b", said, of_b))  # type: ignore[misc]
            assert relations(found, "member_of") == ends, number

    def test_a_source_that_is_retrieved_anew_is_no_longer_the_oldest(self, store: SqliteStore, tmp_path: Path) -> None:
        said_by(store, "a", organisation("x", "a"))
        said_by(store, "b", organisation("y", "b"))
        judge(store, Judgement("x", "y", True, "a test", "to see", "2026-01-01T00:00:00"))
        anew = replace(SOURCES[0], retrieved="2026-02-01")
        found = self.patch(store, tmp_path, lambda: declare(store, anew))
        assert found.aliases == {"x": "y"}

    def test_two_things_of_one_id_are_left_to_a_full_scan(self, store: SqliteStore, tmp_path: Path) -> None:
        context = EntityStatement("b", "a:x", "context", {"kind": "event", "name": "X"}, Evidence())
        said_by(store, "a", organisation("x", "a"))
        said_by(store, "b", context)
        with pytest.raises(FullScanNeeded, match="a:x"):
            self.patch(store, tmp_path, lambda: said_by(store, "b", context, stranger()))
        with pytest.raises(FullScanNeeded, match="same id"):
            Former(write(*scanned(store), tmp_path / "after"))

    def test_sectors_that_things_name_are_left_to_a_full_scan(self, store: SqliteStore, tmp_path: Path) -> None:
        def sector(id_: str) -> EntityStatement:
            return EntityStatement("a", id_, "sector", {"name": id_}, Evidence())

        said_by(store, "b", organisation("x", "b", sectors=["food", "wind"]))
        said_by(store, "a", sector("food"))
        with pytest.raises(FullScanNeeded, match="wind"):
            self.patch(store, tmp_path, lambda: said_by(store, "a", sector("food"), sector("wind")))

    def test_a_new_sector_and_a_thing_that_names_it(self, store: SqliteStore, tmp_path: Path) -> None:
        sector = EntityStatement("a", "wind", "sector", {"name": "Wind"}, Evidence())
        said_by(store, "b", organisation("x", "b"))
        found = self.patch(
            store, tmp_path, lambda: said_by(store, "a", sector, organisation("y", "a", sectors=["wind"]))
        )
        assert found.facts.sector.tolist() == [2]

    def test_too_many_statements_wait_for_what_they_name(
        self, store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits = RelationStatement("a", "0" * 32, "partner_of", "x", "nobody", Evidence())
        said_by(store, "a", organisation("x", "a"), waits)
        self.patch(store, tmp_path, lambda: said_by(store, "b", organisation("y", "b")))
        monkeypatch.setattr("graph.snapshot.building.patch.patch.UNPLACED_AT_MOST", 0)
        with pytest.raises(FullScanNeeded, match="1 statements are left out"):
            self.patch(store, tmp_path / "more", lambda: said_by(store, "b", organisation("z", "b")))

    def test_changes_of_another_store(self, store: SqliteStore, tmp_path: Path) -> None:
        said_by(store, "a", organisation("x", "a"))
        written = write(*scanned(store), tmp_path / "before")
        for retired, added in (
            ((("a", "organisation", "never"),), ()),
            ((("a", "relation", "0" * 32),), ()),
            ((("never", "relation", "0" * 32),), ()),
            ((), (organisation("x", "a", name="other"),)),
        ):
            with pytest.raises(FullScanNeeded):
                patched(Former(written), Changes(9, "", added, retired, (), ()))


def read(folder: Path) -> dict[str, object]:
    """All files of a snapshot, but for the time of building; of the index of names all that it finds."""
    files: dict[str, object] = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".npy"}
    files |= {path.name: orjson.loads(path.read_bytes()) for path in folder.glob("*.json")}
    return files | {"manifest.json": {**orjson.loads((folder / "manifest.json").read_bytes()), "built": ""}}


def answers(snapshot: Snapshot) -> list[object]:
    """What is found by name, and who opens doors."""
    found: list[object] = []
    for words in ("o", "o1", "north", "west", "Øst", "wst", "서울", "anew", "kr", "c o0", "p0", "korea"):
        found.append([(hit.id, hit.kind, hit.country, hit.name, hit.score) for hit in search(snapshot, words).hits])
    organisations = [snapshot.id_of(node) for node in snapshot.sections.range("organisation")]
    for market in MARKETS:
        for asker in organisations[:2]:
            try:
                answer = door_openers(snapshot.on_day(), [asker], market=market)
            except InputError as error:
                found.append(error.code)
            else:
                found.append([(snapshot.id_of(one.node), one.total, one.route.cost) for one in answer.openers])
    return found


@pytest.mark.parametrize("seed", range(WHOLE))
def test_builds_from_changes_and_from_a_full_scan_are_the_same(memory: Path, seed: int) -> None:
    with tempfile.TemporaryDirectory(dir=memory) as name, SqliteStore(Path(name) / "store.sqlite") as store:
        for _ in islice(worlds(store, seed, wild=False, nonsense=True), CHANGES + 1):
            as_of = Random(seed).choice(("2020", "2025-06", "2026-01-01"))
            found = build_snapshot(store, Path(name) / "changes", as_of)
            right = build_snapshot(store, Path(name) / "full", as_of, full=True)
            files, right_files = read(found.folder), read(right.folder)
            assert sorted(files) == sorted(right_files)
            assert [file for file in files if files[file] != right_files[file]] == []
            assert answers(found) == answers(right)

"""``opendoors copy`` and ``opendoors status``: moving between stores, and what is where."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cli import copy as copying
from cli.copy import side_environment
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement
from graph.store import Store
from graph.store.sqlite.store import SqliteStore
from tests.cli.conftest import AS_OF, Opendoors


@pytest.fixture
def there(tmp_path: Path) -> str:
    """Address of a store that is not there yet."""
    return f"sqlite:{tmp_path / 'there.sqlite'}"


class TestCopy:
    def test_both_sides_print_counts_and_the_same_digest(self, starter: Opendoors, there: str) -> None:
        said = starter("copy", "sqlite:", there)
        assert said.code == 0
        assert "Both hold the same" in said.err and "19,194 rows" in said.err
        digests = [line.split()[1] for line in said.out.splitlines() if line.startswith(("FROM", "TO"))]
        assert len(digests) == 2 and len(set(digests)) == 1
        assert "organisation   5,763   5,763" in said.out
        assert starter("status", "--digest", "--json").json["digest"] == digests[0]

    def test_for_programs(self, starter: Opendoors, there: str) -> None:
        said = starter("copy", "sqlite:", there, "--json").json
        assert set(said) == {"from", "to", "equal", "resumed", "wasComplete"}
        assert set(said["to"]) == {"store", "revision", "counts", "digest"}
        assert (said["equal"], said["resumed"], said["wasComplete"]) == (True, False, False)
        assert said["from"]["counts"] == said["to"]["counts"]
        assert said["to"]["store"] == there
        again = starter("copy", "sqlite:", there, "--json").json
        assert (again["equal"], again["wasComplete"]) == (True, True)
        assert "already" in starter("copy", "sqlite:", there).err

    def test_what_is_copied_is_used_as_before(
        self, starter: Opendoors, there: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        asked = ("ask", "KR", "--from", "energy-cluster-denmark", "--first", "3")
        before = starter(*asked).out.splitlines()[:-1]  # the last names the revision
        starter("copy", "sqlite:", there)
        monkeypatch.setenv("OPENDOORS_STORE", there)
        monkeypatch.setenv("OPENDOORS_HOME", str(tmp_path / "other-home"))
        said = starter("status", "--json").json
        assert said["loads"][0]["copiedFrom"].endswith("store.sqlite")
        assert "copied from sqlite:" in starter("status").out.replace("\n", " ")
        assert starter(*asked).out.splitlines()[:-1] == before

    def test_an_interrupted_copy_says_that_it_goes_on_and_goes_on(
        self, starter: Opendoors, there: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apply = SqliteStore.apply

        def stops(self: SqliteStore, batch: Batch) -> int:
            if any(isinstance(said, RelationStatement) for said in batch.statements):
                raise KeyboardInterrupt
            return apply(self, batch)

        with monkeypatch.context() as patch:
            patch.setattr(SqliteStore, "apply", stops)
            said = starter("copy", "sqlite:", there)
        assert said.code == 130
        assert "Copy the same again" in said.err
        done = starter("copy", "sqlite:", there)
        assert done.code == 0
        assert "Went on with a copy that was interrupted" in done.err

    def test_stores_that_differ_afterwards_are_shown_and_fail(
        self, starter: Opendoors, there: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = copying.counted_through

        def meddled(store: Store, progress: Any) -> Any:
            retire = Batch(run=store.start_run("starter", "meddled", "2026"), retire_unseen=True)
            store.apply(retire)
            return real(store, progress)

        monkeypatch.setattr(copying, "counted_through", meddled)
        said = starter("copy", "sqlite:", there, "--json")
        assert (said.code, said.error["code"], said.json["equal"]) == (4, "copy_differs", False)
        assert said.json["to"]["counts"]["organisation"] == 0

    def test_a_store_that_holds_something_else_is_refused(self, starter: Opendoors, there: str) -> None:
        starter("copy", "sqlite:", there)
        with SqliteStore(Path(there.removeprefix("sqlite:"))) as store:
            store.apply(Batch(run=replace(store.start_run("starter", "own", "2026"), checkpoint={"rows": 1})))
        said = starter("copy", "sqlite:", there, "--json")
        assert (said.code, said.error["code"]) == (4, "store_not_empty")

    def test_from_and_to_are_two(self, starter: Opendoors, starter_home: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(starter_home / "store.sqlite")
        (tmp_path / "hard").hardlink_to(starter_home / "store.sqlite")
        spelt = (starter_home / ".." / starter_home.name / "store.sqlite", tmp_path / "link", tmp_path / "hard")
        for path in spelt:
            said = starter("copy", "sqlite:", f"sqlite:{path}", "--json")
            assert (said.code, said.error["code"]) == (2, "same_store"), path

    def test_what_is_not_there_is_not_made(self, empty: Opendoors, there: str, tmp_path: Path) -> None:
        said = empty("copy", f"sqlite:{tmp_path / 'nowhere'}", there, "--json")
        assert (said.code, said.error["code"]) == (4, "store_empty")
        assert sorted(path.name for path in tmp_path.iterdir()) == []

    def test_an_empty_store_is_not_copied(self, empty: Opendoors, there: str) -> None:
        empty("status")
        assert empty("copy", "sqlite:", there, "--json").error["code"] == "store_empty"

    def test_two_addresses_are_needed(self, empty: Opendoors) -> None:
        assert empty("copy", "sqlite:").code == 2
        assert empty("copy", "sqlite:", "oracle:x").code == 4


def test_each_side_signs_in_with_its_own_or_with_the_common_credentials() -> None:
    common = {"OPENDOORS_NEO4J_USER": "me", "OPENDOORS_NEO4J_PASSWORD_FILE": "/f", "PATH": "/bin"}
    assert side_environment("FROM", common) == side_environment("TO", common) == common
    own = {**common, "OPENDOORS_TO_NEO4J_PASSWORD": "new"}
    assert side_environment("FROM", own)["OPENDOORS_NEO4J_PASSWORD_FILE"] == "/f"
    to = side_environment("TO", own)
    assert {name: value for name, value in to.items() if name.startswith("OPENDOORS_NEO4J")} == {
        "OPENDOORS_NEO4J_PASSWORD": "new"
    }
    assert to["PATH"] == "/bin"


class TestStatus:
    def test_of_a_store_with_a_snapshot(self, starter: Opendoors) -> None:
        said = starter("status", "--json").json
        told = {"store", "kind", "reachable", "revision", "counts", "loads", "retired", "snapshot", "snapshotProblem"}
        assert set(said) == told
        assert (said["kind"], said["reachable"]) == ("sqlite", True)
        assert (said["snapshot"]["revision"], said["snapshot"]["behind"]) == (said["revision"], False)
        assert said["snapshot"]["counts"]["organisation"] == said["counts"]["organisation"] > 5000
        assert (said["loads"][0]["state"], said["loads"][0]["copiedFrom"]) == ("finished", None)
        assert said["counts"]["quarantined"] == 0
        shown = starter("status").out
        assert "store.sqlite (sqlite)" in shown and AS_OF in shown and "11,320 relation" in shown
        assert "digest" not in shown

    def test_rows_that_cannot_be_computed_are_named(self, own_starter: Opendoors, tmp_path: Path) -> None:
        assert own_starter("status", "--json").json["snapshot"]["leftOut"] == {"count": 0, "rows": []}
        assert "left out" not in own_starter("status").out
        with SqliteStore(tmp_path / "var" / "store.sqlite") as store:
            said = {"kind": "cluster", "name": "Odd", "country": "DK", "founded": "soon"}
            where = Evidence(locator="edited.csv:2")
            odd = [EntityStatement("starter", f"odd-{at}", "organisation", said, where) for at in range(9)]
            store.apply(Batch(statements=tuple(odd)))
        told = "Rows left out since they cannot be computed: 9 (+9); see `opendoors dangling`."
        assert told in own_starter("refresh").err
        left_out = own_starter("status", "--json").json["snapshot"]["leftOut"]
        assert (left_out["count"], len(left_out["rows"])) == (9, 9)
        shown = own_starter("status").out
        assert "9 rows that cannot be computed" in shown
        assert "starter: edited.csv:2: organisation odd-0: founded cannot be 'soon'" in shown

    def test_a_snapshot_that_is_behind(self, own_starter: Opendoors, tmp_path: Path) -> None:
        with SqliteStore(tmp_path / "var" / "store.sqlite") as store:
            store.apply(Batch(run=store.start_run("starter", "x", "2026"), retire_unseen=True))
        said = own_starter("status", "--json").json
        assert said["snapshot"]["behind"] is True and said["counts"]["organisation"] == 0
        assert f"(the store is at {said['revision']}: `opendoors refresh`)" in own_starter("status").out

    def test_of_nothing(self, empty: Opendoors) -> None:
        said = empty("status", "--json")
        assert (said.code, said.json["revision"], said.json["snapshot"], said.json["loads"]) == (0, 0, None, [])
        shown = empty("status").out
        assert "nothing yet" in shown and "opendoors refresh" in shown

    def test_the_snapshot_is_told_of_when_the_store_cannot_be_read(
        self, own_starter: Opendoors, tmp_path: Path
    ) -> None:
        (tmp_path / "var" / "store.sqlite").write_text("no store" * 1000, encoding="utf-8")
        said = own_starter("status", "--json")
        assert (said.code, said.error["code"]) == (4, "store_foreign")
        assert (said.json["reachable"], said.json["revision"], said.json["counts"]) == (False, None, None)
        assert said.json["snapshot"]["revision"] > 0 and said.json["snapshot"]["behind"] is None
        shown = own_starter("status", "--digest")
        assert shown.code == 4
        assert "cannot be read" in shown.out and AS_OF in shown.out

    def test_the_store_is_told_of_when_the_snapshot_cannot_be_read(
        self, own_starter: Opendoors, tmp_path: Path
    ) -> None:
        for manifest in (tmp_path / "var" / "snapshots").rglob("manifest.json"):
            manifest.write_text("{}", encoding="utf-8")
        said = own_starter("status", "--json")
        assert said.code == 4
        assert (said.json["reachable"], said.json["snapshot"]) == (True, None)

    @pytest.mark.parametrize(
        ("address", "shown"),
        [
            ("oracle://me:hush@db/graph?password=hush", "oracle://db/graph (oracle)"),
            ("neo4j://me:hush@db", "neo4j://db (neo4j)"),
            ("neo4j://me:not/hush@db", "neo4j:… (neo4j)"),
            ("bolt:me:hush@db", "bolt:… (neo4j)"),
        ],
    )
    def test_no_secret_is_shown(
        self, empty: Opendoors, monkeypatch: pytest.MonkeyPatch, address: str, shown: str
    ) -> None:
        assert empty("status").code == 0  # so that there is an empty store to copy from
        monkeypatch.setenv("OPENDOORS_STORE", address)
        said = empty("status")
        assert said.code == 4
        assert shown in said.out
        as_json = empty("status", "--json")
        sides = ("sqlite:", address), (address, "sqlite:"), (address, address)
        for one in (said, as_json, *(empty("copy", *both, "--json") for both in sides)):
            assert "hush" not in one.out + one.err

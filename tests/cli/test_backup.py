"""``backup``, ``restore``, and ``status --check``."""

from itertools import count
from pathlib import Path

import pytest

from graph.statements import Batch, Judgement
from graph.store.sqlite.store import SqliteStore
from tests.cli.conftest import Opendoors
from tests.rot import flip, rot


@pytest.fixture
def kept(own_starter: Opendoors, tmp_path: Path) -> Path:
    """A backup of the starter's store."""
    assert own_starter("backup", str(tmp_path / "kept.sqlite")).code == 0
    return tmp_path / "kept.sqlite"


def digest(opendoors: Opendoors) -> str:
    said = opendoors("status", "--digest", "--json")
    assert said.code == 0
    found = said.json["digest"]
    assert isinstance(found, str)
    return found


def test_a_backup_holds_the_same_and_is_put_back(own_starter: Opendoors, kept: Path, tmp_path: Path) -> None:
    before = digest(own_starter)
    (tmp_path / "var" / "store.sqlite").unlink()
    said = own_starter("restore", str(kept), "--json")
    assert (said.code, said.json["digest"]) == (0, before)
    assert digest(own_starter) == before
    assert own_starter("ask", "KR", "--from", "energy-cluster-denmark").code == 0


def test_it_is_made_while_the_store_is_in_use(own_starter: Opendoors, tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "var" / "store.sqlite") as store, store.reading(), store.loading():
        assert own_starter("backup", str(tmp_path / "kept.sqlite")).code == 0
    assert [path.name for path in tmp_path.iterdir() if "kept" in path.name] == ["kept.sqlite"]


@pytest.mark.parametrize(("times", "code"), [(1, 0), (99, 4)])
def test_a_store_that_goes_on_meanwhile_is_copied_again(
    own_starter: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, code: int
) -> None:
    """At most so often; and what is kept is what was compared."""
    copied, copy = count(), SqliteStore.copy_to

    def moving_on(store: SqliteStore, path: Path) -> None:
        copy(store, path)
        number = next(copied)
        if number < times:
            store.apply(
                Batch(judgements=(Judgement("a", "b", True, "a test", "to see", f"2026-01-01T00:00:{number}"),))
            )

    monkeypatch.setattr(SqliteStore, "copy_to", moving_on)
    said = own_starter("backup", str(tmp_path / "kept.sqlite"), "--json")
    assert said.code == code
    assert (tmp_path / "kept.sqlite").exists() == (code == 0)
    if code == 0:
        assert said.json["digest"] == digest(own_starter)
    else:
        assert said.error["code"] == "copy_differs"


def test_a_file_that_is_there_is_left_alone(own_starter: Opendoors, kept: Path) -> None:
    before = kept.read_bytes()
    said = own_starter("backup", str(kept), "--json")
    assert (said.code, said.error["code"]) == (2, "file_exists")
    assert kept.read_bytes() == before


def test_a_folder_that_is_not_there(own_starter: Opendoors, tmp_path: Path) -> None:
    said = own_starter("backup", str(tmp_path / "nowhere" / "kept.sqlite"), "--json")
    assert (said.code, said.error["code"]) == (4, "backup_unwritable")


def test_what_a_store_holds_is_lost_by_consent_only(own_starter: Opendoors, kept: Path, tmp_path: Path) -> None:
    before = digest(own_starter)
    judged = own_starter("merge", "kotra", "energy-cluster-denmark", "--why", "to see", "--yes")
    assert judged.code == 0
    said = own_starter("restore", str(kept), "--json")
    assert (said.code, said.error["code"]) == (4, "store_not_empty")
    assert digest(own_starter) != before
    with SqliteStore(tmp_path / "var" / "store.sqlite") as reader, reader.reading():
        assert own_starter("restore", str(kept), "--force").code == 0
    assert digest(own_starter) == before


def test_a_damaged_store_is_set_aside(own_starter: Opendoors, kept: Path, tmp_path: Path) -> None:
    before = digest(own_starter)
    store = tmp_path / "var" / "store.sqlite"
    store.write_bytes(b"nonsense" * 1000)
    assert own_starter("restore", str(kept), "--json").error["code"] == "store_not_empty"
    assert own_starter("restore", str(kept), "--force").code == 0
    assert digest(own_starter) == before
    (aside,) = store.parent.glob("store.sqlite.damaged-*[0-9]")
    assert aside.read_bytes() == b"nonsense" * 1000


@pytest.mark.parametrize("how", ["damaged", "absent", "nonsense"])
def test_what_is_no_sound_backup_is_not_put_back(own_starter: Opendoors, kept: Path, tmp_path: Path, how: str) -> None:
    before = digest(own_starter)
    if how == "damaged":
        kept.write_bytes(kept.read_bytes().replace(b"KOTRA", b"KOTRB"))
    elif how == "absent":
        kept.unlink()
    else:
        kept.write_bytes(b"nonsense")
    assert own_starter("restore", str(kept), "--force").code in (2, 4)
    assert digest(own_starter) == before


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_neo4j_has_its_own(own_starter: Opendoors, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    monkeypatch.setenv("OPENDOORS_STORE", "neo4j://localhost:1")
    said = own_starter(verb, "kept.sqlite", "--json")
    assert (said.code, said.error["code"]) == (2, "not_embedded")
    assert "neo4j-admin" in said.error["suggestion"]


def test_a_check_reads_everything(own_starter: Opendoors, tmp_path: Path) -> None:
    said = own_starter("status", "--check", "--json")
    assert (said.code, said.json["checked"]) == (0, {"store": True, "snapshot": True})
    assert "sound" in own_starter("status", "--check").out
    (names,) = (tmp_path / "var" / "snapshots").glob("*/names.sqlite")
    rot(names)
    assert own_starter("status").code == 0
    said = own_starter("status", "--check", "--json")
    assert (said.code, said.json["checked"]) == (4, {"store": True, "snapshot": False})
    assert said.error["code"] == "snapshot_damaged"


def test_a_damaged_snapshot_is_built_anew_by_whoever_asks(own_starter: Opendoors, tmp_path: Path) -> None:
    question = ("ask", "KR", "--from", "energy-cluster-denmark")
    before = own_starter(*question)
    (records,) = (tmp_path / "var" / "snapshots").glob("*/records.bin.npy")
    flip(records)
    said = own_starter(*question)
    assert (said.code, said.out) == (0, before.out)
    assert "building it" in said.err
    assert own_starter(*question).err == ""

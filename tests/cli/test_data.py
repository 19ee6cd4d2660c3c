"""Loading, quarantine, identity, status, sources, search."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from cli.progress import Lines
from loaders import sources
from tests.cli.conftest import AS_OF, Opendoors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of interchange files with two bad rows."""
    made = tmp_path / "little-source"
    made.mkdir()
    organisations = "id,kind,name,country\nlittle-a,cluster,Little A,DK\nlittle-b,cluster,Little B,Nowhere\n"
    relations = "kind,source,target\npartner_of,little-a,little-b\npartner_of,little-a,little-a\n"
    (made / "organisations.csv").write_text(organisations, encoding="utf-8")
    (made / "relations.csv").write_text(relations, encoding="utf-8")
    return made


def test_counts_add_up_and_quarantined_rows_are_shown_with_their_place(empty: Opendoors, folder: Path) -> None:
    said = empty("load", str(folder), "--as", "little-source", "--json")
    assert said.code == 0
    total = said.json["total"]
    assert total["read"] == 4 == sum(count for name, count in total.items() if name != "read")
    shown = empty("load", str(folder), "--as", "little-source")
    assert "organisations.csv:3:country" in shown.out
    assert "relations.csv:" in shown.out
    assert "Little" not in shown.err


def test_a_folder_without_a_name_is_refused_with_a_proposal_where_nobody_can_be_asked(
    empty: Opendoors, folder: Path
) -> None:
    said = empty("load", str(folder), "--json")
    assert (said.code, said.error["code"], said.out) == (3, "unnamed_source", "")
    assert "--as little-source" in said.error["suggestion"]


@pytest.mark.parametrize(("typed", "name"), [("\n", "little-source"), ("members-2025\n", "members-2025")])
def test_at_a_terminal_a_name_is_asked_for(
    empty: Opendoors, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, name: str
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", asked)
    assert empty("load", str(folder), "--no-snapshot").code == 0
    assert "[little-source]" in asked.getvalue()
    assert {source["name"] for source in empty("sources", "--json").json["sources"] if source["loaded"]} == {name}


def test_a_name_goes_to_another_folder_only_if_that_is_said(empty: Opendoors, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "2025" / "little-source")
    other = ("load", str(tmp_path / "2025" / "little-source"), "--as", "mine", "--no-snapshot", "--json")
    assert empty("load", str(folder), "--as", "mine", "--no-snapshot").code == 0
    refused = empty(*other)
    assert (refused.code, refused.error["code"]) == (3, "other_origin")
    assert empty(*other, "--moved").json["came_from"] == f"{tmp_path.name}/little-source"
    assert empty(*other).json["total"]["unchanged"] == 1


def test_a_load_tells_what_it_took_out_and_what_stays_apart(empty: Opendoors, folder: Path) -> None:
    assert empty("load", str(folder), "--as", "mine", "--no-snapshot").code == 0
    hidden = "id,kind,name,country\nlittle-a,{kind},Little\u200b A,DK\n"
    (folder / "organisations.csv").write_text(hidden.format(kind="company"), encoding="utf-8")
    said = empty("load", str(folder), "--as", "yours", "--no-snapshot").out
    assert "Taken out of 1 cell" in said
    assert "little-a of yours is another one than that of mine, so it is called yours:little-a: kind differs." in said
    (folder / "organisations.csv").write_text(hidden.format(kind="cluster"), encoding="utf-8")
    again = empty("load", str(folder), "--as", "yours", "--no-snapshot").out
    assert "yours speaks of 1 of mine by their ids: little-a." in again
    assert "another one" not in again


def test_an_answer_of_an_earlier_revision_or_day_says_so(
    own_starter: Opendoors, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ("search", "kotra", "--json")
    assert own_starter(*question).err == ""
    assert own_starter("load", str(folder), "--as", "mine", "--no-snapshot").code == 0
    behind = own_starter(*question)
    assert "and the store is at" in behind.err
    assert behind.code == 0
    monkeypatch.setenv("OPENDOORS_AS_OF", "2199-01-01")
    assert f"stand on {AS_OF}, not on 2199-01-01" in own_starter(*question).err
    monkeypatch.delenv("OPENDOORS_AS_OF")
    monkeypatch.setattr("graph.snapshot.building.build.today", lambda: "2199-01-01")
    assert f"stand on {AS_OF}, not on today" in own_starter(*question).err


def test_a_question_makes_no_store_and_answers_over_a_damaged_one(own_starter: Opendoors, tmp_path: Path) -> None:
    store = tmp_path / "var" / "store.sqlite"
    store.write_text("Dear store, " * 1000, encoding="utf-8")
    said = own_starter("search", "kotra", "--json")
    assert said.json["hits"]
    assert "cannot be told" in said.err
    store.unlink()
    assert own_starter("search", "kotra", "--json").err == ""
    assert not store.exists()


def test_a_thing_can_be_named_by_its_source_and_id(own_starter: Opendoors, folder: Path) -> None:
    """Whatever others use its id for: before a stranger has it too, and afterwards."""
    rows = "id,kind,name,country\nlittle-a,cluster,Little A,DK\n"
    (folder / "organisations.csv").write_text(rows, encoding="utf-8")
    assert own_starter("load", str(folder), "--as", "mine").code == 0
    routes = ("routes", "mine:little-a", "kotra", "--json")
    before = own_starter(*routes).json["asker"]["organisation"]
    (folder / "organisations.csv").write_text(rows.replace("Little A,DK", "Stranger,KR"), encoding="utf-8")
    assert own_starter("load", str(folder), "--as", "stranger").code == 0
    after = own_starter(*routes).json["asker"]["organisation"]
    assert (before["id"], after["id"]) == ("little-a", "mine:little-a")
    assert before["name"] == after["name"] == "Little A"


def test_a_judgement_goes_on_to_mean_what_it_meant(own_starter: Opendoors, folder: Path) -> None:
    """A stranger that uses an id neither undoes it nor takes it over; and it is undone by either name."""
    rows = "id,kind,name,country\nlittle-a,cluster,Little A,DK\n"
    (folder / "organisations.csv").write_text(rows, encoding="utf-8")
    assert own_starter("load", str(folder), "--as", "mine").code == 0
    pair = ("little-a", "energy-cluster-denmark")
    assert own_starter("merge", *pair, "--why", "known").out.endswith("are one organisation now.\n")
    (folder / "organisations.csv").write_text(rows.replace("Little A,DK", "Stranger,KR"), encoding="utf-8")
    assert own_starter("load", str(folder), "--as", "stranger").code == 0
    routes = ("routes", "mine:little-a", "kotra", "--json")
    assert own_starter(*routes).json["asker"]["organisation"]["id"] == "energy-cluster-denmark"
    assert own_starter("routes", "stranger:little-a", "kotra", "--json").json["asker"]["organisation"]["name"] == (
        "Stranger"
    )
    undone = own_starter("unmerge", "mine:little-a", pair[1], "--why", "they are not")
    assert undone.out.endswith("are two organisations now.\n")
    assert own_starter(*routes).json["asker"]["organisation"]["id"] == "mine:little-a"


def test_without_a_snapshot_answers_stay_until_refresh(empty: Opendoors, folder: Path) -> None:
    assert empty("load", str(folder), "--as", "little-source", "--no-snapshot").code == 0
    assert empty("status", "--json").json["snapshot"] is None
    assert empty("refresh").code == 0
    assert empty("status", "--json").json["snapshot"]["asOf"] == AS_OF


def test_refresh_of_nothing_says_what_to_run(empty: Opendoors) -> None:
    said = empty("refresh")
    assert said.code == 4
    assert "opendoors load" in said.err


def test_unknown_and_malformed_sources(empty: Opendoors, tmp_path: Path) -> None:
    assert empty("load", "startr").code == 2
    assert empty("load", str(tmp_path / "nowhere")).code == 3
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "organisations.csv").write_text("id,kind,nom,country\nx,cluster,X,DK\n", encoding="utf-8")
    said = empty("load", str(tmp_path / "bad"), "--as", "bad", "--json")
    assert said.code == 3
    assert said.error["where"].startswith("organisations.csv")


def test_an_interrupted_load_says_how_to_go_on_and_goes_on(empty: Opendoors, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_self: Lines) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Lines, "finish", stop)
        said = empty("load")
    assert said.code == 130
    assert "Load the same again" in said.err
    assert empty("load", "--json").json["total"]["quarantined"] == 0
    assert empty("ask", "KR", "--from", "energy-cluster-denmark").code == 0


def test_a_store_that_is_no_store(empty: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter").write_text("Dear store, " * 1000, encoding="utf-8")
    monkeypatch.setenv("OPENDOORS_STORE", f"sqlite:{tmp_path / 'letter'}")
    assert empty("status").code == 4
    monkeypatch.setenv("OPENDOORS_STORE", "oracle:x")
    assert empty("status", "--json").error["code"] == "unknown_store"


def test_a_damaged_snapshot_is_told_and_refreshed(own_starter: Opendoors, tmp_path: Path) -> None:
    for manifest in (tmp_path / "var" / "snapshots").glob("*/manifest.json"):
        manifest.write_text("{", encoding="utf-8")
    said = own_starter("status")
    assert said.code == 4
    assert "opendoors refresh" in said.err
    assert own_starter("refresh").code == 0
    assert own_starter("ask", "KR", "--from", "energy-cluster-denmark").code == 0


def test_quarantined_rows_are_listed_repaired_and_replayed(empty: Opendoors, folder: Path, tmp_path: Path) -> None:
    assert empty("load", str(folder), "--as", "little-source").code == 0
    listed = empty("quarantine", "list", "--source", "little-source", "--json").json["rows"]
    assert {row["type"] for row in listed} == {"organisation", "relation"}
    assert "little-source/organisations.csv:3:country" in empty("quarantine", "list").out
    assert empty("quarantine", "export", str(tmp_path / "repair"), "--source", "little-source").code == 0
    rows = tmp_path / "repair" / "organisations.csv"
    with rows.open(encoding="utf-8", newline="") as text:
        repaired = [{**row, "country": "SE"} for row in csv.DictReader(text)]
    with rows.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, repaired[0])
        writer.writeheader()
        writer.writerows(repaired)
    done = empty("quarantine", "replay", "little-source", "--rows", str(rows), "--json")
    assert (done.code, done.json["tried"], done.json["released"]) == (0, 1, 1)
    assert empty("search", "Little B", "--json").json["hits"][0]["id"] == "little-b"
    assert len(empty("quarantine", "list", "--json").json["rows"]) == 1
    assert "Nothing changed" in empty("quarantine", "replay", "little-source").err


def test_nothing_quarantined(starter: Opendoors) -> None:
    assert starter("quarantine", "list").out == "No row waits for repair.\n"


def test_sources(starter: Opendoors, empty: Opendoors) -> None:
    (one,) = [source for source in empty("sources", "--json").json["sources"] if source["name"] == "starter"]
    assert (one["builtIn"], one["loaded"], one["counts"]) == (True, False, {})
    assert one["licence"] and one["publisher"] and one["retrieved"]
    assert "not loaded" in empty("sources").out


def test_loaded_sources(starter: Opendoors) -> None:
    (one,) = (found for found in starter("sources", "--json").json["sources"] if found["loaded"])
    assert one["loaded"] and one["counts"]["organisation"] > 3000


def test_search(starter: Opendoors) -> None:
    said = starter("search", "energi", "clustr", "denmark", "--json", "--first", "3").json
    assert set(said) == {"revision", "totalCount", "hits"}
    assert said["hits"][0]["id"] == "energy-cluster-denmark"
    assert set(said["hits"][0]) == {
        "id", "name", "kind", "country", "gone", "departure", "matchedName", "field", "how", "score",
    }  # fmt: skip
    assert "energy-cluster-denmark" in starter("search", "Energy Cluster Denmark").out
    nothing = starter("search", "qqqqqqqqqqqq")
    assert (nothing.code, nothing.out) == (0, "Nothing is called so.\n")
    assert starter("search", "").code == 2


def test_merge_and_unmerge(own_starter: Opendoors) -> None:
    pair = ("energy-cluster-denmark", "food-bio-cluster-denmark")
    assert own_starter("merge", *pair, "--why", "to see").out.endswith("are one organisation now.\n")
    assert own_starter("merge", *pair, "--why", "again").out.endswith("are already one.\n")
    assert "food-bio-cluster-denmark" in own_starter("ask", "KR", "--from", "food-bio-cluster-denmark", "-n", "1").err
    assert own_starter("unmerge", *pair, "--why", "they are not").out.endswith("are two organisations now.\n")
    assert own_starter("merge", pair[0], "no-such-cluster-anywhere", "--why", "x").code == 2
    assert own_starter("merge", pair[0], pair[0], "--why", "x").code == 2
    assert own_starter("merge", *pair).code == 2


def test_built_in_starter_data_is_a_copy_safe_to_name_from_anywhere(
    empty: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of that name in the working folder does not stand in for the built-in source."""
    shutil.copytree(sources()["starter"], tmp_path / "elsewhere")
    (tmp_path / "starter").mkdir()
    monkeypatch.chdir(tmp_path)
    assert empty("load", "starter", "--no-snapshot", "--json").json["total"]["read"] > 10_000
    assert empty("load", "./elsewhere", "--no-snapshot", "--json").error["code"] == "reserved_name"


def test_a_publishers_file_is_loaded_by_its_path(empty: Opendoors, tmp_path: Path) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text("name;country_code;ecosystem_code;city\nMade-up Valley;AT;alchemy;Graz\n", encoding="utf-8")
    said = empty("load", "eccp", str(path), "--no-snapshot")
    assert said.code == 0
    assert "In 1 cell: ecosystem: 'alchemy' is not mapped." in said.out
    assert empty("load", "eccp", "--no-snapshot", "--json").error["code"] == "needs_file"
    assert empty("load", "starter", str(path), "--no-snapshot", "--json").error["code"] == "takes_no_file"
    assert empty("load", str(tmp_path), str(path), "--no-snapshot", "--json").error["code"] == "unknown_source"

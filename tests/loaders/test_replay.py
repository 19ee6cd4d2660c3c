"""Quarantined rows, written out, repaired and taken in."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import SourceError, StoreError
from graph.store import Store
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import export_quarantine, replay
from tests.loaders.folders import SECTORS, WHOLE, dumped, ids, links, loaded, waiting

BAD = {
    "sectors": SECTORS,
    "organisations": "id,kind,name,country\nalpha,cluster,Alpha,Nowhere\nbeta,cluster,Beta,DE\nbeta,cluster,Two,DE,x\n",
    "relations": "kind,source,target,since\npartner_of,alpha,beta,2020\npartner_of,beta,gamma,soon\n",
}
GOOD = BAD | {
    "organisations": "id,kind,name,country\nalpha,cluster,Alpha,DK\nbeta,cluster,Beta,DE\n",
    "relations": "kind,source,target,since\npartner_of,alpha,beta,2020\n",
}


@pytest.fixture
def bad(store: Store, tmp_path: Path) -> Store:
    """A store with four quarantined rows of the source x."""
    loaded(store, tmp_path / "x", BAD)
    assert [place for place, _, _ in waiting(store)] == [
        "organisations.csv:2",
        "organisations.csv:4",
        "relations.csv:2",
        "relations.csv:3",
    ]
    return store


def repair(path: Path, change: Callable[[dict[str, str]], bool]) -> Path:
    """Edit the exported rows of a file; those for which ``change`` is false are left out."""
    with path.open(newline="", encoding="utf-8") as text:
        reader = csv.DictReader(text)
        kept = [row for row in reader if change(row)]
        assert reader.fieldnames is not None
    with path.open("w", newline="", encoding="utf-8") as text:
        writer = csv.DictWriter(text, reader.fieldnames)
        writer.writeheader()
        writer.writerows(kept)
    return path


def with_country(row: dict[str, str]) -> bool:
    row["country"] = "DK"
    return row["id"] == "alpha"


def test_what_a_spreadsheet_has_saved_is_taken_in(bad: Store, tmp_path: Path) -> None:
    organisations, _ = export_quarantine(bad, "x", tmp_path / "repair")
    path = repair(organisations, with_country)
    text = path.read_text(encoding="utf-8").replace(",", ";").replace("Alpha", "Ålpha")
    path.write_bytes(text.encode("cp1252"))
    assert replay(bad, "x", path).released == 1
    assert "Ålpha" in [said["properties"].get("name") for said in dumped(bad, "entity")]


def test_all_files_of_a_folder_are_taken_in(bad: Store, tmp_path: Path) -> None:
    organisations, relations = export_quarantine(bad, "x", tmp_path / "repair")
    repair(organisations, with_country)
    (tmp_path / "repair" / "notes.txt").write_text("no data")
    done = replay(bad, "x", tmp_path / "repair")
    assert (done.tried, done.released, [row.file for row in done.waiting]) == (3, 2, [relations.name])


def test_rows_are_written_out_with_their_place_and_reason(bad: Store, tmp_path: Path) -> None:
    organisations, relations = export_quarantine(bad, "x", tmp_path / "repair")
    assert (organisations.name, relations.name) == ("organisations.csv", "relations.csv")
    with organisations.open(newline="", encoding="utf-8") as text:
        first, second = csv.DictReader(text)
    assert (first["place"], first["id"], first["country"], first["city"]) == (
        "organisations.csv:2:country",
        "alpha",
        "Nowhere",
        "",
    )
    assert "Nowhere" in first["reason"]
    assert first["quarantine"] == bad.quarantined()[0].key
    assert second["reason"] == "the row has 5 of 4: x cells"
    assert export_quarantine(bad, "nobody", tmp_path / "none") == []


def test_a_repaired_row_is_taken_in_and_others_follow(bad: Store, tmp_path: Path) -> None:
    organisations, _ = export_quarantine(bad, "x", tmp_path / "repair")
    report = replay(bad, "x", repair(organisations, with_country))
    assert (report.tried, report.released, report.followed, report.waiting) == (1, 1, 1, ())
    assert report.revision == bad.revision() == 4
    assert (ids(bad), links(bad)) == (["alpha", "beta", "energy", "food"], ["partner_of alpha beta"])
    assert [place for place, _, _ in waiting(bad)] == ["organisations.csv:4", "relations.csv:3"]


def test_a_repaired_store_is_that_of_a_sound_source(bad: Store, tmp_path: Path) -> None:
    replay(bad, "x", repair(export_quarantine(bad, "x", tmp_path / "repair")[0], with_country))
    with SqliteStore(tmp_path / "other" / "store.sqlite") as other:
        loaded(other, tmp_path / "x", GOOD)
        expected = list(dump(other))
    assert [line for line in dump(bad) if not line.startswith('{"quarantined"')] == expected


def test_repaired_rows_may_be_json_lines(bad: Store, tmp_path: Path) -> None:
    key = bad.quarantined()[0].key
    path = tmp_path / "fixed.jsonl"
    path.write_text(f'{{"quarantine": "{key}", "id": "alpha", "kind": "cluster", "name": "Alpha", "country": "DK"}}\n')
    assert replay(bad, "x", path).released == 1
    assert "alpha" in ids(bad)


def test_a_row_that_still_offends_waits_as_it_was(bad: Store, tmp_path: Path) -> None:
    before = list(dump(bad))

    def worse(row: dict[str, str]) -> bool:
        row["country"] = "DK"
        row["kind"] = "club"
        return True

    organisations, _ = export_quarantine(bad, "x", tmp_path / "repair")
    report = replay(bad, "x", repair(organisations, worse))
    assert (report.tried, report.released, report.followed) == (2, 0, 0)
    assert [(row.column, row.code) for row in report.waiting] == [("kind", "unknown_word")] * 2
    assert list(dump(bad)) == before


def test_a_repair_does_not_replace_what_another_row_says(bad: Store, tmp_path: Path) -> None:
    def take_id(row: dict[str, str]) -> bool:
        row["country"] = "DK"
        return row["id"] == "beta"

    report = replay(bad, "x", repair(export_quarantine(bad, "x", tmp_path / "repair")[0], take_id))
    assert [(row.column, row.code) for row in report.waiting] == [("id", "duplicate_id")]
    assert [said["properties"]["name"] for said in dumped(bad, "entity") if said["id"] == "beta"] == ["Beta"]


def test_a_repair_that_says_what_is_said_already_is_merged(bad: Store, tmp_path: Path) -> None:
    def same(row: dict[str, str]) -> bool:
        row["name"] = "Beta"
        return row["id"] == "beta"

    revision = bad.revision()
    report = replay(bad, "x", repair(export_quarantine(bad, "x", tmp_path / "repair")[0], same))
    assert (report.released, report.revision, len(waiting(bad))) == (1, revision, 3)


def test_two_repairs_of_one_id_do_not_both_count(bad: Store, tmp_path: Path) -> None:
    def both_new(row: dict[str, str]) -> bool:
        row["id"], row["country"] = "new", "DK"
        return True

    report = replay(bad, "x", repair(export_quarantine(bad, "x", tmp_path / "repair")[0], both_new))
    assert (report.released, [row.code for row in report.waiting]) == (1, ["duplicate_id"])


def test_rows_are_tried_as_they_are_when_none_are_given(bad: Store) -> None:
    report = replay(bad, "x")
    assert (report.tried, report.released, len(report.waiting)) == (4, 0, 4)


def test_a_repair_lasts_while_its_row_fails(bad: Store, tmp_path: Path) -> None:
    path = repair(export_quarantine(bad, "x", tmp_path / "repair")[0], with_country)
    replay(bad, "x", path)
    assert loaded(bad, tmp_path / "x", BAD).kept == 1
    assert ("alpha" in ids(bad), links(bad), len(waiting(bad))) == (True, ["partner_of alpha beta"], 3)
    assert loaded(bad, tmp_path / "x", GOOD).total.quarantined == 0
    assert len(waiting(bad)) == 0


SOUND = "id,kind,name,country\nalpha,cluster,Alpha,DK\nbeta,cluster,Beta,DE\n"
SPOILT = SOUND.replace("Alpha,DK", "Alpha,Nowhere")


def spoilt(store: Store, folder: Path, organisations: str = SPOILT) -> None:
    """Load, spoil the row of alpha, load again: what it said is kept."""
    loaded(store, folder, GOOD)
    assert loaded(store, folder, GOOD | {"organisations": organisations}).total.quarantined == 1


def renamed(row: dict[str, str]) -> bool:
    row["name"], row["country"] = "Alpha renamed", "SE"
    return True


def said_of_alpha(store: Store) -> list[tuple[str, str]]:
    said = [said["properties"] for said in dumped(store, "entity") if said["id"] == "alpha"]
    return [(one["name"], one["country"]) for one in said]


def replayed(store: Store, tmp_path: Path, change: Callable[[dict[str, str]], bool]) -> list[str]:
    """Codes of what still waits after a repair of organisations."""
    (path, *_) = export_quarantine(store, "x", tmp_path / "repair")
    return [row.code for row in replay(store, "x", repair(path, change)).waiting]


def test_a_repair_replaces_what_was_kept_in_its_stead(store: Store, tmp_path: Path) -> None:
    spoilt(store, tmp_path / "x")
    assert said_of_alpha(store) == [("Alpha", "DK")]
    with store.reading() as scan:
        before = scan.revision, scan.stamp
    assert replayed(store, tmp_path, renamed) == []
    assert (said_of_alpha(store), waiting(store)) == ([("Alpha renamed", "SE")], [])
    assert (ids(store), links(store)) == (["alpha", "beta", "energy", "food"], ["partner_of alpha beta"])
    assert store.changes(*before, 10).retired == (("x", "organisation", "alpha"),)


def test_a_repair_is_repaired_again(store: Store, tmp_path: Path) -> None:
    spoilt(store, tmp_path / "x")
    assert replayed(store, tmp_path, renamed) == []
    loaded(store, tmp_path / "x", GOOD | {"organisations": SPOILT})
    assert said_of_alpha(store) == [("Alpha renamed", "SE")]
    assert replayed(store, tmp_path, with_country) == []
    assert said_of_alpha(store) == [("Alpha", "DK")]


@pytest.mark.parametrize("other", ["alpha,cluster,Alpha,DK\n", "alpha,cluster,Alpha twice,DK\n"])
@pytest.mark.parametrize("first", [True, False])
def test_a_repair_does_not_replace_what_another_row_of_the_load_says(
    store: Store, tmp_path: Path, other: str, first: bool
) -> None:
    header, alpha, beta = SPOILT.splitlines(keepends=True)
    spoilt(store, tmp_path / "x", header + (other + alpha if first else alpha + other) + beta)
    before = said_of_alpha(store)
    assert replayed(store, tmp_path, renamed) == ["duplicate_id"]
    assert said_of_alpha(store) == before


def test_a_repair_does_not_replace_what_a_row_that_waits_says(store: Store, tmp_path: Path) -> None:
    """Of two rows that fail and say one id, the second one is the duplicate."""
    organisations = SOUND.replace("country\n", "country,sectors\n").replace("DK\n", "DK,birds\nalpha,cluster,Two,DK,\n")
    loaded(store, tmp_path / "x", GOOD)
    loaded(store, tmp_path / "x", GOOD | {"organisations": organisations.replace("DE\n", "DE,\n")})

    def of_the_second(row: dict[str, str]) -> bool:
        return row["name"] == "Two" and renamed(row)

    assert replayed(store, tmp_path, of_the_second) == ["duplicate_id"]
    assert said_of_alpha(store) == [("Alpha", "DK")]


def test_of_two_repairs_of_what_was_kept_one_counts(store: Store, tmp_path: Path) -> None:
    twice = SPOILT + "alpha,cluster,Alpha,Elsewhere\n"
    loaded(store, tmp_path / "x", GOOD)
    assert loaded(store, tmp_path / "x", GOOD | {"organisations": twice}).total.quarantined == 2

    def each_its_own(row: dict[str, str]) -> bool:
        row["name"], row["country"] = f"Alpha of {row['country']}", "SE"
        return True

    assert replayed(store, tmp_path, each_its_own) == ["duplicate_id"]
    assert replayed(store, tmp_path, each_its_own) == ["duplicate_id"]
    assert len(said_of_alpha(store)) == 1


@pytest.mark.parametrize(
    ("name", "text", "code", "where"),
    [
        ("r.csv", "id,kind\n", "missing_column", "r.csv:1:quarantine"),
        ("r.csv", "quarantine,id,birds\n", "unknown_column", "r.csv:1:birds"),
        ("r.csv", "quarantine,id\nnope,x\n", "not_quarantined", "r.csv:quarantine"),
        ("r.csv", "quarantine,id\n,x\n", "missing_value", "r.csv:2:quarantine"),
        ("r.csv", b"quarantine\n\x81\n", "bad_encoding", "r.csv:2:quarantine"),
        ("r.jsonl", '{"id": "x"}\n', "missing_value", "r.jsonl:1:quarantine"),
        ("r.jsonl", "{\n", "bad_json", "r.jsonl:1"),
    ],
)
def test_malformed_repairs(bad: Store, tmp_path: Path, name: str, text: str | bytes, code: str, where: str) -> None:
    before = list(dump(bad))
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceError) as refused:
        replay(bad, "x", path)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert list(dump(bad)) == before


def test_repairs_that_are_not_there(bad: Store, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        replay(bad, "x", tmp_path / "nowhere.csv")
    assert refused.value.code == "unreadable_source"


def test_not_while_a_load_is_at_work(bad: Store) -> None:
    with bad.loading(), pytest.raises(StoreError) as refused:
        replay(bad, "x")
    assert refused.value.code == "store_locked"


def test_nothing_to_replay(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    report = replay(store, "x")
    assert (report.tried, report.released, report.followed, report.waiting) == (0, 0, 0, ())

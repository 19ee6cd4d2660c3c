"""What a source is called: said, the same each time, and never another one's."""

from pathlib import Path

import pytest

import loaders
from graph.errors import SourceError
from graph.store import Store
from graph.store.dump import dump
from loaders.pipeline import run_load
from loaders.registry import open_source
from loaders.source_names import name_from, origin_of, proposed_name
from tests.loaders.folders import declared, dumped, ids, now, write

ORG = "id,kind,name,country\n"


def folder(path: Path, id_: str, **said: str) -> Path:
    """A folder of one organisation; with what is said, one that declares itself."""
    files = {"organisations": f"{ORG}{id_},cluster,{id_.title()},NO\n"}
    return write(path, files | ({"source.toml": declared(**said)} if said else {}))


def refusal(store: Store, path: Path, name: str | None = None) -> SourceError:
    before = list(dump(store))
    with pytest.raises(SourceError) as refused:
        loaders.load(store, path, name=name, now=now)
    assert list(dump(store)) == before
    assert store.runs() == [] or store.runs()[0].state == "finished"
    return refused.value


def load(store: Store, path: Path, name: str | None = None, *, moved: bool = False) -> loaders.LoadReport:
    """With consent: what comes from elsewhere here has nothing in common with what was there before."""
    return loaders.load(store, path, name=name, moved=moved, accept_shrinking=True, now=now)


def test_a_folder_that_does_not_declare_its_name_has_none(store: Store, tmp_path: Path) -> None:
    refused = refusal(store, folder(tmp_path / "2024" / "members", "oslo-ocean"))
    assert refused.code == "unnamed_source"
    assert "--as members" in refused.suggestion


def test_two_folders_that_are_called_alike_do_not_replace_each_other(store: Store, tmp_path: Path) -> None:
    older = folder(tmp_path / "2024" / "members", "oslo-ocean")
    newer = folder(tmp_path / "2025" / "members", "bergen-bio")
    load(store, older, "members")
    refused = refusal(store, newer, "members")
    assert (refused.code, refused.value, refused.where) == ("other_origin", "members", "2025/members")
    assert "2024/members" in refused.message
    assert "--as 2025-members" in refusal(store, newer).suggestion
    load(store, newer, "2025-members")
    assert ids(store) == ["bergen-bio", "oslo-ocean"]


def test_a_source_that_has_moved_is_told_so(store: Store, tmp_path: Path) -> None:
    load(store, folder(tmp_path / "2024" / "members", "oslo-ocean"), "members")
    newer = folder(tmp_path / "2025" / "members", "bergen-bio")
    moved = load(store, newer, "members", moved=True)
    assert (moved.retired, moved.came_from) == (1, "2024/members")
    again = load(store, newer, "members")
    assert (again.total.unchanged, again.came_from) == (1, ""), "it comes from there now"
    assert refusal(store, tmp_path / "2024" / "members", "members").code == "other_origin"


def test_the_same_folder_is_proposed_the_same_name(store: Store, tmp_path: Path) -> None:
    load(store, folder(tmp_path / "2024" / "members", "oslo-ocean"), "norway")
    assert "--as norway" in refusal(store, tmp_path / "2024" / "members").suggestion


@pytest.mark.parametrize(
    ("called", "name"),
    [("Åland", "aland"), ("Öland", "oland"), ("a b", "a-b"), ("北京", "beijing"), ("…", ""), ("x" * 99, "x" * 60)],
)
def test_names_are_transliterated(called: str, name: str) -> None:
    assert name_from(called) == name


def test_folders_of_which_names_come_to_the_same_are_proposed_different_ones(store: Store, tmp_path: Path) -> None:
    for called, name in (("Åland", "aland"), ("aland", "test-aland"), ("ÅLAND", "test-aland-2")):
        path = folder(tmp_path / "test" / called, f"id-{len(ids(store))}")
        with store.reading() as scan:
            assert proposed_name(path, scan.sources()) == name
        load(store, path, name)
    assert len(ids(store)) == 3


def test_no_more_of_a_path_is_kept_than_its_last_two_parts(store: Store, tmp_path: Path) -> None:
    load(store, folder(tmp_path / "2024" / "members", "oslo-ocean"), "members")
    assert [source["origin"] for source in dumped(store, "source")] == ["2024/members"]
    assert origin_of(Path("/members")) == "members"
    assert origin_of(Path("/a/O\u0308land")) == "a/\u00d6land"


@pytest.mark.parametrize("name", ["Members", "mem bers", "mem:bers", "-a", "a--b", "å", "", "x" * 61, "a\n"])
def test_what_is_no_name(store: Store, tmp_path: Path, name: str) -> None:
    assert refusal(store, folder(tmp_path / "members", "oslo-ocean"), name).code == "bad_source_name"


def test_a_name_is_not_said_against_the_declaration(store: Store, tmp_path: Path) -> None:
    path = folder(tmp_path / "members", "oslo-ocean", name="norway")
    refused = refusal(store, path, "members")
    assert (refused.code, refused.where) == ("named_twice", "source.toml:name")
    assert load(store, path, "norway").source == "norway"


def test_a_publisher_may_give_its_source_from_anywhere(store: Store, tmp_path: Path) -> None:
    load(store, folder(tmp_path / "here", "oslo-ocean", name="norway"))
    moved = load(store, folder(tmp_path / "there", "bergen-bio", name="norway"))
    assert (ids(store), moved.came_from) == (["bergen-bio"], origin_of(tmp_path / "here"))


@pytest.mark.parametrize("publisher", ['"Somebody else"', '"not declared"'])
def test_another_publisher_does_not_take_its_place(store: Store, tmp_path: Path, publisher: str) -> None:
    load(store, folder(tmp_path / "here", "oslo-ocean", name="norway"))
    other = folder(tmp_path / "there", "bergen-bio", name="norway", publisher=publisher)
    assert refusal(store, other).code == "other_origin"
    assert refusal(store, folder(tmp_path / "undeclared", "bergen-bio"), "norway").code == "other_origin"


def test_a_source_whose_origin_is_not_known_may_come_from_anywhere(store: Store, tmp_path: Path) -> None:
    """As an older program has left it."""
    path = folder(tmp_path / "members", "oslo-ocean")
    declaration, reader = open_source(path, now().date(), "members")
    run_load(store, declaration.source(), reader, now=now)
    load(store, path, "members")
    assert [source["origin"] for source in dumped(store, "source")] == [origin_of(path)]


def test_a_name_with_which_ids_of_others_begin_is_refused(store: Store, tmp_path: Path) -> None:
    load(store, folder(tmp_path / "registry", "norway:1"), "registry")
    refused = refusal(store, folder(tmp_path / "norway", "1"), "norway")
    assert (refused.code, refused.value, refused.where) == ("name_in_ids", "norway", "registry")
    assert load(store, folder(tmp_path / "norway", "1"), "norwa").total.written == 1


def test_a_source_may_have_its_own_name_in_its_ids(store: Store, tmp_path: Path) -> None:
    path = folder(tmp_path / "norway", "norway:1")
    load(store, path, "norway")
    assert load(store, path, "norway").total.unchanged == 1

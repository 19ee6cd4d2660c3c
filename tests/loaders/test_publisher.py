"""Reading what publishers offer: which file, in which layout, and what is refused."""

import gzip
from pathlib import Path

import pytest

import loaders
from graph.errors import InputError, SourceError
from graph.store import Store
from loaders import Published, registry
from loaders.reading import Silent
from tests.loaders.folders import ids, now, write
from tests.loaders.published import load_published, table

COLUMNS = ("name", "country_code", "ecosystem_code", "city")
ROWS = [(f"Made-up {number}", "AT", "", "Graz") for number in range(10)]
TEXT = table(COLUMNS, *ROWS)


def refused(store: Store, path: Path, source: str = "eccp") -> SourceError:
    with pytest.raises(SourceError) as error:
        load_published(store, source, path)
    assert store.revision() == 0
    return error.value


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.replace(",", ";").encode(),
        gzip.compress(TEXT.replace(",", "\t").replace("\n", "\r\n").encode()),
    ],
    ids=["commas", "mark and semicolons", "packed, tabs and two-character ends"],
)
def test_a_file_is_read_as_it_comes(store: Store, tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "in", {"anything.dat": content}) / "anything.dat"
    done = load_published(store, "eccp", path)
    assert len(ids(store)) == done.total.written == 10


def test_a_folder_is_searched_for_the_declared_name(store: Store, tmp_path: Path) -> None:
    assert refused(store, write(tmp_path / "in", {"other.csv": TEXT})).code == "missing_file"
    assert (
        refused(store, write(tmp_path / "in", {"clusters-1.csv": TEXT, "clusters-2.csv": TEXT})).code
        == "ambiguous_file"
    )
    load_published(store, "eccp", write(tmp_path / "in", {"clusters-1.csv": TEXT}))
    assert len(ids(store)) == 10


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (TEXT.replace(",city", ""), "missing_column", "in.csv"),
        (TEXT.replace("city\n", "city,mayor\n", 1), "unknown_column", "in.csv"),
        (TEXT.replace("Made-up 3,AT", "Made-up 3,AT,,"), "wrong_width", "in.csv:5"),
        (TEXT.replace("Made-up 3", '"Made-up 3'), "bad_quote", "in.csv"),
        (TEXT.encode().replace(b"Graz", b"Gr\xe4z"), "bad_encoding", "in.csv"),
        (gzip.compress(TEXT.encode())[:-20], "unreadable_source", "in.csv"),
        ("", "missing_column", "in.csv"),
    ],
)
def test_another_layout_is_refused_and_nothing_is_written(
    store: Store, tmp_path: Path, content: str | bytes, code: str, where: str
) -> None:
    error = refused(store, write(tmp_path / "in", {"in.csv": content}) / "in.csv")
    assert error.code == code
    assert str(error.where).startswith(where)


def test_the_same_content_goes_on_where_it_stopped(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", {"in.csv": TEXT}) / "in.csv"
    first = load_published(store, "eccp", path)
    again = load_published(store, "eccp", path)
    assert (again.total.unchanged, again.total.written, first.total.written) == (10, 0, 10)


def test_what_is_gone_from_the_file_is_retired(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", {"in.csv": TEXT}) / "in.csv"
    load_published(store, "eccp", path)
    path.write_text(table(COLUMNS, *ROWS[:9]), encoding="utf-8")
    assert load_published(store, "eccp", path).retired == 1


def test_a_file_that_changes_while_it_is_read_is_refused(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", {"in.csv": TEXT}) / "in.csv"
    _, reader = registry.open_source(Published("eccp", path), now().date())
    reader.survey(Silent())
    path.write_text(TEXT.replace("Graz", "Linz!"), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        list(reader.records())
    assert error.value.code == "source_changed"


def test_a_source_of_files_needs_one_and_another_one_takes_none(store: Store, tmp_path: Path) -> None:
    for source, code in (("ror", "needs_file"), (Published("starter", tmp_path), "takes_no_file")):
        with pytest.raises(InputError) as error:
            loaders.load(store, source)
        assert error.value.code == code
    assert refused(store, tmp_path / "nothing.csv").code == "unreadable_source"

import re
from datetime import date
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.statements import Source
from loaders.declaration import DECLARATION_BYTES_AT_MOST, read_declaration
from tests.loaders.folders import declared, write

TODAY = date(2026, 11, 22)


def test_a_folder_without_one_is_called_as_somebody_says(tmp_path: Path) -> None:
    declaration = read_declaration(write(tmp_path / "My Öwn  Data_2", {}), TODAY, "mine")
    assert declaration.source("there/mine") == Source(
        name="mine",
        title="mine",
        publisher="not declared",
        licence="not declared",
        address="",
        retrieved="2026-11-22",
        owns_ids=False,
        origin="there/mine",
    )


def test_everything_that_can_be_declared(tmp_path: Path) -> None:
    text = declared(
        "a-1",
        address='"https://a.example"',
        retrieved="2026-01-05",
        owns_ids="true",
        gives='["organisation", "relation"]',
        ignored_columns='{organisations = ["fax"]}',
        minimum="{organisation = 3}",
        maximum="{relation = 9}",
    )
    declaration = read_declaration(write(tmp_path / "x", {"source.toml": text}), TODAY)
    assert declaration.ignored_columns == {"organisations": ("fax",)}
    assert declaration.source() == Source(
        name="a-1",
        title="T",
        publisher="P",
        licence="CC0-1.0",
        address="https://a.example",
        retrieved="2026-01-05",
        owns_ids=True,
        gives=("organisation", "relation"),
        minimum={"organisation": 3},
        maximum={"relation": 9},
    )


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("name = ", "malformed_source", "source.toml"),
        (declared("A B"), "bad_declaration", "source.toml:name"),
        (declared("a", colour='"red"'), "bad_declaration", "source.toml:colour"),
        (declared("a", retrieved='"2026"'), "bad_declaration", "source.toml:retrieved"),
        (declared("a", retrieved="7"), "bad_declaration", "source.toml:retrieved"),
        (declared("a", gives='["organisations"]'), "bad_declaration", "source.toml:gives.0"),
        (declared("a", minimum="{organisation = -1}"), "bad_declaration", "source.toml:minimum.organisation"),
        (declared("a", minimum="{bird = 1}"), "bad_declaration", "source.toml:minimum.bird"),
        (declared("a", address='"ftp://a"'), "bad_declaration", "source.toml:address"),
        ('name = "a"', "bad_declaration", "source.toml:title"),
        (b"name = '\xff'", "bad_encoding", "source.toml"),
        ("#" * (DECLARATION_BYTES_AT_MOST + 1), "too_large", "source.toml"),
    ],
)
def test_what_may_not_be_declared(tmp_path: Path, text: str | bytes, code: str, where: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_declaration(write(tmp_path / "x", {"source.toml": text}), TODAY)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert refused.value.suggestion
    assert not re.search("pattern|Field|Extra inputs|isoformat|Value error", refused.value.message)


@pytest.mark.parametrize(
    ("called", "proposed"), [("My Öwn  Data_2", "my-own-data-2"), ("数据", "shuju"), ("…", "name")]
)
def test_a_folder_that_nobody_names(tmp_path: Path, called: str, proposed: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_declaration(write(tmp_path / "name" / called, {}), TODAY)
    assert refused.value.code == "unnamed_source"
    assert f"`--as {proposed}`" in refused.value.suggestion


def test_where_somebody_tells_the_name_a_declaration_may_say_only_how_to_read_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", {"source.toml": 'dates = "dd.mm.yyyy"\n'})
    found = read_declaration(folder, TODAY, "mine")
    assert (found.name, found.title, found.dates, found.retrieved) == ("mine", "mine", "dd.mm.yyyy", TODAY.isoformat())
    with pytest.raises(SourceError):
        read_declaration(folder, TODAY)

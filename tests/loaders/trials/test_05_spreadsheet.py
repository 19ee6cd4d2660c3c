"""Tables as spreadsheets write them: whatever separates, surrounds or trails the cells, the rows are the same."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.store import Store
from loaders.formats.dialect import dialect_of
from tests.loaders.folders import declared, dumped, ids, loaded, waiting
from tests.loaders.workbooks import workbook

HEADER, ROW = "id,kind,name,country", "a1,cluster,Alpha,DK"
PLAIN = f"{HEADER}\n{ROW}\n"

WAYS: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
    "plain": ("csv", PLAIN, ()),
    "semicolons": ("csv", PLAIN.replace(",", ";"), ("organisations.csv is separated by semicolons.",)),
    "tabs": ("csv", PLAIN.replace(",", "\t"), ("organisations.csv is separated by tabs.",)),
    "tsv": ("tsv", PLAIN.replace(",", "\t"), ()),
    "sep line": ("csv", f"sep=,\n{PLAIN}", ()),
    "sep line, semicolons": (
        "csv",
        "sep=;\r\n" + PLAIN.replace(",", ";"),
        ("organisations.csv is separated by semicolons.",),
    ),
    "mark": ("csv", b"\xef\xbb\xbf" + PLAIN.encode(), ()),
    "UTF-16": ("csv", PLAIN.encode("utf-16"), ("organisations.csv is in utf-16.",)),
    "UTF-16, big end first": (
        "csv",
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        ("organisations.csv is in utf-16.",),
    ),
    "UTF-16 without a mark": ("csv", PLAIN.encode("utf-16-le"), ("organisations.csv is in utf-16-le.",)),
    "CR": ("csv", PLAIN.replace("\n", "\r"), ()),
    "trailing columns": ("csv", f"{HEADER},,\n{ROW},,\n,,,,,\n", ()),
    "ragged": ("csv", f"{HEADER}\n{ROW},, \n\n,,,,,,,\n", ()),
    "column without a name": ("csv", "id,kind,,name,country\na1,cluster,,Alpha,DK\n", ()),
    "short": ("csv", f"{HEADER},city,website\n{ROW}\n", ()),
    "blanks": ("csv", "id, kind, name , country\na1 , cluster,\u00a0Alpha , DK\n", ()),
    "header in capitals": ("csv", f"ID,Kind,Name,Country,Native name\n{ROW},\n", ()),
    "workbook": ("xlsx", workbook({"Sheet1": [HEADER.split(","), ROW.split(",")]}), ()),
    "workbook, blank rows first": ("xlsx", workbook({"Sheet1": [[], [], HEADER.split(","), [], ROW.split(",")]}), ()),
}


@pytest.mark.parametrize(("suffix", "content", "forms"), WAYS.values(), ids=WAYS)
def test_the_same_row_however_it_is_written(
    store: Store, tmp_path: Path, suffix: str, content: str | bytes, forms: tuple[str, ...]
) -> None:
    loaded(store, tmp_path / "x", {"organisations": PLAIN})
    again = loaded(store, tmp_path / "x", {f"organisations.{suffix}": content})
    assert (again.total.unchanged, again.total.quarantined, again.retired) == (1, 0, 0)
    assert again.forms == forms


def test_western_letters_are_read_and_said(store: Store, tmp_path: Path) -> None:
    text = f"{PLAIN}a2,cluster,Ålborg – Café,DK\n"
    report = loaded(store, tmp_path / "x", {"organisations": text.encode("cp1252")})
    assert (report.total.written, len(report.forms)) == (2, 1)
    assert "cp1252" in report.forms[0] and "'Ålborg'" in report.forms[0]
    assert [said["properties"]["name"] for said in dumped(store, "entity")] == ["Alpha", "Ålborg – Café"]
    files: dict[str, str | bytes]
    files = {"organisations": text.encode("cp1252"), "source.toml": declared("x", encoding='"cp1252"')}
    again = loaded(store, tmp_path / "x", files, accept_shrinking=True)
    assert (again.total.unchanged, again.forms) == (2, ("organisations.csv is in cp1252.",))
    for encoding in ('"latin-1"', '{organisations = "Windows-1252"}', '"utf-8"'):
        plain = text.replace("–", "-").encode("latin-1" if "1" in encoding else "utf-8")
        files = {"organisations": plain, "source.toml": declared("x", encoding=encoding)}
        assert loaded(store, tmp_path / "x", files).total.valid == 2


@pytest.mark.parametrize("name", ["Łódź Klaster", "Żywność", "Wałbrzych", "Кластер"])
def test_what_may_be_any_encoding_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    text = f"{PLAIN}a2,cluster,{name},PL\n".encode("cp1251" if name == "Кластер" else "cp1250")
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", {"organisations": text})
    assert (refused.value.code, refused.value.where) == ("bad_encoding", "organisations.csv:3:name")
    assert "encoding = " in refused.value.suggestion


def test_other_scripts_are_told_apart_where_there_is_enough_of_them(store: Store, tmp_path: Path) -> None:
    names = {
        "cp1251": "Кластер машиностроения и металлообработки Новосибирской области Сибирский федеральный округ",
        "cp932": "東京都立産業技術研究センター、関西イノベーション国際戦略総合特区推進協議会、東北大学",
        "euc_kr": "울산테크노파크 대한무역투자진흥공사 한국산업기술진흥원 전북테크노파크 수소융합얼라이언스",
        "gb18030": "北京中关村科技园区管理委员会、上海张江高新技术产业开发区、深圳市投资促进服务中心",
    }
    for encoding, name in names.items():
        text = f"{HEADER}\na1,cluster,{name},DK\n".encode(encoding)
        report = loaded(store, tmp_path / encoding.replace("_", "-"), {"organisations": text})
        assert encoding in report.forms[0]
        assert name in [said["properties"]["name"] for said in dumped(store, "entity")]


def test_cells_beyond_the_header_cost_their_row(store: Store, tmp_path: Path) -> None:
    text = f"{HEADER},,note\n{ROW},x,\n".replace(",note", "")
    loaded(store, tmp_path / "x", {"organisations": f"{text}a2,cluster,Beta,DK,,\na3,cluster,Gamma,DK,,more\n"})
    assert waiting(store) == [
        ("organisations.csv:2", None, "wrong_width"),
        ("organisations.csv:4", None, "wrong_width"),
    ]
    assert ids(store) == ["a2"]


def test_places_count_every_line(store: Store, tmp_path: Path) -> None:
    text = f"sep=;\n{HEADER},\n{ROW}\na2,cluster,Beta,Nowhere\na3,cluster,Gamma,DK,x\n".replace(",", ";")
    loaded(store, tmp_path / "x", {"organisations": text})
    assert waiting(store) == [
        ("organisations.csv:4", "country", "bad_value"),
        ("organisations.csv:5", None, "wrong_width"),
    ]


def test_a_cell_in_a_column_without_a_name_costs_its_row(store: Store, tmp_path: Path) -> None:
    text = "id,kind,,name,country\na1,cluster,,Alpha,DK\na2,cluster,x,Beta,DK\n"
    loaded(store, tmp_path / "x", {"organisations": text})
    assert (ids(store), waiting(store)) == (["a1"], [("organisations.csv:3", None, "wrong_width")])


def test_a_mark_counts_more_than_what_is_declared(store: Store, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "organisations": f"{HEADER}\na1,cluster,Ålborg,DK\n".encode("utf-8-sig"),
        "source.toml": declared("x", encoding='"cp1252"'),
    }
    loaded(store, tmp_path / "x", files)
    assert [said["properties"]["name"] for said in dumped(store, "entity")] == ["Ålborg"]


def test_what_separates_is_told_by_known_columns_not_by_counting() -> None:
    known = {"name", "id"}.__contains__
    assert dialect_of(["name,id;a;b;c\n"], known).delimiter == ","
    assert dialect_of(["a,b,c,d;id\n"], known).delimiter == ";"
    assert [dialect_of([line], known).delimiter for line in ("a;b\n", "a\tb\n", "a,b;c\n", "a\n", "")] == [*";\t,,,"]
    assert dialect_of(["sep=|\n", "id,name\n"], known).delimiter == ","


def test_backslashes_are_themselves_unless_quotes_make_no_sense_otherwise(store: Store, tmp_path: Path) -> None:
    def name(cell: str) -> tuple[list[str], tuple[str, ...]]:
        forms = loaded(store, tmp_path / "x", {"organisations": f"{HEADER}\na1,cluster,{cell},DK\n"}).forms
        return [said["properties"]["name"] for said in dumped(store, "entity")], forms

    escaped = ("organisations.csv has backslashes before quotes, which are read as quotes.",)
    assert name('"Alpha \\"Nord\\" A\\S, Aarhus"') == (['Alpha "Nord" A\\S, Aarhus'], escaped)
    assert name('"Alpha ""Nord"" A\\S, Aarhus\\"') == (['Alpha "Nord" A\\S, Aarhus\\'], ())
    assert name('"Alpha \\"", Aarhus"') == (['Alpha \\", Aarhus'], ())
    assert name('"Alpha \\"Nord\\" Aarhus\\\\"') == (['Alpha "Nord" Aarhus\\\\'], escaped)
    with pytest.raises(SourceError) as refused:
        name('"Alpha \\"Nord" A/S"')
    assert (refused.value.code, refused.value.where) == ("bad_quote", "organisations.csv:2:country")


def test_a_header_that_no_separator_fits_is_named_as_it_was_taken_apart(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", {"organisations": "ident;art;benennung\na;b;c\n"})
    assert (refused.value.code, refused.value.where) == ("unknown_column", "organisations.csv:1:ident")
    assert "ident, art, benennung (separated by semicolons)" in refused.value.message

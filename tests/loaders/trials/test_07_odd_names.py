"""Odd names: found by what people type for them, and steering no terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Opendoors, empty, environment, opendoors
from tests.cli.test_characters import STEERING
from tests.loaders.folders import write

__all__ = ["empty", "environment", "opendoors"]

NAMES = [
    "Two\nLine Cluster", "Tab\tClu\rster", "Escape\x1b[2J\x1b[31m Red\x07", "Right \u202eretsulC\u202c left",
    "C1 \x9b31m and \u2067isolates\u2069", "[bold red]Brackets[/] [/nope] [link=https://x.example]y[/link]",
]  # fmt: skip
"""Trial 07."""
FOUND = (
    ("iq", "İstanbul Işık Kümesi", "TR", ("istanbul isik", "ISTANBUL IŞIK", "ıstanbul ışık")),
    ("ss", "Weiße Straße Cluster GROẞ", "DE", ("weisse strasse", "groß", "GROẞ", "gross")),
    ("umlaut", "München Köln Düsseldorf Verbund", "DE", ("muenchen", "munchen koeln", "MÜNCHEN")),
    ("nfd", "Zli\u0301n S\u030ckoda Klastr", "CZ", ("Zlín", "zlin skoda", "S\u030ckoda")),
    ("fw", "ＫＯＴＲＡ　Ｓｅｏｕｌ", "KR", ("KOTRA Seoul", "ｋｏｔｒａ")),
    ("zwj", "می\u200cخواهم خوشه", "IR", ("می\u200cخواهم", "میخواهم خوشه")),
    ("heb", "אשכול התעשייה", "IL", ("אשכול",)),
    ("ar", "مجموعة الطاقة", "AE", ("مجموعة الطاقة",)),
    ("cn", "深圳市机器人协会", "CN", ("深圳市机器人协会", "深圳")),
    ("jp", "ロボット革命協議会", "JP", ("ロボット革命",)),
    ("gr", "Συνεργατικός Σχηματισμός Αθήνα", "GR", ("συνεργατικός", "Αθήνα", "athina")),
    ("ru", "Кластер Сколково", "RU", ("кластер сколково", "skolkovo")),
    ("emoji", "🚀🌊", "DK", ("🚀🌊",)),
    ("shy", "Bio\u00adtech\u00adnology Cluster", "DE", ("biotechnology", "Bio\u00adtechnology")),
    ("cpp", "C++ Works", "DK", ("C++ Works",)),
)
"""Id, name, country, and what people type."""


@pytest.fixture
def odd(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """Odd names, tied to one another."""
    rows = "".join(f'n{at},cluster,"{name}",DK\n' for at, name in enumerate(NAMES))
    ties = "".join(f"partner_of,n{at},n{at + 1}\n" for at in range(len(NAMES) - 1))
    office = 'office,trade_office,"Seoul\nOffice",KR\n'
    files = {
        "organisations": f"id,kind,name,country\n{rows}{office}bad,cluster,x,\x1b[2J\n",
        "relations": f"kind,source,target\n{ties}partner_of,n5,office\nactive_in,n2,KR\npartner_of,n1,\x1b[1m\n",
    }
    assert empty("load", str(write(tmp_path / "odd", files)), "--as", "odd").code == 0
    return empty


def test_nothing_steers_the_terminal(odd: Opendoors) -> None:
    lines = (
        "search cluster", "search n2", "ask KR --from n0", "routes n0 n4", "routes n0 office", "take-stock n2",
        "status", "coverage DK", "quarantine list", "ask \x1b[2J --from n0", "ask KR --from \x1b[2J", "links n1",
        "search \x1b]0;x\x07",
    )  # fmt: skip
    for line in lines:
        said = odd(*line.split(" "))
        assert said.code in (0, 2)
        as_json = odd(*line.split(" "), "--json")
        for text in (said.out, said.err, as_json.out, as_json.err):
            assert not STEERING & set(text), line


def test_names_stay_on_their_line_and_markup_is_text(odd: Opendoors) -> None:
    routes = odd("routes", "n0", "n5").out
    told = [line for line in routes.splitlines() if "Two" in line]
    assert told
    assert all("Two Line Cluster" in line for line in told)
    asked = odd("ask", "KR", "--from", "n5").out
    assert all("Seoul Office" in line for line in asked.splitlines() if "Seoul" in line)
    missing = odd("routes", "n1", "office").out
    assert "a tie between Two Line Cluster and" in missing
    assert "[bold red]Brackets[/]" in " ".join(routes.split())
    assert "Right \ufffdretsulC\ufffd left" in odd("search", "n3").out


def test_json_says_names_as_they_are(odd: Opendoors) -> None:
    names = {hit["name"] for text in ("cluster", "n2", "n3") for hit in odd("search", text, "--json").json["hits"]}
    assert {NAMES[0], NAMES[3]} <= names


def test_each_is_found_by_what_people_type(empty: Opendoors, tmp_path: Path) -> None:
    rows = "".join(f"{id_},cluster,{name},{country}\n" for id_, name, country, _ in FOUND)
    folder = write(tmp_path / "names", {"organisations": f"id,kind,name,country\n{rows}"})
    assert empty("load", str(folder), "--as", "names").code == 0
    for id_, _, _, typed in FOUND:
        for text in typed:
            hits = empty("search", text, "--json").json["hits"]
            assert hits, text
            assert hits[0]["id"] == id_, text

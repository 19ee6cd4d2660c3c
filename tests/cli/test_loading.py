"""What ``load`` and ``unload`` tell, and with which exit code they end."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Opendoors
from tests.loaders.folders import declared, write

ORGANISATIONS = "id,kind,name,country\na,cluster,Alpha,DK\nb,cluster,Beta,JP\nc,cluster,Gamma,JP\n"
NET = {
    "source.toml": declared("net"),
    "organisations": ORGANISATIONS,
    "relations": "kind,source,target,since,until\npartner_of,a,b,,\npartner_of,a,c,2020,\n",
}


@pytest.fixture
def net(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """Run a command line over a store that holds three clusters, the folder of which is ``net``."""
    assert empty("load", str(write(tmp_path / "net", NET))).code == 0
    return empty


def test_what_was_held_back_is_named_and_ends_in_3(net: Opendoors, tmp_path: Path) -> None:
    relations = NET["relations"].splitlines(keepends=True)[0]
    organisations = "id,kind,name,country\na,cluster,Alpha,DK\n"
    write(tmp_path / "net", {**NET, "organisations": organisations, "relations": relations})
    said = net("load", str(tmp_path / "net"))
    assert said.code == 3
    assert "would have retired 2 of type organisation: b (Beta); c (Gamma)" in said.out
    assert "--accept-shrinking" in said.err
    assert net("load", str(tmp_path / "net"), "--json").error["code"] == "held_back"
    assert net("search", "Gamma", "--json").json["totalCount"] == 1
    assert net("status", "--json").json["retired"] == {"net": 0}
    assert net("load", str(tmp_path / "net"), "--accept-shrinking").code == 0
    assert net("status", "--json").json["retired"] == {"net": 4}
    assert "4 of net" in net("status").out
    assert net("search", "Gamma", "--json").json["totalCount"] == 0


def test_rows_that_did_not_get_in_are_told_last(net: Opendoors, tmp_path: Path) -> None:
    bad = {**NET, "organisations": ORGANISATIONS + "d,cluster,Delta,Nowhere\n"}
    said = net("load", str(write(tmp_path / "net", bad)))
    assert said.code == 0
    assert said.out.splitlines()[-1] == "NOT IN: 1 row of 6. See `opendoors quarantine list --source net`."
    strict = net("load", str(tmp_path / "net"), "--strict", "--json")
    assert (strict.code, strict.error["code"], strict.json["waiting"]) == (3, "rows_quarantined", 1)
    write(tmp_path / "net", NET)
    assert net("load", str(tmp_path / "net"), "--strict").code == 0


def test_what_is_listed_in_part_says_of_how_many(net: Opendoors, tmp_path: Path) -> None:
    """Trial 19."""
    bad = {**NET, "organisations": ORGANISATIONS + "d,cluster,Delta,Nowhere\ne,cluster,Eta,Nowhere\n"}
    assert net("load", str(write(tmp_path / "net", bad))).code == 0
    assert (
        "2 rows wait for repair: these are 1 to 1; go on with --page 2."
        in net("quarantine", "list", "--first", "1").out
    )
    assert net("quarantine", "list", "--first", "1", "--json").json["totalCount"] == 2
    for verb in (("list", "--source", "nut"), ("export", str(tmp_path / "out"), "--source", "nut"), ("replay", "nut")):
        said = net("quarantine", *verb, "--json") if verb[0] != "export" else net("quarantine", *verb)
        assert (said.code, "net?" in said.err) == (2, True), verb
    assert net("load", str(write(tmp_path / "net", NET))).code == 0
    assert "No row of net waits" in net("quarantine", "export", str(tmp_path / "out"), "--source", "net").out


def test_what_holds_no_rows_and_what_is_on_the_web_is_said_to_be_so(empty: Opendoors, tmp_path: Path) -> None:
    folder = write(tmp_path / "net", {"source.toml": declared("net"), "organisations": "id,kind,name,country\n"})
    said = empty("load", str(folder))
    assert (said.code, "The files of the source 'net' hold no rows." in said.err) == (3, True)
    assert "on the web" in empty("load", "https://a.example/organisations.csv").err


def test_nothing_in_ends_in_3(empty: Opendoors, tmp_path: Path) -> None:
    """Trial 03: every row refused, told as text and as JSON."""
    folder = write(
        tmp_path / "net", {"source.toml": declared("net"), "organisations": "id,kind,name,country\nA,b,c,d\n"}
    )
    said = empty("load", str(folder))
    assert (said.code, "Nothing of the source 'net' got in: 1 of 1 rows wait." in said.err) == (3, True)
    assert empty("load", str(folder), "--json").error["code"] == "nothing_in"


def test_a_source_is_unloaded_with_consent(net: Opendoors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert net("unload", "nut", "--yes").code == 2
    monkeypatch.setattr(sys, "stdin", StringIO("y\n"))
    refused = net("unload", "net", "--json")
    assert (refused.code, refused.error["code"]) == (2, "not_confirmed")
    assert "3 organisations, 2 relations" in refused.error["message"]
    assert net("search", "Gamma", "--json").json["totalCount"] == 1
    said = net("unload", "net", "--yes", "--json")
    assert (said.code, said.json["retired"]) == (0, {"organisation": 3, "relation": 2})
    assert net("search", "Gamma", "--json").json["totalCount"] == 0
    assert net("status", "--json").json["retired"] == {"net": 5}
    assert net("load", str(tmp_path / "net")).code == 0
    assert net("search", "Gamma", "--json").json["totalCount"] == 1


@pytest.mark.parametrize(("answer", "code", "left"), [("y\n", 0, 0), ("n\n", 130, 1)])
def test_whoever_sits_there_is_asked(
    net: Opendoors, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, left: int
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert net("unload", "net").code == code
    assert net("search", "Gamma", "--json").json["totalCount"] == left


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("since,until", "partner_of,a,b,,0001-01-01"),
        ("since,until", "partner_of,a,b,,1700-01-01"),
        ("since,until", "board_seat,a,b,,1753-01-01"),
        ("retrieved,since", "partner_of,a,b,0001-01-01,"),
    ],
)
def test_an_ancient_day_stops_nobody(net: Opendoors, tmp_path: Path, columns: str, row: str) -> None:
    """Trial 13."""
    relations = f"kind,source,target,{columns}\n{row}\n"
    files = {"source.toml": declared("old"), "relations": relations}
    said = net("load", str(write(tmp_path / "old", files)), "--json")
    assert said.code in (0, 3)
    assert net("ask", "JP", "--from", "a").code == 0
    assert net("refresh", "--full").code == 0
    assert net("status", "--json").json["snapshot"]["behind"] is False


def test_a_single_file_is_loaded_as_a_source(net: Opendoors, tmp_path: Path) -> None:
    """Known by its columns; what is worth saying of its form is said."""
    path = tmp_path / "my-members.csv"
    path.write_bytes("ID;Kind;Name;Country\r\nd;cluster;Åland;FI\r\n".encode("cp1252"))
    said = net("load", str(path), "--as", "mine")
    assert said.code == 0
    assert "my-members.csv is separated by semicolons." in said.out
    assert "read as cp1252, in which it says 'Åland'" in said.out.replace("\n", " ")
    forms = net("load", str(path), "--as", "mine", "--json").json["forms"]
    assert forms[1:] == ["my-members.csv is separated by semicolons."]
    refused = net("load", str(path))
    assert (refused.code, "--as mine" in refused.err) == (3, True)
    assert net("load", str(tmp_path / "nowhere.xlsx"), "--as", "mine").code == 3

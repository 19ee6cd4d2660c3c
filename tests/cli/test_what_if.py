"""``what-if``: for people, and for programs."""

from pathlib import Path
from xml.etree.ElementTree import fromstring

from tests.cli.conftest import Opendoors

ECD = ("--from", "energy-cluster-denmark")


def test_for_people(starter: Opendoors) -> None:
    said = starter(
        "what-if", "South Korea", *ECD, "--drop", "kotra", "--add", "mou_with,energy-cluster-denmark,h2korea"
    )
    assert said.code == 0
    text = " ".join(said.out.split())
    assert "Energy Cluster Denmark has a memorandum of understanding with H2KOREA" in text
    assert "KOTRA – Korea Trade-Investment Promotion Agency is gone with the " in text
    assert " offices that nobody else runs, and nobody takes over its relations." in text
    assert "Gone: 0.38 → – KOTRA Korea Business Center Copenhagen, DK" in text
    assert "Nothing is written." in text
    assert "before: 10, the best 0.43. Their ways begin with 7 organisations; ways to 7 of them share nobody." in text
    assert "Innovation Centre Denmark Seoul has 40% of all they are worth." in text


def test_what_is_not_shown_is_counted(starter: Opendoors) -> None:
    """Without its national agency a Norwegian investor has ten worse ways and many more; where only agencies at home
    helped, nothing was open before.
    """
    home = ("--from-country", "NO", "--kind", "investor", "--sectors", "energy")
    text = " ".join(starter("what-if", "FR", *home, "--drop", "innovation-norway", "-n", "2").out.split())
    assert "Down: Norway 0.46 → 0.07, Belgium 0.43 → 0.12 and " in text
    assert "… and 1 more down" in text
    assert "Antarctica" not in text


def test_for_programs(starter: Opendoors) -> None:
    merge = ("--merge", "energy-cluster-denmark,Food & Bio Cluster Denmark")
    found = starter("what-if", "DE", *ECD, *merge, "--drop", "energy-cluster-denmark,elbe-alliance", "--json").json
    assert found is not None
    assert found["market"]["code"] == "DE"


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("what-if", *ECD, "--add", "partner_of,dtu", "--json").error["code"] == "bad_change"
    assert starter("what-if", *ECD, "--json").error["code"] == "no_change"
    assert starter("what-if", *ECD, "--merge", "dtu,nobody-at-all", "--json").error["code"] == "unknown_organisation"


def test_the_routes_are_drawn_as_they_would_be(starter: Opendoors, tmp_path: Path) -> None:
    file = tmp_path / "routes.svg"
    joined = ("--add", "member_of,energy-cluster-denmark,h2korea", "--drop", "kotra")
    said = starter("what-if", "KR", *ECD, *joined, "--svg", str(file))
    assert said.code == 0
    assert f"{file} shows the routes." in said.err
    described = fromstring(file.read_text(encoding="utf-8"))[1].text or ""
    assert "Supposed, and stored nowhere: Energy Cluster Denmark is a member of H2KOREA." in described
    assert "Energy Cluster Denmark → (supposed 0.75) H2KOREA" in described
    assert "KOTRA Korea Business Center Copenhagen" not in described
    assert starter("what-if", "KR", *ECD, *joined, "--svg", str(file), "--json").error["code"] == "file_exists"
    assert starter("what-if", *ECD, *joined, "--svg", f"{file}-2", "--json").error["code"] == "no_target"

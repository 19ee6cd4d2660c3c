"""``what-if``: for people, and for programs."""

from tests.cli.conftest import Opendoors

ECD = ("--from", "energy-cluster-denmark")


def test_for_people(starter: Opendoors) -> None:
    said = starter(
        "what-if", "South Korea", *ECD, "--drop", "kotra", "--add", "mou_with,energy-cluster-denmark,h2korea"
    )
    assert said.code == 0
    text = " ".join(said.out.split())
    assert "Energy Cluster Denmark has a memorandum of understanding with H2KOREA" in text
    assert "KOTRA – Korea Trade-Investment Promotion Agency is gone, and nobody takes over its relations." in text
    assert "Gone: 0.38 → – KOTRA Korea Business Center Copenhagen, DK" in text
    assert "Nothing is written." in text


def test_for_programs(starter: Opendoors) -> None:
    merge = ("--merge", "energy-cluster-denmark,Food & Bio Cluster Denmark")
    found = starter("what-if", "DE", *ECD, *merge, "--drop", "energy-cluster-denmark,elbe-alliance", "--json").json
    assert found is not None
    assert found["market"]["code"] == "DE"


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("what-if", *ECD, "--add", "partner_of,dtu", "--json").error["code"] == "bad_change"
    assert starter("what-if", *ECD, "--json").error["code"] == "no_change"
    assert starter("what-if", *ECD, "--merge", "dtu,nobody-at-all", "--json").error["code"] == "unknown_organisation"

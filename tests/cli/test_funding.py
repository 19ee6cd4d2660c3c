"""``funding``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_an_outsider(starter: Opendoors) -> None:
    said = starter("funding", "korea", "--from-country", "DK", "--sectors", "energy", "-n", "40")
    assert said.code == 0
    out = " ".join(said.out.split())
    assert "Funding and services for you into South Korea" in out
    assert "12 of these depend on your size alone: say it with --size." in out
    assert "Organisations of South Korea may apply too: you can take part together." in out
    assert "For you, as far as is on record: 9 programmes, 4 of them known to lead there" in out
    assert "Whether these lead there is not recorded:" in out
    assert "Not recorded: nobody" not in out, "what nobody covers is told once"
    assert "partner search: Trade Council of Denmark offers it" in out
    sized = starter("funding", "KR", "--from-country", "DK", "--sectors", "energy", "--size", "Small", "--json").json
    assert (sized["sizeCount"], sized["market"]["code"]) == (0, "KR")
    assert sized["programmes"][0]["programme"]["statements"][0]["evidence"]["url"]


def test_an_organisation(starter: Opendoors) -> None:
    out = " ".join(starter("funding", "Basque Energy Cluster", "US", "-n", "60").out.split())
    assert "It funds you already." in out
    assert (
        "Run by SPRI – Basque Business Development Agency: you → Basque Clusters (SPRI cluster network) → SPRI" in out
    )
    assert "Not for you: 72 programmes" in out
    answer = starter("funding", "basque-energy-cluster", "US", "--json").json
    assert answer["path"][1]["coveredBy"][0]["organisation"]["id"] == "basque-trade"


def test_what_is_refused(starter: Opendoors) -> None:
    for arguments, code in (
        (("kotra",), "no_market"), (("kotra", "KR"), "own_market"), (("kotra", "DE", "--size", "big"), "unknown_size"),
        (("kotra", "DE", "--from-country", "DK"), "two_askers"),
    ):  # fmt: skip
        refused = starter("funding", *arguments, "--json")
        assert (refused.code, refused.error["code"]) == (2, code)

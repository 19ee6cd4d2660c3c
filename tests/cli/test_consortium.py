"""``consortium``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_a_sector(starter: Opendoors) -> None:
    said = starter("consortium", "japan", "Robotics")
    assert said.code == 0
    assert "1 Around Odense Robotics, DK" in said.out
    assert "research: Danish Technological Institute" in said.out
    assert "missing: small or medium-sized company × 2. No small or medium company of this sector is known" in said.out
    assert "large company: Universal Robots" in said.out
    assert "2 of them with a size on record" in said.out
    answer = starter("consortium", "JP", "robotics", "--json").json
    assert (answer["market"]["code"], answer["exact"]) == ("JP", True)
    assert answer["consortia"][0]["missing"][0]["role"] == "sme"


def test_roles_and_a_coordinator(starter: Opendoors) -> None:
    said = starter(
        "consortium", "KR", "offshore-wind", "--role", "company,research", "--coordinator", "energy-cluster-denmark"
    )
    assert "company of any size: Vestas Wind Systems" in said.out
    assert "missing" not in said.out


def test_nobody_and_what_is_refused(starter: Opendoors) -> None:
    assert "No cluster of this sector is known" in starter("consortium", "KR", "tourism", "--country", "AD").out
    assert starter("consortium", "KR", "energy", "--role", "smee", "--json").error["nearest"] == ["sme"]
    assert starter("consortium", "KR", "energy", "--coordinator", "kotra", "--json").error["code"] == "not_a_cluster"

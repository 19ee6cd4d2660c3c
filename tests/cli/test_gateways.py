"""``gateways``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_from_denmark_to_korea(starter: Opendoors) -> None:
    said = starter("gateways", "denmark", "KR", "-n", "3")
    assert said.code == 0
    assert "From Denmark to South Korea: " in said.out
    assert "27 clusters, " in said.out
    assert "  1 Innovation Centre Denmark Seoul, KR" in said.out
    assert "Without it nothing is lost: Trade Council of Denmark – Seoul leads there as well." in said.out
    assert "Such as: " in said.out
    answer = starter("gateways", "DK", "KR", "--json").json
    assert (answer["from"]["id"], answer["to"]["id"], answer["exact"]) == ("DK", "KR", True)
    assert answer["gateways"][0]["example"]["steps"][0]["sentence"]


def test_to_a_bloc_of_a_sector(starter: Opendoors) -> None:
    assert "With it: " in starter("gateways", "DK", "asean").out
    assert "From Denmark to ASEAN, Agriculture" in starter("gateways", "DK", "asean", "--sector", "Agrifood").out


def test_names_within_a_sentence(starter: Opendoors) -> None:
    assert (
        "From the Netherlands to the EU Single Market, Wind"
        in starter("gateways", "NL", "eu-single-market", "--sector", "offshore-wind").out
    )


def test_nothing(starter: Opendoors) -> None:
    said = starter("gateways", "GL", "KR").out
    assert "No living cluster organisation of Greenland is known: nobody asks." in said


def test_what_is_refused(starter: Opendoors) -> None:
    refused = starter("gateways", "DK", "denmark", "--json")
    assert (refused.code, refused.error["where"]) == (2, "TO")

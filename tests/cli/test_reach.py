"""``reach`` and ``changes``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_how_far_a_cluster_comes(starter: Opendoors) -> None:
    said = starter("reach", "--from", "energy-cluster-denmark", "-n", "3", "--one-more", "--since", "2020")
    assert said.code == 0
    assert "How far Energy Cluster Denmark comes" in said.out
    assert "Spain: ELBE Alliance" in said.out
    said.out.index("markets where somebody there, or there for it, opens the door: 5")
    assert "Strong: your own people there, " in said.out
    assert "0.43  Trade Council of Denmark, by its offices: Argentina, Australia, Austria" in said.out
    assert "Moderate: the official door, and its desks around you, " in said.out
    assert "0.15  Afghanistan: Ministry of Commerce" in said.out
    assert " more: Algeria, Andorra, Angola" in said.out
    assert "Only agencies at home may help: " in said.out
    assert "Left out, as nobody lives there and nobody is known there: Antarctica, Bouvet Island" in said.out
    assert "One more tie of Energy Cluster Denmark, to " in said.out
    assert "From 2020-12-31 to 2026-11-27" in said.out
    assert "facts used have no dates" in said.out


def test_for_programs(starter: Opendoors) -> None:
    found = starter("reach", "--from", "energy-cluster-denmark", "--corridor", "benelux", "--json").json
    assert {one["market"]["code"] for one in found["markets"]} == {"BE", "NL", "LU"}
    assert found["asOf"] == "2026-11-27"
    assert "oneMore" not in found


def test_the_clusters_of_a_country(starter: Opendoors) -> None:
    """What an agency is there for, it is there for all of them: only whose own ties lead somewhere is told."""
    said = starter("reach", "--clusters-of", "Norway", "--corridor", "benelux")
    assert said.code == 0
    assert "come" in said.out
    assert "Netherlands: Innovation Norway The Hague" in said.out
    assert "Belgium: for " in said.out
    two = starter("reach", "--from", "dtu", "--from", "h2korea", "--corridor", "benelux")
    assert "Netherlands: for " in two.out


def test_a_sector_is_found_by_a_word_of_its_name(starter: Opendoors) -> None:
    refused = starter("reach", "--from-country", "US", "--sectors", "semiconductors", "--json").error
    assert (refused["code"], refused["nearest"]) == ("unknown_sector", ["electronics"])


def test_blank_spots_say_why(starter: Opendoors) -> None:
    assert "Nobody is known to be present there. " in starter("reach", "--from-country", "Solomon Islands").out
    assert len(starter("reach", "--from", "dtu", "-n", "4", "--json").json["markets"]) == 4


def test_changes_of_a_market(starter: Opendoors) -> None:
    said = starter("changes", "KR", "--from", "energy-cluster-denmark", "--since", "2020")
    assert said.code == 0
    assert "Door openers to South Korea, from 2020-12-31 to 2026-11-27" in said.out
    assert "unchanged" in said.out
    assert (
        "Confederation of Danish Industry (DI), DK\n    It serves South Korea, and its mandate is to serve you"
        in said.out
    )
    found = starter("changes", "KR", "--from", "energy-cluster-denmark", "--since", "2020", "--json").json
    assert found["market"]["code"] == "KR"
    assert found["facts"]["count"] > 0


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("reach", "--clusters-of", "DK", "--from", "dtu", "--json").error["code"] == "two_askers"
    assert starter("changes", "--from", "dtu", "--since", "2012", "--json").error["code"] == "no_target"
    young = starter("changes", "KR", "--from", "energy-cluster-denmark", "--since", "2012", "--json").error
    assert young["code"] == "not_there_yet"
    later = starter("changes", "KR", "--from", "energy-cluster-denmark", "--since", "2099", "--json").error
    assert later["code"] == "not_earlier"

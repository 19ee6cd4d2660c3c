"""What has become of door openers in the starter data. Each says why the answer is right."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.door_changes import DoorChanges, door_changes
from queries.routing.askers import Outsider
from queries.routing.opener_changes import OpenerChange


def ids(starter: Snapshot, some: list[OpenerChange]) -> list[str]:
    return [starter.id_of(one.organisation) for one in some]


def successors(starter: Snapshot, found: DoorChanges) -> dict[str, str | None]:
    return {
        starter.id_of(one.organisation): None if one.successor is None else starter.id_of(one.successor)
        for one in found.gone
    }


def test_danish_energy_before_and_after_the_mergers(starter: Snapshot) -> None:
    """In 2020 Energy Innovation Cluster, CLEAN's energy part and House of Energy became Energy Cluster Denmark. Whoever
    knew one of them in 2018 has a new door now, and is told who answers for the old ones.
    """
    found = door_changes(starter.on_day(), ["basque-energy-cluster"], "2018", market="DK")
    assert ids(starter, found.new)[0] == "energy-cluster-denmark"
    merged = successors(starter, found)
    assert {merged[one] for one in ("energy-innovation-cluster", "clean-energi", "house-of-energy")} == {
        "energy-cluster-denmark"
    }
    assert "aau" in ids(starter, found.up)


def test_a_norwegian_shipping_company_in_denmark(starter: Snapshot) -> None:
    """MARLOG is of 2021; the others were there."""
    found = door_changes(starter.on_day(), [Outsider("NO", sectors=("maritime",))], "2018", market="DK")
    assert (ids(starter, found.new), found.gone, found.up, found.down) == (["marlog"], [], [], [])


def test_a_market_in_which_nothing_is_dated(starter: Snapshot) -> None:
    """Danish and Chinese agencies and offices are held without dates: nothing has changed, and all of it is undated."""
    found = door_changes(starter.on_day(), [Outsider("DK")], "2005", market="CN")
    assert (found.new, found.gone, found.up, found.down) == ([], [], [], [])
    assert found.facts.undated_share == 1.0


def test_medicon_valley_in_belgium(starter: Snapshot) -> None:
    """Of the life science clusters to which it could be introduced there only the first three are ranked. They have no
    dates, so who is ranked changes with those around them: none of them is new or gone for that.
    """
    found = door_changes(starter.on_day(), ["medicon-valley-alliance"], "2010", market="BE")
    assert not {"medvia", "smart-hub-flemish-brabant-health"} & {*ids(starter, found.new), *ids(starter, found.gone)}

"""What people call organisations and markets, as ids."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.reading.naming import avoided, organisation, organisation_or_market
from tests.worlds import Row, cluster, snapshot_of

ROWS: dict[str, list[Row]] = {
    "organisations": [
        cluster("one", "DK") | {"name": "Twin Cluster"},
        cluster("two", "SE") | {"name": "TWIN cluster"},
        cluster("oresund", "DK") | {"name": "Øresund Cluster"},
        cluster("denmark", "DK") | {"name": "A Cluster"},
        cluster("holland", "NL") | {"name": "Niederlande"},
    ],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("naming"))


@pytest.mark.parametrize("text", ["oresund", "ORESUND", "Øresund Cluster", "oresund cluster"])
def test_an_organisation_is_named_by_its_id_or_its_whole_name(world: Snapshot, text: str) -> None:
    assert organisation(world, text, "from") == "oresund"


def test_a_name_of_several_organisations_is_answered_with_all_of_them(world: Snapshot) -> None:
    with pytest.raises(InputError, match="2 organisations are called 'Twin Cluster'") as raised:
        organisation(world, "Twin Cluster", "from.name")
    assert (raised.value.code, raised.value.where) == ("ambiguous_organisation", "from.name")
    assert sorted(raised.value.nearest) == ["one", "two"]
    assert "one (Twin Cluster, DK)" in raised.value.suggestion


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("KR", "KR"),
        ("South Korea", "KR"),
        ("uk", "GB"),
        ("Denmark", "DK"),
        ("denmark", "denmark"),
        ("Niederlande", "NL"),
        ("twin cluster", None),
        ("Congo", None),
        ("Danmrak", None),
        ("trade-agency", None),
    ],
)
def test_an_id_comes_before_a_market_and_a_market_before_a_name(world: Snapshot, text: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(InputError):
            organisation_or_market(world, text, "avoid")
    else:
        assert organisation_or_market(world, text, "avoid") == meant
        assert avoided(world, text, "avoid") == meant


def test_a_kind_is_avoided_by_its_word(world: Snapshot) -> None:
    assert avoided(world, "Trade Agency", "avoid") == avoided(world, "trade-agency", "avoid") == "trade_agency"


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("Congo", "ambiguous_market", ["CD (DR Congo)", "CG (Republic of the Congo)"]),
        ("Danmrak", "unknown_market", ["DK (Denmark)"]),
        ("Oresund Clustr", "unknown_organisation", ["oresund"]),
        ("nothing like it", "unknown_organisation", []),
    ],
)
def test_what_is_neither_is_answered_with_what_is_like_it(
    world: Snapshot, text: str, code: str, near: list[str]
) -> None:
    with pytest.raises(InputError) as raised:
        avoided(world, text, "avoid")
    assert (raised.value.code, list(raised.value.nearest), raised.value.where) == (code, near, "avoid")

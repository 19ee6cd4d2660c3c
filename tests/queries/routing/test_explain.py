"""What is said of a door opener, a step and a relation: sentences that a trade adviser reads."""

from pathlib import Path

import pytest

from graph.relations import RELATION_KINDS, TIED, Carries
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.routing.askers import Asker, Outsider
from queries.routing.constraints import RouteConstraints
from queries.routing.explain import relation_told
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [
        {"id": "energy", "name": "Energy", "near": "water"}, {"id": "water", "name": "Water"},
        {"id": "food", "name": "Food"},
    ],
    "corridors": [{"id": "bloc", "kind": "trade_bloc", "name": "Common Market", "markets": "DK|SE"}],
    "contexts": [
        {"id": "grid", "kind": "project", "name": "Grid", "start": "2020", "end": "2023"},
        {"id": "open", "kind": "project", "name": "Open Project", "start": "2020"},
        {"id": "fair", "kind": "event", "name": "Fair", "start": "2025-05", "end": "2025-05"},
    ],
    "services": [{"id": "advice", "organisation": "front", "service": "market_entry_advice"}],
    "organisations": [
        cluster("Open Friend", "NO"),
        cluster("Asker", "DK", "energy", city="Odense"), cluster("Friend", "DK", "energy"), cluster("Heir", "SE"),
        cluster("Old", "SE", status="merged"), cluster("Partner", "NO"),
        cluster("Opener", "US", "energy", city="Boston"), cluster("Other", "SE", "energy"),
        cluster("Met", "US", "energy", city="Boston"), cluster("Neighbour", "GB", "water"),
        cluster("Project Friend", "NO", "food"), cluster("Fair Friend", "NO"),
        cluster("Home Agency", "DK", kind="trade_agency", form="trade_promotion"),
        cluster("Home Chamber", "DK", kind="trade_agency", form="chamber"),
        cluster("Home Agency Boston", "US", kind="trade_office", city="Boston"),
        cluster("Shut Office", "US", kind="trade_office", status="unknown"),
        cluster("Front", "US", kind="trade_agency", form="investment_promotion"),
        cluster("Region Front", "US", kind="trade_agency", form="investment_promotion", region="US-MA"),
        cluster("Desk", "DK", kind="trade_office", city="Copenhagen"),
        cluster("Exporters", "US", kind="trade_agency", form="trade_promotion"),
        cluster("Exporters Desk", "DK", kind="trade_office"),
        cluster("US Chamber", "US", kind="trade_agency", form="chamber"),
        cluster("European Chamber", "US", kind="trade_agency", form="chamber", city="Boston"),
        cluster("British Front", "GB", kind="trade_agency", form="investment_promotion"),
        cluster("Catalan", "ES", kind="trade_agency", form="trade_promotion"),
        cluster("Catalan Office", "US", kind="trade_office"),
    ],
    "relations": [
        relation("member_of", "Asker", "Friend", status="current"),
        relation("partner_of", "Friend", "Opener", until="2021", confidence="recalled"),
        relation("board_seat", "Friend", "Other", status="current"),
        relation("serves", "Other", "US", since="2024", confidence="recalled"),
        relation("operates", "Partner", "Old", until="2020"), relation("merged_into", "Old", "Heir", since="2020"),
        relation("participates_in", "Asker", "grid"), relation("participates_in", "Project Friend", "grid"),
        relation("participates_in", "Asker", "open"), relation("participates_in", "Open Friend", "open"),
        relation("attends", "Asker", "fair"), relation("organises", "Fair Friend", "fair"),
        relation("mandated_for", "Home Agency", "DK", role="home"),
        relation("mandated_for", "Home Chamber", "DK", role="home"),
        relation("mandated_for", "Exporters", "US", role="home"),
        relation("mandated_for", "US Chamber", "US", role="home"),
        relation("mandated_for", "European Chamber", "bloc", role="home"),
        relation("mandated_for", "Catalan", "ES", role="home"),
        relation("operates", "Home Agency", "Home Agency Boston"), relation("operates", "Home Chamber", "Shut Office"),
        relation("operates", "Front", "Desk"), relation("operates", "Exporters", "Exporters Desk"),
        relation("operates", "Catalan", "Catalan Office"), relation("mou_with", "Asker", "Catalan", status="current"),
        relation("promotes", "Front", "US"), relation("promotes", "Region Front", "US", role="regional"),
        relation("promotes", "British Front", "GB"),
    ],
}  # fmt: skip
IN_COMMON = "In common with you: Energy."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = {
        stem: [{name: _id(value, name) for name, value in row.items()} for row in some] for stem, some in ROWS.items()
    }
    return snapshot_of(rows, tmp_path_factory.mktemp("explained"))


def _id(value: str, column: str = "id") -> str:
    """Organisations are called in rows by their names."""
    named = column in ("id", "source", "target") and len(value) > 2
    return value.lower().replace(" ", "-") if named else value


def said(
    world: Snapshot, *askers: Asker, market: str = "US", as_of: str | None = None, **within: object
) -> dict[str, str]:
    constraints = RouteConstraints(**within)  # type: ignore[arg-type]
    who = [_id(asker) if isinstance(asker, str) else asker for asker in askers or ("Asker",)]
    found = door_openers(world.on_day(as_of), who, market=market, constraints=constraints, first=100)
    return {one.name: one.why for one in [*found.front_doors, *found.to_meet, *found.openers]}


@pytest.mark.parametrize(
    ("opener", "sentence"),
    [
        ("Home Agency Boston", "It is the Boston office of Home Agency, whose mandate is to serve you: just ask."),
        (
            "Shut Office",
            "It is the office in the United States of Home Chamber, whose mandate is to serve you: just ask. "
            "Whether it still works is not known.",
        ),
        (
            "European Chamber",
            "It is located in Boston, United States, and its mandate is to serve organisations from the Common "
            "Market: just ask.",
        ),
        (
            "Desk",
            "It is the Copenhagen office of Front, whose job is to bring foreign organisations to the United States. "
            "It is there for organisations in Denmark: no introduction is needed.",
        ),
        (
            "Exporters Desk",
            "It is the office in Denmark of Exporters, whose job is to help those from the United States abroad: it "
            "knows the way, but to bring you in is not its job. It is there for organisations in Denmark: no "
            "introduction is needed.",
        ),
        (
            "Front",
            "It is there to bring foreign organisations to the United States. You may write to it yourself: no "
            "introduction is needed, and none is given.",
        ),
        (
            "Region Front",
            "It is there to bring foreign organisations to its region of the United States. You may write to it "
            "yourself: no introduction is needed, and none is given.",
        ),
        (
            "US Chamber",
            "It is a chamber whose constituency is recorded as the United States. You may write to it yourself: no "
            "introduction is needed, and none is given.",
        ),
        ("Met", f"Ask Home Agency Boston: it is their job to introduce you; no tie is recorded. {IN_COMMON}"),
        (
            "Other",
            "You are a member of Friend, which sits on the board of Other, which serves the United States (recalled, "
            f"unconfirmed). {IN_COMMON}",
        ),
        (
            "Catalan Office",
            "You have a memorandum of understanding with Catalan, which runs Catalan Office, which is located in the "
            "United States. It is there for others than you, so it counts half.",
        ),
    ],
)
def test_why(world: Snapshot, opener: str, sentence: str) -> None:
    assert said(world)[opener] == sentence


def test_agencies_of_ones_own_country(world: Snapshot) -> None:
    found = said(world, market="GB")
    told = "of your own country, whose job is to help you abroad: just ask."
    assert (found["Home Agency"], found["Home Chamber"]) == (f"It is an agency {told}", f"It is a chamber {told}")


def test_who_is_near_is_told_so(world: Snapshot) -> None:
    assert said(world, market="GB")["Neighbour"] == (
        "Ask British Front: it is their job to introduce you; no tie is recorded. "
        "Nobody of your sector is known there; it works on what is near: Water."
    )


def test_what_has_ended_is_told_in_the_past_with_its_year(world: Snapshot) -> None:
    found = said(world, relation_kinds=frozenset({"partner_of", "member_of"}))
    assert found["Opener"] == (
        "You are a member of Friend, which was until 2021 a partner of Opener (recalled, unconfirmed), which is "
        f"located in Boston, United States. {IN_COMMON}"
    )
    before = said(world, relation_kinds=frozenset({"partner_of", "member_of"}), as_of="2021")
    assert "which is a partner of Opener (recalled, unconfirmed)" in before["Opener"]


@pytest.mark.parametrize(
    ("asker", "market", "opener", "begins"),
    [
        (
            "Asker",
            "NO",
            "Project Friend",
            "You worked until 2023 in the project Grid with Project Friend, which is located in "
            "Norway. Its sectors are others than yours.",
        ),
        (
            "Asker",
            "NO",
            "Fair Friend",
            "You met in 2025 at the event Fair with Fair Friend, which is located in Norway.",
        ),
        ("Heir", "NO", "Partner", "You, as the successor of Old, were until 2020 run by Partner, which is located in"),
        ("Partner", "SE", "Heir", "You were until 2020 the operator of Heir (then Old), which is located in Sweden."),
        ("Asker", "NO", "Open Friend", "You have worked in Open Project with Open Friend, which is located in Norway."),
        ("Friend", "SE", "Other", "You sit on the board of Other, which is located in Sweden."),
    ],
)
def test_you_are_the_subject(world: Snapshot, asker: str, market: str, opener: str, begins: str) -> None:
    assert said(world, asker, market=market)[opener].startswith(begins)


def test_an_outsider_knows_whom_it_says(world: Snapshot) -> None:
    found = said(world, Outsider("FI", sectors=("energy",), knows=("friend",)))
    assert found["Opener"].startswith("You know Friend, which was until 2021 a partner of Opener")


def test_of_several_askers_it_is_said_for_whom(world: Snapshot) -> None:
    found = said(world, "Asker", "Heir")
    assert found["Home Agency Boston"].startswith("For Asker: It is the Boston office of Home Agency")


def test_what_is_recalled_is_unconfirmed(world: Snapshot) -> None:
    found = door_openers(world.on_day(), ["asker"], market="US", first=100).openers
    rests = {one.name: one.unconfirmed for one in found}
    assert rests["Other"]
    assert not rests["Home Agency Boston"]


@pytest.mark.parametrize("confidence", ["verified", "inferred"])
def test_what_follows_from_something_else_is_inferred_and_not_recalled(confidence: str, tmp_path: Path) -> None:
    known = [organisation("me"), organisation("agency", "KR", "trade_agency")]
    promotes = relation("promotes", "agency", "KR", confidence=confidence)
    world = snapshot_of({"organisations": known, "relations": [promotes]}, tmp_path)
    (one,) = door_openers(world.on_day(), ["me"], market="KR").openers
    assert (one.inferred, one.unconfirmed) == (confidence == "inferred", False)


def test_a_name_is_said_once(world: Snapshot) -> None:
    for market in ("US", "NO", "SE"):
        found = door_openers(world.on_day(), ["asker"], market=market, first=100).openers
        told = [one for one in found if one.how == "own_network"]
        assert told
        for one in told:
            assert [one.why.count(f" {one.name_of(step.target)}") for step in one.route.steps][-1] == 1


def test_every_kind_of_relation_has_words() -> None:
    for kind in RELATION_KINDS.values():
        assert kind.onward is not TIED
        assert (kind.back is not TIED) == (kind.carries is Carries.TIE and not kind.symmetric)
        assert (kind.together is not TIED) == (kind.carries is Carries.PARTICIPATION)
        for said in (kind.onward, kind.back, kind.together):
            assert all(rest.endswith("{target}") for _, rest in (said.now, said.then))


@pytest.mark.parametrize(
    ("kind", "source", "sentence"),
    [
        ("operates", "partner", "Partner was the operator of Old until 2020"),
        ("merged_into", "old", "Old has merged into Heir"),
        (
            "mandated_for",
            "european-chamber",
            "European Chamber has the mandate to serve organisations in the Common Ma",
        ),
        (
            "promotes",
            "region-front",
            "Region Front is there to bring foreign organisations to its region of the United ",
        ),
        ("participates_in", "asker", "Asker took part in Grid until 2023"),
        ("serves", "other", "Other serves the United States"),
        ("offers", "front", "Front offers the service market entry advice"),
    ],
)
def test_a_relation_by_itself(world: Snapshot, kind: str, source: str, sentence: str) -> None:
    found = related(world, world.node(source, "organisation", "from"), [kind], "OUT").tolist()
    assert any(relation_told(Relation(world.on_day(), at)).startswith(sentence) for at in found)

"""Consortia: who fills which role, who is missing, and which coordinator is best; beside all ways to fill them."""

from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.consortium import ROLES_DEFAULT, Consortium, ConsortiumAnswer, consortium
from queries.questions.door_openers import door_openers
from queries.reading.roles import ConsortiumRole as Role
from tests.worlds import Row, cluster, organisation, relation, snapshot_of


def company(id_: str, size: str = "", sectors: str = "energy", **more: str) -> Row:
    return organisation(id_, "DK", "company", size=size, sectors=sectors, **more)


ROWS: dict[str, list[Row]] = {
    "sectors": [
        {"id": "energy", "name": "Energy", "near": "water"}, {"id": "food", "name": "Food"},
        {"id": "water", "name": "Water"}, {"id": "cross-sector", "name": "All"},
    ],
    "organisations": [
        cluster("hub", "DK", "energy"), cluster("small-hub", "SE", "energy"), cluster("there", "KR", "energy"),
        cluster("food-hub", "DK", "food"), cluster("lonely", "DK", "energy"),
        company("big", "large"), company("big-food", "large", "food"), company("s1", "small"), company("s2", "micro"),
        company("s3", "medium", "water"), company("u1"), company("u2"), company("ended", "large"),
        company("closed", "large", status="closed"),
        organisation("uni", "DK", "research_organisation"),
        organisation("lab", "DK", "research_organisation", sectors="energy"),
        organisation("city", "DK", "public_body", sectors="cross-sector"),
        organisation("agency", "DK", "trade_agency", form="trade_promotion"),
        organisation("fund", "DK", "investor"),
        organisation("agency--seoul", "KR", "trade_office", form="trade"),
    ],
    "relations": [
        *(relation("member_of", one, "hub", status="current") for one in (
            "big-food", "s1", "s2", "s3", "u1", "u2", "uni", "closed",
        )),
        relation("board_seat", "lab", "hub", status="current"), relation("member_of", "ended", "hub", until="2024"),
        relation("partner_of", "city", "hub", status="current"), relation("partner_of", "s1", "s2", status="current"),
        relation("member_of", "big", "small-hub", status="current"),
        relation("member_of", "u2", "small-hub", status="current"),
        relation("member_of", "s3", "there", status="current"),
        relation("operates", "agency", "agency--seoul"), relation("mandated_for", "agency", "DK", role="home"),
        relation("active_in", "u2", "KR", status="current"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("consortium"))


def filled(world: Snapshot, one: Consortium) -> list[tuple[str, str]]:
    return [(str(member.role), world.id_of(member.organisation)) for member in one.members]


def coordinators(world: Snapshot, answer: ConsortiumAnswer) -> list[str]:
    return [world.id_of(one.coordinator) for one in answer.consortia]


def test_who_fills_which_role(world: Snapshot) -> None:
    """No large company is tied to the hub: one is of another sector, one's tie is over, one has closed. The laboratory
    sits on its board, so it is tied better than the university. Of the small ones two fill the two roles.
    """
    answer = consortium(world.on_day(), "KR", "energy")
    assert coordinators(world, answer) == ["hub", "small-hub"]
    best = answer.consortia[0]
    assert filled(world, best) == [("sme", "s1"), ("sme", "s2"), ("research", "lab"), ("public", "city")]
    (missing,) = best.missing
    assert (missing.role, missing.count) == (Role.LARGE_COMPANY, 1)
    assert [world.id_of(one) for one in missing.might_be] == ["u2", "u1"], "u2 is in the market itself"
    assert "The size of 2 companies tied to it is not recorded" in missing.sentence
    assert answer.sizes == "6 companies of this sector are known, 4 of them with a size on record."
    assert (answer.exact, answer.coordinators, answer.nothing) == (True, 2, None)


def test_the_door_is_that_of_the_coordinator(world: Snapshot) -> None:
    day = world.on_day()
    best = consortium(day, "KR", "energy").consortia[0]
    opener = door_openers(day, ["hub"], market="KR", sector="energy").openers[0]
    assert best.door is not None
    assert (best.door.organisation, best.door.score) == (opener.node, opener.score)


def test_ties_among_members(world: Snapshot) -> None:
    best = consortium(world.on_day(), "KR", "energy").consortia[0]
    assert [(world.id_of(tie.source or 0), world.id_of(tie.target)) for tie in best.ties] == [("s1", "s2")]
    assert best.untied_pairs == 5
    assert [one.shares_sector for one in best.members] == [True, True, True, False]


def test_a_company_of_whatever_size_comes_after_those_of_a_size(world: Snapshot) -> None:
    roles = [Role.COMPANY, Role.SME, Role.COMPANY, Role.INVESTOR]
    best = consortium(world.on_day(), "KR", "energy", roles=roles, coordinator="hub").consortia[0]
    assert filled(world, best) == [("company", "u2"), ("sme", "s1"), ("company", "s2")]
    two = [Role.COMPANY, Role.COMPANY, Role.LARGE_COMPANY]
    only = consortium(world.on_day(), "KR", "energy", roles=two, coordinator="small-hub").consortia[0]
    assert filled(world, only) == [("company", "u2"), ("large_company", "big")]
    (missing,) = best.missing
    assert (missing.role, missing.might_be) == (Role.INVESTOR, [])
    assert missing.sentence == "No investor of this sector is known that is tied to it."


def test_what_is_missing_beyond_those_there_are(world: Snapshot) -> None:
    best = consortium(world.on_day(), "KR", "energy", roles=[Role.SME] * 5, coordinator="hub").consortia[0]
    assert [id_ for _, id_ in filled(world, best)] == ["s1", "s2", "s3"]
    assert (best.missing[0].count, best.missing[0].sentence[:10]) == (2, "No further")


def test_a_public_organisation_from_abroad_is_no_mere_project_partner(tmp_path: Path) -> None:
    """The city next door that is a member goes along; one known from a project does not, unless it is of here."""

    def public(id_: str, country: str) -> Row:
        return organisation(id_, country, "public_body", sectors="cross-sector")

    def asked(*relations: Row) -> list[tuple[str, str]]:
        people = [cluster("hub", "DK", "energy"), public("abroad", "SE"), public("here", "DK")]
        contexts = [{"id": "work", "kind": "project", "name": "work", "start": "2025", "end": "2028"}]
        shared = [relation("participates_in", one, "work") for one in ("hub", "abroad")]
        rows = ROWS | {"organisations": people, "contexts": contexts, "relations": [*shared, *relations]}
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        world = snapshot_of(rows, folder)
        answer = consortium(world.on_day(), "KR", "energy", roles=[Role.PUBLIC])
        return [pair for one in answer.consortia for pair in filled(world, one)]

    assert asked() == []
    assert asked(relation("participates_in", "here", "work")) == [("public", "here")]
    assert asked(relation("member_of", "abroad", "hub", status="current")) == [("public", "abroad")]
    assert asked(relation("member_of", "abroad", "hub", until="2020")) == []


Assigned = tuple[int, float, float]


def best_assignment(day: Day, coordinator: str, roles: list[Role], market: str) -> tuple[float, Assigned]:
    """Roles filled at most, then worth most, then by companies of unknown size: over all ways to fill them."""
    node = day.node(coordinator, "organisation", "id")
    ties, sectors = day.on.ties, {"energy": 1.0, "water": 0.8}
    worth: dict[int, float] = {}
    for hop in range(int(ties.ptr[node]), int(ties.ptr[node + 1])):
        other, tie = int(ties.neighbour[hop]), int(ties.hop_tie[hop])
        record = day.record(other)
        works = [one for one in record.get("sectors") or () if one != "cross-sector"]
        fit = max((sectors.get(one, 0.0) for one in works), default=0.8)
        parts = ties.part_relation[ties.part_ptr[tie] : ties.part_ptr[tie + 1]]
        if fit and day.on.worths.lives[parts].any():
            worth[other] = float(ties.strength[tie]) * fit
    best: Assigned = (0, 0.0, 0.0)
    pool: list[int | None] = [*worth, *[None] * len(roles)]
    for some in set(permutations(pool, len(roles))):
        pairs = [(role, one) for role, one in zip(roles, some, strict=True) if one is not None]
        if not all(fits(day.record(one), role) for role, one in pairs):
            continue
        left = [one for one in worth if one not in some and day.record(one)["kind"] == "company"]
        unknown = sorted((worth[one] for one in left if not day.record(one).get("size")), reverse=True)
        open_ = sum(
            role in (Role.SME, Role.LARGE_COMPANY) and one is None for role, one in zip(roles, some, strict=True)
        )
        best = max(best, (len(pairs), sum(worth[one] for _, one in pairs), 0.5 * sum(unknown[:open_])))
    openers = door_openers(day, [coordinator], market=market, sector="energy", first=1).openers
    return (openers[0].score if openers else 0.0) + (best[1] + best[2]) / len(roles), best


def fits(record: Row, role: Role) -> bool:
    kinds = {Role.RESEARCH: "research_organisation", Role.PUBLIC: "public_body", Role.CLUSTER: "cluster"}
    if role in kinds:
        return record["kind"] == kinds[role]
    sizes = {Role.LARGE_COMPANY: ("large",), Role.SME: ("micro", "small", "medium"), Role.COMPANY: (*SIZES, None)}
    return record["kind"] == "company" and record.get("size") in sizes[role]


SIZES = ("micro", "small", "medium", "large")


@pytest.mark.parametrize("seed", range(12))
def test_no_consortium_is_worth_more(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On small worlds of whatever ties, beside every coordinator and every way to fill the roles."""
    random = Random(seed)
    kinds = ["company"] * 4 + ["research_organisation", "public_body"]
    others = [
        organisation(
            f"o{at}", random.choice(["DK", "SE"]), kind, sectors=random.choice(["energy", "water", "food", ""])
        )
        | ({"size": random.choice(["", *SIZES])} if kind == "company" else {})
        for at, kind in enumerate(kinds)
    ]
    hubs = [cluster(f"c{at}", random.choice(["DK", "SE", "NO"]), "energy") for at in range(4)]
    ends = [(one["id"], hub["id"]) for one in others for hub in hubs if random.random() < 0.6]
    ties = [
        relation(
            random.choice(["member_of", "partner_of"]),
            *pair,
            **random.choice([{"status": "current"}, {"since": "2020"}, {"until": "2023"}]),
        )
        for pair in ends
    ]
    target = [cluster("k", "KR", "energy")]
    ties.append(relation("partner_of", random.choice(["c0", "c1", "c2"]), "k", status="current"))
    rows = ROWS | {"organisations": [*others, *hubs, *target], "relations": ties}
    world = snapshot_of(rows, tmp_path_factory.mktemp("drawn"))
    day, roles = world.on_day(), random.sample([*ROLES_DEFAULT, Role.COMPANY, Role.CLUSTER], 3)
    answer = consortium(day, "KR", "energy", roles=roles, first=1)
    every = {hub["id"]: best_assignment(day, hub["id"], roles, "KR") for hub in hubs}
    possible = [worth for worth, best in every.values() if best != (0, 0.0, 0.0)]
    assert answer.exact
    assert [one.worth for one in answer.consortia] == pytest.approx([max(possible)] if possible else [], abs=1e-5)


def test_nobody_and_what_is_refused(world: Snapshot) -> None:
    day = world.on_day()
    nobody = consortium(day, "KR", "water")
    assert (nobody.consortia, nobody.exact) == ([], True)
    assert (nobody.nothing or "").startswith("No cluster of this sector")
    assert nobody.sizes == "1 company of this sector is known, 1 of them with a size on record."
    for roles in ([], [Role.SME] * 11):
        with pytest.raises(LimitError) as limit:
            consortium(day, "KR", "energy", roles=roles)
        assert limit.value.where == "roles"
    with pytest.raises(LimitError):
        consortium(day, "KR", "energy", first=11)
    with pytest.raises(InputError) as refused:
        consortium(day, "KR", "energy", coordinator="big")
    assert refused.value.code == "not_a_cluster"
    with pytest.raises(InputError):
        consortium(day, "KR", "enrgy")


def test_countries_of_coordinators_and_what_is_cut_short(world: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    day = world.on_day()
    assert coordinators(world, consortium(day, "KR", "energy", countries=["Sweden"])) == ["small-hub"]
    monkeypatch.setattr("queries.questions.consortium.COMPARED_AT_MOST", 1)
    cut = consortium(day, "KR", "energy", first=2)
    assert (cut.compared, cut.coordinators, cut.exact) == (1, 2, False)

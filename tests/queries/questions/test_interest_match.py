"""Whose interests meet mine: what meets what, mutual first, near first, and what is over told apart."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.interest_match import InterestMatch, InterestMatchAnswer, interest_match
from queries.routing.askers import Outsider
from tests.profiles import draws
from tests.worlds import Row, cluster, relation, snapshot_of

SECTORS: list[Row] = [{"id": id_, "name": id_.capitalize()} for id_ in ("cross-sector", "energy", "food", "health")]


def seeks(source: str, target: str, role: str = "seeks_partners", **more: str) -> Row:
    return relation("interested_in", source, target, role=role, **more)


ROWS: dict[str, list[Row]] = {
    "sectors": SECTORS,
    "corridors": [
        {"id": "bloc", "kind": "trade_bloc", "name": "Some Union", "markets": "DK|SE"},
        {"id": "strait", "kind": "supra_market", "name": "Strait"},
    ],
    "organisations": [
        cluster("me", "DK", "energy|cross-sector", region="DK-84"),
        cluster("far", "KR", "energy"), cluster("near", "KR", "energy"), cluster("union", "KR", "energy"),
        cluster("only-me", "KR", "energy"), cluster("silent", "KR", "energy"), cluster("foreign", "KR", "health"),
        cluster("unsaid", "KR"), cluster("hub", "KR", "energy"), cluster("eaters", "NO", "food"),
        cluster("neighbour", "SE", "energy"), cluster("same-country", "DK", "energy"),
        cluster("lender", "KR", "energy"), cluster("money", "KR", "energy", kind="investor"),
        cluster("once", "FI"), cluster("changed", "KR", "energy"), cluster("old", "KR", "energy"),
        cluster("heir", "KR", "energy"), cluster("late", "KR", "energy"), cluster("aalborg", "DK", region="DK-81"),
        cluster("malmo", "SE", "energy", region="SE-M"), cluster("crossers", "IS", "cross-sector"),
        cluster("quiet", "IS"), cluster("asleep", "KR", "energy"),
    ],
    "relations": [
        seeks("me", "KR", since="2024"), seeks("me", "food"), seeks("me", "strait"),
        seeks("me", "FI", until="2019"), seeks("me", "cross-sector"),
        seeks("far", "DK"), seeks("near", "energy", since="2025-03", until="2030"), seeks("union", "bloc"),
        seeks("only-me", "NO"), seeks("foreign", "DK"), seeks("unsaid", "KR"), seeks("hub", "DK"),
        seeks("eaters", "energy", "seeks_suppliers"), seeks("neighbour", "bloc"), seeks("same-country", "bloc"),
        seeks("lender", "DK", "seeks_investors"), seeks("money", "DK", "seeks_market_entry"),
        seeks("once", "DK", since="2015", until="2018"), seeks("once", "JP"), seeks("changed", "NO"),
        seeks("changed", "energy", until="2020", status="ended"), seeks("old", "DK"), seeks("late", "DK", since="2027"),
        seeks("asleep", "NO", until="2020"), seeks("malmo", "bloc"), seeks("aalborg", "KR"), seeks("crossers", "KR"),
        relation("lies_on", "DK", "strait", region="DK-81"), relation("lies_on", "SE", "strait", region="SE-M"),
        relation("succeeded_by", "old", "heir", since="2020"), relation("member_of", "me", "hub", status="current"),
        relation("partner_of", "me", "near", status="current"),
    ],
}  # fmt: skip
ROWS["organisations"][16]["dissolved"] = "2021"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("interests"))


def told(world: Snapshot, matches: list[InterestMatch]) -> list[tuple[str, str]]:
    return [(world.id_of(one.organisation), str(one.side)) for one in matches]


def match(world: Snapshot, answer: InterestMatchAnswer, id_: str) -> InterestMatch:
    return next(one for one in answer.matches if world.id_of(one.organisation) == id_)


def test_mutual_first_then_the_nearer_ones(world: Snapshot) -> None:
    answer = interest_match(world.on_day(), "me")
    assert told(world, answer.matches) == [
        ("near", "mutual"),  # the only one to whom a route leads
        ("eaters", "mutual"),  # food is sought, and a cluster stands for its suppliers
        ("far", "mutual"),
        ("heir", "mutual"),  # what the one before it sought
        ("malmo", "mutual"),  # in the part of Sweden on the strait; a union of which Denmark is
        ("union", "mutual"),
        ("money", "theirs"),  # an investor, who is no partner
        ("neighbour", "theirs"),  # Swedish, but nobody says that it lies at the strait
        ("changed", "yours"),  # it sought energy once, and seeks Norway now
        ("lender", "yours"),  # it seeks investors in Denmark, and I am none
        ("only-me", "yours"),
        ("unsaid", "yours"),  # nothing is known of its sectors
    ]
    assert (answer.match_count, answer.mutual_count, answer.nobody) == (12, 6, None)
    assert [one.reachable for one in answer.matches] == [True, *[False] * 11]


def test_who_is_none(world: Snapshot) -> None:
    """One's own hub; others' sectors; who publishes nothing; who is at home by a bloc; who is gone, or begins later."""
    found = {id_ for id_, _ in told(world, interest_match(world.on_day(), "me").matches)}
    assert not found & {"me", "hub", "foreign", "silent", "same-country", "aalborg", "old", "late", "once", "crossers"}


def test_what_each_rests_on(world: Snapshot) -> None:
    answer = interest_match(world.on_day(), "me")
    near = match(world, answer, "near")
    assert [(world.id_of(one.relation.target), str(one.by)) for one in near.theirs] == [("energy", "works")]
    assert [(world.id_of(one.relation.target), str(one.by)) for one in near.yours] == [("KR", "located")]
    assert near.sentence == (
        "near looks for partners in Energy, in which you work (from 2025-03 until 2030; verified, read 2026-01-01). "
        "You look for partners in South Korea, where it is (since 2024, not known whether still; verified, "
        "read 2026-01-01)."
    )
    assert near.already_tied, "they are partners"
    assert not any(one.already_tied for one in answer.matches if one is not near)
    assert near.route is not None
    assert [world.id_of(one) for one in near.route.organisations if one is not None] == ["me", "near"]
    eaters = match(world, answer, "eaters")
    assert (eaters.undated, eaters.route) == (True, None)
    assert eaters.no_route == "No chain of at most 3 introductions leads there."
    assert "(no date is known; verified" in eaters.sentence
    assert [str(one.by) for one in match(world, answer, "malmo").theirs] == ["on_corridor"]
    assert match(world, answer, "neighbour").sentence.endswith("Of you no interest is known that it meets.")
    assert match(world, answer, "unsaid").sentence.endswith("Of it no interest is known that you meet.")
    assert answer.undated_count == sum(one.undated for one in answer.matches) == 4
    assert [world.id_of(one.target) for one in answer.interests] == ["strait", "cross-sector", "food", "KR"]


def test_a_bloc_is_too_wide_for_those_of_no_shared_sector(tmp_path: Path) -> None:
    """A country's own partners may be of any sector, where nobody says otherwise; those of a union must share one."""
    organisations = [
        cluster("me", "DK", "energy"), cluster("alike", "KR", "energy"), cluster("all", "KR", "cross-sector"),
        cluster("unsaid", "KR"), cluster("other", "KR", "food"),
    ]  # fmt: skip

    def found(target: str) -> list[str]:
        wishes = [seeks(one, target) for one in ("alike", "all", "unsaid", "other")]
        rows = ROWS | {"organisations": organisations, "relations": wishes}
        folder = tmp_path / target
        folder.mkdir()
        world = snapshot_of(rows, folder)
        return [id_ for id_, _ in told(world, interest_match(world.on_day(), "me").matches)]

    assert found("bloc") == ["alike"]
    assert found("DK") == ["alike", "all", "unsaid"]


def test_an_investor_is_sought_by_those_who_seek_investors(tmp_path: Path) -> None:
    organisations = [cluster("money", "DK", "energy", kind="investor"), cluster("a", "KR"), cluster("b", "KR")]
    wishes = [seeks("a", "energy", "seeks_investors"), seeks("b", "energy")]
    world = snapshot_of(ROWS | {"organisations": organisations, "relations": wishes}, tmp_path)
    assert told(world, interest_match(world.on_day(), "money").matches) == [("a", "theirs")]


def test_what_is_over_is_told_apart(world: Snapshot) -> None:
    answer = interest_match(world.on_day(), "me")
    assert told(world, answer.past) == [("changed", "mutual"), ("once", "mutual")], "asleep has never sought me"
    assert answer.past_count == 2
    once = answer.past[1]
    assert once.over
    assert once.sentence == (
        "once looked for partners in Denmark, where you are (from 2015 until 2018; verified, read 2026-01-01). "
        "You looked for partners in Finland, where it is (until 2019; verified, read 2026-01-01)."
    )
    then = interest_match(world.on_day("2017"), "me")
    assert ("once", "mutual") in told(world, then.matches)
    assert ("old", "theirs") in told(world, then.matches), "I began to look to Korea in 2024"
    assert "once" not in {id_ for id_, _ in told(world, then.past)}


def test_others_who_ask(world: Snapshot) -> None:
    described = interest_match(world.on_day(), Outsider("DK", "DK-84", ("energy",), ("near",), "cluster"))
    assert {str(one.side) for one in described.matches} == {"theirs"}
    assert world.id_of(described.matches[0].organisation) == "near"
    assert described.asker is None
    company = interest_match(world.on_day(), Outsider("DK", None, ("energy",)))
    assert "eaters" in {id_ for id_, _ in told(world, company.matches)}, "a company supplies too"
    by_place = {
        region: {
            id_ for id_, _ in told(world, interest_match(world.on_day(), Outsider("SE", region, ("energy",))).matches)
        }
        for region in ("SE-M", None)
    }
    assert "me" in by_place["SE-M"]
    assert "me" not in by_place[None]
    assert interest_match(world.on_day(), "old").asked_as == "old"


@pytest.mark.parametrize(
    ("asker", "part"), [(Outsider("BR"), "not in the graph"), ("quiet", "no interest of yours"), ("aalborg", None)]
)
def test_where_there_is_none(world: Snapshot, asker: str | Outsider, part: str | None) -> None:
    nobody = interest_match(world.on_day(), asker).nobody
    assert nobody is None if part is None else part in (nobody or "")


def test_an_unknown_asker(world: Snapshot) -> None:
    with pytest.raises(InputError) as refused:
        interest_match(world.on_day(), "nea")
    assert (refused.value.code, refused.value.nearest[0]) == ("unknown_organisation", "near")


PLACES = ("DK", "SE", "KR")
KINDS = ("cluster", "company", "investor")
ROLES = ("seeks_partners", "seeks_market_entry", "seeks_investors", "seeks_suppliers", "seeks_knowledge", "")
FOR_ROLES = {
    "seeks_partners": {"cluster", "company"},
    "seeks_investors": {"investor"}, "seeks_suppliers": {"company", "cluster"}, "seeks_knowledge": {"cluster"},
}  # fmt: skip
WORKS = ("", "food", "energy|food", "cross-sector")
TARGETS = (*PLACES, "food", "energy", "cross-sector", "bloc")
Body = tuple[str, str, str]
Wish = tuple[int, str, str, bool]


def sectors_in(text: str) -> set[str]:
    return set(text.split("|")) - {"", "cross-sector"}


def meets(bodies: list[Body], wishes: list[Wish], wish: Wish, other: int) -> bool:
    """By the definition, word by word."""
    holder, target, role, _ = wish
    (country, kind, sectors), own = bodies[other], bodies[holder][0]
    if kind not in FOR_ROLES.get(role, KINDS):
        return False
    if target in sectors_in(sectors):
        return True
    if target != country and not (target == "bloc" and country in ("DK", "SE") and own != country):
        return False
    about = [
        sectors_in(bodies[one][2]) | {said for at, said, *_ in wishes if at == one and said in ("food", "energy")}
        for one in (holder, other)
    ]
    together = bool(about[0] & about[1])
    return together if target == "bloc" else together or not all(about)


@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(KINDS), st.sampled_from(WORKS)),
        min_size=2, max_size=8,
    ),
    st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from(TARGETS), st.sampled_from(ROLES), st.booleans()),
        max_size=14, unique_by=lambda wish: wish[:3],
    ),
)  # fmt: skip
@settings(max_examples=draws(80), deadline=None)
def test_all_that_match_and_no_others(bodies: list[Body], drawn: list[Wish]) -> None:
    wishes = [wish for wish in drawn if wish[0] < len(bodies)]
    living = [wish for wish in wishes if not wish[3]]
    rows: dict[str, list[Row]] = {
        "sectors": SECTORS,
        "corridors": ROWS["corridors"][:1],
        "organisations": [
            cluster(f"o{at}", where, sectors, kind=kind) for at, (where, kind, sectors) in enumerate(bodies)
        ],
        "relations": [
            seeks(f"o{at}", target, role, status="ended" if over else "") for at, target, role, over in wishes
        ],
    }  # fmt: skip
    expected = {}
    for other in range(1, len(bodies)):
        seekers = {holder for holder, *_ in living}
        theirs = any(wish[0] == other and meets(bodies, living, wish, 0) for wish in living)
        yours = other in seekers and any(wish[0] == 0 and meets(bodies, living, wish, other) for wish in living)
        if theirs or yours:
            expected[f"o{other}"] = "mutual" if theirs and yours else "theirs" if theirs else "yours"
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(rows, Path(folder))
        answer = interest_match(snapshot.on_day(), "o0")
        found = dict(told(snapshot, answer.matches))
        assert found == expected
        assert list(found.values()) == sorted(found.values())
        for side in found.values():
            event(side)
        for one in answer.past:
            assert one.over
            assert found.get(snapshot.id_of(one.organisation)) != str(one.side)

"""Gateways against the plain reference, asked for every cluster and again without each; and each rule by itself."""

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.gateways import Gateway, Gateways, gateways
from queries.routing import passages
from tests.profiles import draws
from tests.reference.askers import Constraints
from tests.reference.mandates import operators_of_office
from tests.reference.moment import Moment
from tests.reference.openers import Opener, candidates
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.table import FLOOR, OFFICES
from tests.reference.view import look
from tests.reference.world import World
from tests.worlds import Row, organisation, relation, snapshot_of

Ends = tuple[str, str]
FEW = 20
"""Among more organisations the reference lists routes for minutes."""


class Plain:
    """What the definition says, over the reference."""

    def __init__(self, world: World, asked: Question, country: str) -> None:
        self.moment, self.asked = Moment(world, asked.as_of), asked
        living = self.moment.living
        self.askers = sorted(id for id, one in living.items() if one.kind == "cluster" and one.country == country)
        self.routes = {ends: one for ends, one in self.openers(frozenset()).items() if one.score >= FLOOR}
        self.strength = math.fsum(one.route.strength for one in self.routes.values())

    def openers(self, avoid: frozenset[str]) -> dict[Ends, Opener]:
        """Asker and opener → the opener by its best route."""
        where = {"market": self.asked.market, "corridor": self.asked.corridor}
        return {
            (id, one.opener.id): one.opener
            for id in self.askers
            for one in candidates(look(self.moment, id, **where, constraints=Constraints(avoid=avoid)), 0)
        }

    def house(self, id: str) -> str:
        operators = operators_of_office(self.moment, id) if self.moment.living[id].kind in OFFICES else []
        return min(operators, default=id)

    def gateways(self) -> list[tuple[str, int, float, int]]:
        """House, routes through it, the share of strength lost and the routes cut without it, in the order of rank."""
        through: dict[str, list[Ends]] = {}
        for (asker, opener), one in self.routes.items():
            for house in {self.house(id) for id in one.route.ids[1:-1]} - {self.house(opener)}:
                through.setdefault(house, []).append((asker, opener))
        carried = {house: math.fsum(self.routes[one].route.strength for one in some) for house, some in through.items()}
        order = sorted(through, key=lambda house: (-len(through[house]), -carried[house], house))
        return [(house, len(through[house]), *self.loss(house, through[house])) for house in order]

    def loss(self, house: str, through: list[Ends]) -> tuple[float, int]:
        left = self.openers(frozenset(id for id in self.moment.living if house in (id, self.house(id))))
        kept = {ends: left[ends].route.strength if ends in left else 0.0 for ends in through}
        lost = math.fsum(self.routes[ends].route.strength - kept[ends] for ends in through)
        return lost / self.strength, sum(ends not in left for ends in through)


@settings(max_examples=draws(400))
@given(worlds_and_questions(), st.data())
def test_they_are_those_of_the_reference(drawn: tuple[World, Question], data: st.DataObject) -> None:
    world, asked = drawn
    to = asked.market or asked.corridor
    assert to is not None
    countries = {row["country"] for row in world.rows("organisations") if row["kind"] == "cluster"} - {to}
    if not countries or len(world.rows("organisations")) > FEW:
        return
    country = data.draw(st.sampled_from(sorted(countries)))
    plain = Plain(world, asked, country)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(world.tables, Path(folder), "2026-01-01", world.judgements, world.declared_retrieval)
        answer = gateways(snapshot.on_day(asked.as_of), country, to, first=100)
        told = [(snapshot.id_of(one.house), one.routes, one.lost, one.cut) for one in answer.gateways]
    right = plain.gateways()
    event(f"gateways: {min(len(right), 4)}")
    assert (answer.asked, answer.routes) == (len(plain.askers), len(plain.routes))
    assert answer.strength == pytest.approx(plain.strength, rel=1e-12)
    assert [one[:2] for one in told] == [one[:2] for one in right]
    assert [one[2] for one in told] == pytest.approx([one[2] for one in right], abs=1e-9)
    assert [one[3] for one in told] == [one[3] for one in right]
    assert answer.exact
    assert all(one.margin == 0 and one.exact and 0 <= one.lost <= one.carried + 1e-9 for one in answer.gateways)


def current(kind: str, one: str, other: str, **more: str) -> Row:
    return relation(kind, one, other, status="current", **more)


ENERGY = {"sectors": "energy"}
ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}, {"id": "food", "name": "Food"}],
    "corridors": [{"id": "bloc", "kind": "trade_bloc", "name": "Bloc", "markets": "DK|KR"}],
    "organisations": [
        organisation("a", **ENERGY), organisation("b", sectors="food"), organisation("closed", status="closed"),
        organisation("firm", kind="company"),
        organisation("home", "DK", "trade_agency", form="trade_promotion"),
        organisation("home--busan", "KR", "trade_office"), organisation("home--seoul", "KR", "trade_office"),
        organisation("hub", "DE"), organisation("spare", "DE"),
        organisation("k-energy", "KR", **ENERGY), organisation("k-food", "KR", sectors="food"),
        organisation("k-alone", "KR", sectors="food"),
    ],
    "relations": [
        current("operates", "home", "home--busan"), current("operates", "home", "home--seoul"),
        relation("mandated_for", "home", "DK", role="home"),
        current("partner_of", "b", "hub"), current("partner_of", "hub", "k-food"),
        relation("mou_with", "b", "spare", status="ended", until="2018"), current("partner_of", "spare", "k-food"),
        current("partner_of", "hub", "k-alone"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("gateways"))


def ask(world: Snapshot, from_: str = "DK", to: str = "KR", sector: str | None = None, first: int = 10) -> Gateways:
    return gateways(world.on_day(), from_, to, sector=sector, first=first)


def named(world: Snapshot, answer: Gateways) -> dict[str, Gateway]:
    return {world.id_of(one.organisation): one for one in answer.gateways}


def test_tied_to_two_and_receiving_two(world: Snapshot) -> None:
    """By b's tie the hub leads to the two that it is tied to; it is stronger than a reception there (.6 × .5). The
    offices of the agency receive a to k-energy. Neither the closed cluster nor the company asks."""
    answer = ask(world)
    assert (answer.cluster_count, answer.asked, answer.exact, answer.drawn) == (2, 2, True, None)
    found = named(world, answer)
    assert list(found) == ["hub", "home--busan"]
    assert (found["hub"].routes, found["hub"].received, found["hub"].siblings) == (2, 0, [])
    office = found["home--busan"]
    assert (office.routes, office.received, world.id_of(office.house)) == (1, 1, "home")
    assert "each time because it is its job to introduce" in office.sentence


def test_what_is_lost_without_the_hub(world: Snapshot) -> None:
    """b then meets k-food by reception, worth .3: that is more than by the spare one, whose memorandum ended
    eight years ago. So it does k-alone."""
    answer = ask(world)
    hub = named(world, answer)["hub"]
    strengths = sum(route.strength for route in hub.through)
    assert strengths == pytest.approx(2 * 0.36)
    assert hub.cut == 0
    assert [world.id_of(one) for one in hub.instead] == ["home--busan"]
    assert hub.lost == pytest.approx((strengths - 2 * 0.3) / answer.strength)
    assert hub.carried == pytest.approx(strengths / answer.strength)
    assert "there is a weaker way on each, home--busan leads there most" in hub.sentence


def test_without_an_operator_its_offices_are_gone_too(world: Snapshot) -> None:
    """The office in Seoul would receive as well; it falls away with its operator, and nobody else knows k-energy."""
    office = named(world, ask(world))["home--busan"]
    assert (office.cut, office.instead) == (1, [])
    assert office.lost == pytest.approx(office.carried)
    assert "there is no other way on any of them" in office.sentence


def test_where_an_equal_one_stands_nothing_is_lost(tmp_path: Path) -> None:
    agency = organisation("other", "DK", "trade_agency", form="trade_promotion")
    more = {
        "organisations": [agency, organisation("other--seoul", "KR", "trade_office")],
        "relations": [
            current("operates", "other", "other--seoul"),
            relation("mandated_for", "other", "DK", role="home"),
        ],
    }
    rows = {stem: [*some, *more.get(stem, [])] for stem, some in ROWS.items()}
    world = snapshot_of(rows, tmp_path)
    office = named(world, ask(world))["home--busan"]
    assert office.lost == 0
    assert "Without it nothing is lost: other--seoul leads there as well." in office.sentence


def test_a_way_that_is_left_counts_however_weak(tmp_path: Path) -> None:
    """Without the hub there is one by a memorandum that ended in 1995. It is worth .01, so the score is below the
    floor: nobody would be told of it, but it is left."""
    rows = {
        "organisations": [
            organisation("a"), organisation("hub", "DE"), organisation("weak", "DE"), organisation("k", "KR"),
        ],
        "relations": [
            current("partner_of", "a", "hub"), current("partner_of", "hub", "k"), current("partner_of", "weak", "k"),
            relation("mou_with", "a", "weak", status="ended", until="1995"),
        ],
    }  # fmt: skip
    (hub,) = ask(snapshot_of(rows, tmp_path), "DK").gateways
    assert (hub.routes, hub.cut) == (1, 0)
    assert hub.lost == pytest.approx(1 - 2 ** (-30 / 6) * 0.6 * 0.6 / 0.36, abs=1e-3)


def test_of_a_sector(world: Snapshot) -> None:
    """Only a works in energy, and of openers k-energy, and offices, of which no sector is known."""
    answer = ask(world, sector="energy")
    assert (answer.cluster_count, list(named(world, answer))) == (1, ["home--busan"])
    openers = {world.id_of(route.opener) for route in named(world, answer)["home--busan"].passages.routes}
    assert openers == {"home", "home--busan", "home--seoul", "k-energy"}


def test_of_a_sector_no_opener_of_others_only_counts(tmp_path: Path) -> None:
    """a has a partner in food itself, who would be its opener in any case; and one of whom no sector is known."""
    more = [current("partner_of", "a", "k-food"), current("partner_of", "a", "k-unknown")]
    rows = ROWS | {
        "organisations": [*ROWS["organisations"], organisation("k-unknown", "KR")],
        "relations": [*ROWS["relations"], *more],
    }
    world = snapshot_of(rows, tmp_path)
    assert ask(world, sector="energy").routes == 5
    openers = {world.id_of(route.opener) for route in ask(world, sector="energy").gateways[0].passages.routes}
    assert openers == {"home", "home--busan", "home--seoul", "k-energy", "k-unknown"}


def test_the_opener_s_own_house_does_not_count(tmp_path: Path) -> None:
    """The home agency leads to its innovation office by a tie; it is the same house."""
    rows = {
        "organisations": [
            organisation("a"), organisation("home", "DK", "trade_agency", form="trade_promotion"),
            organisation("office", "SE", "trade_office"), organisation("third", "DE"),
        ],
        "relations": [
            current("partner_of", "a", "home"), current("operates", "home", "office"),
            current("partner_of", "a", "third"), current("partner_of", "third", "office"),
        ],
    }  # fmt: skip
    answer = ask(snapshot_of(rows, tmp_path), to="SE")
    assert (answer.routes, answer.count) == (1, 0)
    assert answer.nothing == "Nobody stands between: all of the best routes are direct."


def test_a_bloc_asks_about_no_market_of_ones_own(world: Snapshot) -> None:
    answer = ask(world, "bloc", "bloc")
    assert (world.id_of(answer.from_), world.id_of(answer.to), answer.cluster_count) == ("bloc", "bloc", 5)
    assert all(
        route.found.of.party.country != world.on_day().facts.country[route.opener]
        for one in answer.gateways
        for route in one.through
    )


def test_nothing_says_why(world: Snapshot) -> None:
    assert "No living cluster" in str(ask(world, "IS").nothing)
    assert "None of its clusters has a door opener" in str(ask(world, "DE", "IS").nothing)


def test_some_of_many_are_drawn(world: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "ASKERS_AT_LEAST", 2)
    monkeypatch.setattr(passages, "PARTIAL_ROUTES_AT_MOST", 0)
    answer = ask(world, "bloc", "bloc")
    assert (answer.cluster_count, answer.asked, answer.exact) == (5, 2, False)
    assert answer.drawn is not None
    assert answer.drawn.startswith("Of 5 clusters 2 were drawn, always the same ones.")
    for one in answer.gateways:
        assert one.margin is not None
        assert (f"± {one.margin:.1%}" in one.sentence) == bool(one.margin and one.lost)
    monkeypatch.setattr(passages, "ASKERS_AT_MOST", 1)
    assert ask(world, "bloc", "bloc").asked == 1


def test_an_example_is_told_with_its_facts(world: Snapshot) -> None:
    route = named(world, ask(world))["hub"].example
    assert [world.id_of(step.target) for step in route.steps] == ["hub", "k-alone"]
    assert all(step.relations for step in route.steps)


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        ({"to": "Denmark"}, "same_market", "to"),
        ({"from_": "qqqq"}, "unknown_market", "from"),
        ({"to": "block"}, "unknown_corridor", "to"),
        ({"sector": "enrgy"}, "unknown_sector", "sector"),
    ],
)
def test_what_is_refused(world: Snapshot, given: dict[str, str], code: str, where: str) -> None:
    with pytest.raises(InputError) as refused:
        ask(world, **given)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.where) == (code, where)


@pytest.mark.parametrize("first", [0, 101])
def test_so_many_only(world: Snapshot, first: int) -> None:
    with pytest.raises(LimitError):
        ask(world, first=first)

"""The missing tie is the best over all pairs of contacts, tried one by one, overlays included."""

from itertools import product
from pathlib import Path
from random import Random

import pytest

from graph.relations import LEAST_LIKELIHOOD, MISSING_TIE
from graph.snapshot.day.worth import INFINITE, cost
from graph.snapshot.snapshot import Snapshot
from queries.routing.askers import understand
from queries.routing.candidates import Candidates
from queries.routing.constraints import RouteConstraints
from queries.routing.door_question import DoorQuestion
from queries.routing.kernel.outlook import FAR
from queries.routing.missing_tie import MissingTie, missing_tie
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from queries.routing.target import Area
from tests.worlds import Row, cluster, relation, snapshot_of

CLUSTERS = 12
KINDS = ("partner_of", "member_of", "board_seat")


def some_world(chance: Random, folder: Path) -> Snapshot:
    """The asker and a neighbour are in Denmark, three are in Korea; ties are of all ages and both ways."""
    ids = [f"c{at:02}" for at in range(CLUSTERS)]
    organisations = [cluster(id_, "DK" if at < 2 else "KR" if at > 8 else "DE") for at, id_ in enumerate(ids)]
    rows: list[Row] = [relation("partner_of", ids[0], ids[3], until="2025")]
    for _ in range(10):
        rows.append(relation("member_of", chance.choice(ids[:8]), chance.choice(ids[8:]), until=_year(chance)))
        rows.append(relation(chance.choice(KINDS), *chance.sample(ids, 2), until=_year(chance)))
    return snapshot_of({"organisations": organisations, "relations": rows}, folder)


def _year(chance: Random) -> str:
    return str(chance.randint(1985, 2025))


def candidates(snapshot: Snapshot, laid: Overlay, constraints: RouteConstraints) -> Candidates:
    day = snapshot.on_day()
    area = Area((snapshot.market_position("KR"),))
    return DoorQuestion(day, area, (understand(day, "c00"),), None, constraints, laid).candidates[0]


def by_trying(of: Candidates) -> MissingTie | None:
    found = []
    strength = {pair: of.view.tie(*pair)[1] for pair in product(range(CLUSTERS), repeat=2) if pair[0] != pair[1]}
    for contact, other, at in product(range(1, CLUSTERS), range(1, CLUSTERS), range(len(of.target.opener))):
        opener, beyond = int(of.target.opener[at]), int(of.outlook.far[at])
        if beyond == INFINITE or len({contact, other, opener}) < 3:
            continue
        first, last = strength[0, contact], strength[other, opener]
        steps = zip((contact, other, opener), (first, MISSING_TIE, last), strict=True)
        if not all(of.leave.allows(to, cost(step)) for to, step in steps):
            continue
        if strength[contact, other] or strength[other, contact] or not of.leave.meets((0, contact, other, opener)):
            continue
        ways = [
            (cost(strength[contact, by]) + cost(strength[by, other]), by)
            for by in range(CLUSTERS)
            if by not in (contact, other) and strength[contact, by] and strength[by, other]
        ]
        by_two = strength[contact, min(ways)[1]] * strength[min(ways)[1], other] if ways else 0.0
        likely = max(LEAST_LIKELIHOOD, by_two)
        total = cost(first) + cost(MISSING_TIE) + cost(last) + beyond + cost(likely)
        score = first * MISSING_TIE * last * of.outlook.presence(at, FAR) * of.outlook.fit(at).value
        found.append(MissingTie(contact, other, opener, score, likely, total, of.party, of.view))
    return min(found, key=lambda tie: (tie.total, tie.contact, tie.other, tie.opener), default=None)


@pytest.mark.parametrize("constraints", [RouteConstraints(), RouteConstraints(min_strength=0.2, avoid=("c02",))])
@pytest.mark.parametrize("seed", range(20))
def test_it_is_the_best_of_all_pairs(seed: int, constraints: RouteConstraints, tmp_path: Path) -> None:
    chance = Random(seed)
    snapshot = some_world(chance, tmp_path)
    ties = snapshot.standing().ties
    added = {(0, 5): 0.5, (3, 8): 0.2, (int(ties.first[0]), int(ties.second[0])): 0.9}
    removed = [(int(ties.first[-1]), int(ties.second[-1]))]
    told = []
    for laid in (NOTHING_LAID, lay(ties, added, removed)):
        of = candidates(snapshot, laid, constraints)
        told.append(missing_tie(of))
        assert told[-1] == by_trying(of)
    assert told[0] is not None or constraints.avoid


@pytest.mark.parametrize("until", ["1990", "2025"])
def test_old_ties_make_it_no_less_likely_than_none(until: str, tmp_path: Path) -> None:
    pairs = {("c00", "c01"): "2026", ("c03", "c04"): "2026", ("c01", "c02"): until, ("c02", "c03"): until}
    rows = {
        "organisations": [cluster(f"c{at:02}", "KR" if at == 4 else "DE") for at in range(5)],
        "relations": [relation("partner_of", *pair, until=year) for pair, year in pairs.items()],
    }
    found = missing_tie(candidates(snapshot_of(rows, tmp_path), NOTHING_LAID, RouteConstraints()))
    assert found is not None
    assert (found.contact, found.other, found.opener) == (1, 3, 4)
    assert (found.likelihood == LEAST_LIKELIHOOD) == (until == "1990")

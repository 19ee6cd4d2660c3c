"""Why an opener counts as in the market for its asker: reasons of its own, and what standing gives it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from graph.relations import HALVED, LOCATED_PEER_BASE
from graph.snapshot.day.standing import Standing
from queries.reading.presence import PresenceReason, located_by, presence_reasons
from queries.reading.relation import Relation
from queries.routing.standing import FirstStep, StepKind

if TYPE_CHECKING:
    from queries.routing.candidate import Candidate

REPRESENTS: Final = "represents_operator"
BILATERAL: Final = "bilateral"
CHAMBER_DOOR: Final = "chamber"
INNOVATION_DOOR: Final = "innovation_agency"
HOME_AGENCY: Final = "home_agency"
OTHERS_OFFICE: Final = "office_of_others"


def reasons_for(found: "Candidate") -> list[PresenceReason]:
    """Why an opener counts as in the area for its asker, best first."""
    of = found.of
    day, outlook = of.day, of.outlook
    area = of.target.area.markets
    own = [one for market in area for one in presence_reasons(day, market, found.node)]
    own = [_for_asker(found, one) for one in own]
    if outlook.is_by_standing(found.at, found.reached):
        return [_by_standing(found), *sorted(own, key=lambda one: -one.worth)]
    counting = [one for one in own if one.worth > 0]
    return sorted(counting, key=lambda one: (abs(one.worth - found.presence) > 1e-12, -one.worth))


def _for_asker(found: "Candidate", one: PresenceReason) -> PresenceReason:
    """A reason as it counts for the asker."""
    outlook, at = found.of.outlook, found.at
    base, half = one.base, one.halved
    market = found.of.day.snapshot.market_position(one.market)
    if one.reason == "promotes":
        role = found.of.standing.role(market, found.node)
        base = found.of.standing.promoting(market, found.node, role)
    elif one.reason == "located" and outlook.is_peer and outlook.target.peer[at] > outlook.target.plain[at]:
        base = LOCATED_PEER_BASE
    if outlook.is_of_others(at):
        half *= HALVED
    return replace(one, base=base, halved=half, worth=base * one.recency * one.handed_over * half)


def _by_standing(found: "Candidate") -> PresenceReason:
    """The reason where standing gives the presence."""
    of = found.of
    given = next((step for step in of.standing.steps if step.node == found.node), None)
    market, fact = standing_market(found), -1 if given is None else given.relation
    if found.is_desk and found.operator is not None:
        fact = _promotion(of.day.on, market, found.operator)
    relation = None if fact < 0 else Relation(of.day, fact)
    said = relation.statements if relation is not None else located_by(of.day.snapshot, found.behind or found.node)
    return PresenceReason(
        _standing_reason(found, given), of.day.snapshot.market_code(market),
        found.presence, found.presence, 1.0, 1.0, 1.0,
        said[0]["confidence"], relation, None, said,
    )  # fmt: skip


def _promotion(on: Standing, market: int, agency: int) -> int:
    """The relation by which an agency promotes a market; -1 if it does not."""
    span = on.mandated.promoters(market)
    at = np.flatnonzero(on.mandated.promoted_agency[span] == agency)
    return int(on.mandated.promoted_relation[span][at[0]]) if len(at) else -1


def standing_market(found: "Candidate") -> int:
    """The market of the area for which standing gives an opener its presence."""
    of, node = found.of, found.node
    doors, markets = of.standing.doors, of.target.area.markets
    if found.is_desk:
        by_operator = ((market, doors.desks.get(market, {}).get(node, {})) for market in markets)
        good = [(-by[found.operator], market) for market, by in by_operator if found.operator in by]
        return min(good, default=(0.0, markets[0]))[1]
    seat = int(of.facts.country[node])
    sides = (seat, *sorted(doors.homes.get(node, ())))
    return next((market for market in sides if market in markets), markets[0])


def _standing_reason(found: "Candidate", given: FirstStep | None) -> str:
    standing = found.of.standing
    if found.node in standing.desk_operators:
        return REPRESENTS
    if found.node in standing.doors.is_bilateral:
        return BILATERAL
    if found.node in standing.at_home:
        return HOME_AGENCY
    door = given is not None and given.kind is StepKind.FRONT_DOOR
    return CHAMBER_DOOR if door and given is not None and given.strength < 0.2 else INNOVATION_DOOR

"""What a drawn world answers to a drawn question, to be written or drawn."""

from pathlib import Path

from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from tests.queries.routing.test_against_reference import our_constraints, ours, snapshot_for
from tests.reference.strategies import Question
from tests.reference.world import World

FIRST = 25


def answered(folder: Path, world: World, asked: Question) -> DoorOpenersAnswer | None:
    """The door openers, all that may be asked for; None where the question is refused."""
    day = snapshot_for(world, folder).on_day(asked.as_of)
    try:
        return door_openers(
            day, [ours(one) for one in asked.askers], market=asked.market, corridor=asked.corridor,
            sector=asked.sector, constraints=our_constraints(asked.constraints), first=FIRST,
        )  # fmt: skip
    except ValueError:
        return None

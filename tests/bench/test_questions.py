"""Every question is measured, as the command line asks it."""

import pytest
from graphql import parse, validate

from api.execute import GRAPHQL
from bench.measures import QUESTIONS, STARTER_TARGETS
from bench.tasks.questions import ASKED
from tests.test_structure import QUESTIONS as ALL

MEASURED_ELSEWHERE = {"door_openers", "introductions", "search"}


def test_every_question_is_measured() -> None:
    assert set(QUESTIONS) == ASKED.keys() == set(ALL) - MEASURED_ELSEWHERE
    assert STARTER_TARGETS.keys() <= ASKED.keys()


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_is_valid(question: str) -> None:
    assert not validate(GRAPHQL, parse(ASKED[question][0]))

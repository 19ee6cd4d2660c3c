"""What answers have in common."""

import pytest

from graph.errors import LimitError
from graph.snapshot.on_day import Header
from queries.reading.answer import Answer, check_first


def test_an_answer_tells_its_revision_and_day() -> None:
    answer = Answer(Header(7, "2026-01-01"))
    assert (answer.revision, answer.as_of) == (7, "2026-01-01")


@pytest.mark.parametrize("value", [1, 20])
def test_as_many_as_allowed_may_be_asked_for(value: int) -> None:
    check_first(value, 20)


@pytest.mark.parametrize("value", [-1, 0, 21])
def test_none_and_more_than_allowed_are_refused(value: int) -> None:
    with pytest.raises(LimitError) as refused:
        check_first(value, 20, "alternatives")
    assert (refused.value.where, refused.value.value) == ("alternatives", value)
    assert refused.value.suggestion == "Ask for 1 to 20."

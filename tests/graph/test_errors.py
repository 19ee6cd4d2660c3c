"""What failures tell, and how much of it."""

import pytest

from graph.errors import MESSAGE_AT_MOST, SHOWN_AT_MOST, InputError, cut, nearest


@pytest.mark.parametrize("text", ["x" * 5_000, "'\n" * 5_000, "ø" * 5_000])
def test_a_long_value_is_cut_wherever_it_stands(text: str) -> None:
    error = InputError(f"{text!r} is no id, {text} neither.", value=text, suggestion="Write another.")
    assert error.value == cut(text)
    assert len(error.message) < 5 * SHOWN_AT_MOST
    assert error.message.endswith(" neither.")


def test_a_message_and_a_suggestion_are_never_long() -> None:
    error = InputError("y" * 50_000, suggestion="z" * 50_000)
    assert len(error.message) == len(error.suggestion) == MESSAGE_AT_MOST + 1


def test_what_is_short_is_told_as_it_is() -> None:
    error = InputError("'alfa' is no id.", value="alfa", suggestion="Write another.")
    assert (str(error), error.value) == ("'alfa' is no id. Write another.", "alfa")


def test_nothing_is_near_to_what_is_longer_than_a_name() -> None:
    assert nearest("a" * 201, ["a" * 200]) == []
    assert nearest("a" * 200, ["a" * 200]) == ["a" * 200]

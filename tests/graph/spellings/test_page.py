"""What the page's field knows of how people write markets."""

import json

import pytest

from graph.markets import market_code
from graph.spellings.page import written
from graph.written import COMMAND, stale

(SAID,) = (json.loads(text) for text in written().values())


def test_the_file_of_the_page_is_as_it_is_written() -> None:
    assert not stale(written()), f"Run: {COMMAND}"


@pytest.mark.parametrize(
    ("code", "spelling"), [("GB", "UK"), ("US", "USA"), ("US", "America"), ("CZ", "Czech Republic"), ("NL", "Holland")]
)
def test_what_people_write_is_in_it(code: str, spelling: str) -> None:
    assert spelling in SAID[code]


def test_the_server_takes_each_for_the_same_market() -> None:
    told_apart = {spelling for code, texts in SAID.items() for spelling in texts if _other(code, spelling)}
    assert not told_apart


def _other(code: str, spelling: str) -> bool:
    """Whether the server takes a spelling for one other market alone."""
    shared = sum(spelling in texts for texts in SAID.values()) > 1
    return not shared and market_code(spelling) != code

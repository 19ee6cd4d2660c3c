"""Reasons are told in words: never a pattern, nor the words of a library."""

import re

import pytest

from loaders.columns import KNOWN, TYPES
from loaders.reasons import _expected, faults
from loaders.rows import ID_OF

BAD = (
    "", " ", "\u200b", "x" * 2_001, "|".join(["a"] * 501), "a b|c", "www.example.org", "nan", "1e999", "56,15", "45321",
    "-1", "true", "EU", "DK-99", "club", "ÄÖ", "ror", "former:", "=1+1", "9" * 400,
)  # fmt: skip
LIBRARY = re.compile(r"pattern|string should|input should|regex|pydantic|validation|\\S|\[\^|_type|float|integer", re.I)
SOUND = {
    "market": {"code": "KR"},
    "sector": {"id": "s", "name": "S"},
    "corridor": {"id": "c", "kind": "trade_bloc", "name": "C"},
    "organisation": {"id": "a", "kind": "cluster", "name": "A", "country": "DK"},
    "context": {"id": "p", "kind": "project", "name": "P"},
    "priority": {"id": "p", "organisation": "a", "name": "P"},
    "service": {"id": "s", "organisation": "a", "service": "training"},
    "estimate": {"id": "e", "region": "DK", "count": "1", "what": "regional_clusters", "publisher": "P"},
    "relation": {"kind": "partner_of", "source": "a", "target": "b"},
    "membership": {"member": "A", "of": "B"},
}


@pytest.mark.parametrize("type_", TYPES)
def test_of_every_column(type_: str) -> None:
    assert faults(type_, SOUND[type_]) == []
    for column in KNOWN[type_]:
        found = [fault for bad in BAD for fault in faults(type_, SOUND[type_] | {column: bad})]
        for fault in found:
            assert not LIBRARY.search(fault.message.replace(repr(BAD[-1])[:100], "")), fault
            assert 10 < len(fault.message) < 1_000, fault
        assert found, column


@pytest.mark.parametrize("type_", TYPES)
def test_every_example_is_taken(type_: str) -> None:
    """What is told to be expected is expected."""
    for column in KNOWN[type_]:
        expected = _expected(type_, column)
        if expected is not None and column not in ("form", "region", "source", "target"):
            assert faults(type_, SOUND[type_] | {column: expected.example}) == [], column


@pytest.mark.parametrize("type_", [type_ for type_ in TYPES if type_ not in ("relation", "membership")])
def test_what_is_missing_is_named(type_: str) -> None:
    for column in SOUND[type_]:
        row = {name: text for name, text in SOUND[type_].items() if name != column}
        assert [fault.column for fault in faults(type_, row)] == [column]
    assert ID_OF[type_] in SOUND[type_]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"website": "www.a.example"}, "Write https://www.a.example"),
        ({"format": "Pitch"}, "there is no such column"),
        ({"kind": "club"}, "write one of cluster, trade_agency,"),
        ({"size": "huge"}, "write one of micro, small, medium, large"),
        ({"lat": "91"}, "is no latitude: degrees from -90 to 90, such as 56.15"),
    ],
)
def test_what_to_write_is_said(cells: dict[str, str], message: str) -> None:
    (fault,) = faults("organisation", SOUND["organisation"] | cells)
    assert message in fault.message


def test_of_many_words_those_that_are_near_are_told() -> None:
    (fault,) = faults("relation", SOUND["relation"] | {"kind": "membr of"})
    assert "near is member_of" in fault.message

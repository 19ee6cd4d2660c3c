"""Cells that a spreadsheet would take for formulas."""

from hypothesis import given
from hypothesis import strategies as st

from graph.spreadsheets import guarded, guarded_to_be_read, unguarded

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


@given(st.text(st.sampled_from("'=+-@\t\r\nx1")))
def test_a_guarded_cell_is_read_as_it_was(cell: str) -> None:
    for guard in (guarded, guarded_to_be_read):
        assert not guard(cell).startswith(BEGINNINGS)
    assert unguarded(guarded_to_be_read(cell)) == cell


def test_an_apostrophe_of_a_name_stays() -> None:
    assert guarded_to_be_read("'s-Hertogenbosch") == unguarded("'s-Hertogenbosch") == "'s-Hertogenbosch"

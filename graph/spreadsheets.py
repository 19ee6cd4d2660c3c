"""Cells that a spreadsheet would take for formulas, guarded so that it shows them as they are."""

from typing import Final

GUARD: Final = "'"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("KOTRA")
    ("'=1+1", 'KOTRA')
    """
    return f"{GUARD}{cell}" if cell.startswith(_FORMULA) else cell


def guarded_to_be_read(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that ``unguarded`` reads as it was.

    >>> guarded_to_be_read("=1+1"), guarded_to_be_read("'=1+1"), guarded_to_be_read("'s-Hertogenbosch")
    ("'=1+1", "''=1+1", "'s-Hertogenbosch")
    """
    return f"{GUARD}{cell}" if cell.lstrip(GUARD).startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """A guarded cell as it was."""
    return cell[len(GUARD) :] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(_FORMULA) else cell

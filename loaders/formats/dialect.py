"""What separates the cells of a text file, decided by its header."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What may separate cells, and its name; where nothing else decides, the first one counts."""
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?[,;\t]*\s*', re.IGNORECASE)
"""What a spreadsheet writes before the header for itself."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How lines are taken apart.

    Attributes:
        delimiter: between cells.
        skipped: lines before the header: one where it names the separator, else none.
    """

    delimiter: str = ","
    skipped: int = 0


def dialect_of(first_lines: Sequence[str], is_known: Callable[[str], bool]) -> Dialect:
    """The dialect of a file with these first lines.

    The separator is the one that the line before the header names, else that which makes the most known columns of the
    header. Where none makes any, it is the one that takes the header apart at all.

    Args:
        first_lines: up to two of them.
        is_known: whether a text is the name of a column.
    """
    named = _SEPARATOR_LINE.fullmatch(first_lines[0]) if first_lines else None
    if named and named[1] in DELIMITERS:
        return Dialect(named[1], 1)
    header = first_lines[0] if first_lines else ""

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:  # a cell longer than a cell may be
            return 0, 0
        return sum(map(is_known, cells)), min(len(cells), 2)

    return Dialect(max(DELIMITERS, key=fit))

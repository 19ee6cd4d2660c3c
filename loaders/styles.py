"""Numbers and dates of a source that declares how it writes them, as every other source does."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.stated_dates import in_style
from loaders.columns import DATES, columns_of
from loaders.reading import Record

_NONE: Final = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Styles:
    """How a source writes numbers and dates.

    What is not written as declared stays as it is, and is then read or refused as it would be in any source.

    Attributes:
        decimal: what stands before the decimals; empty: a point.
        thousands: what stands between groups of three digits; empty: nothing may.
        dates: a key of ``graph.stated_dates.STYLES``, or ``serial``; empty: ISO 8601 only.
    """

    decimal: str = ""
    thousands: str = ""
    dates: str = ""

    @property
    def of_dates(self) -> "Styles":
        """The same in a file that has numbers of its own, such as JSON and workbooks."""
        return Styles(dates=self.dates)

    def read(self, records: Iterable[Record]) -> Iterator[Record]:
        """Records in the plain style."""
        if self == _PLAIN:
            yield from records
            return
        for type_, row, file, line in records:
            for column in _numeric(type_) & row.keys() if self.decimal or self.thousands else _NONE:
                row[column] = self.plain(row[column])
            for column in DATES[type_] if self.dates else ():
                if column in row:
                    row[column] = in_style(row[column], self.dates)
            yield type_, row, file, line

    def plain(self, text: str) -> str:
        """A number as a program writes it; what is none of the declared style as it is.

        >>> Styles(",", ".").plain("1.234,5"), Styles(",", ".").plain("3.000"), Styles(",").plain("3.000")
        ('1234.5', '3000', '3.000')
        """
        said = text.strip()
        if not _pattern(self.decimal or ".", self.thousands).fullmatch(said):
            return text
        plain = said.replace(self.thousands, "") if self.thousands else said
        return plain.replace(self.decimal, ".") if self.decimal else plain


_PLAIN: Final = Styles()


@cache
def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    groups = rf"|\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+" if thousands else ""
    return re.compile(rf"[+-]?(?:\d+{groups})(?:{re.escape(decimal)}\d+)?")


@cache
def _numeric(type_: str) -> frozenset[str]:
    return columns_of(int, float, types=(type_,))

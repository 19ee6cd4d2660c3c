"""What a load says of single cells and words: those that it left out, and those that mean nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders import LoadReport

ROLES_SHOWN = 5


def of_cells(done: "LoadReport") -> Iterator[str]:
    """Lines for people."""
    if done.left_out:
        count = sum(done.left_out.values())
        where = ", ".join(f"{column} {cells:,}" for column, cells in done.left_out.items())
        listed = f"`opendoors quarantine list --source {done.source}`"
        yield f"LEFT OUT: {_counted(count, 'cell')} of rows that are in: {where}. See {listed}."
    if done.dates_unknown:
        yield f"Read as unknown: {_counted(done.dates_unknown, 'date')} such as 0001-01-01 or 9999-12-31."
    for role, rows in list(done.roles.items())[:ROLES_SHOWN]:
        yield f"{_counted(rows, 'relation')} with the role {role}: that word means nothing there."
    if len(done.roles) > ROLES_SHOWN:
        yield f"… and {len(done.roles) - ROLES_SHOWN:,} more roles that mean nothing."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")

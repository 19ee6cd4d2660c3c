"""What answers of a day have in common."""

from dataclasses import dataclass

from graph.errors import LimitError
from graph.snapshot.on_day import Header
from queries.reading.nodes import Internal, IsoDay, RevisionNumber


@dataclass(frozen=True)
class Answer:
    """What a question answers, of one revision and one day."""

    header: Internal[Header]

    @property
    def revision(self) -> RevisionNumber:
        """What it was computed on."""
        return self.header.revision

    @property
    def as_of(self) -> IsoDay:
        """The day for which it stands."""
        return self.header.as_of


def check_first(value: int, most: int, where: str = "first") -> None:
    """Raise LimitError unless a list is asked for that has at least one entry, and at most so many."""
    if not 1 <= value <= most:
        raise LimitError(f"first is {value}.", value=value, where=where, suggestion=f"Ask for 1 to {most}.")

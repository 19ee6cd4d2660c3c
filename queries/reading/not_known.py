"""What is not known of an organisation: what nobody has said of it, has dated, or has confirmed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from graph.kinds import COMPANY, CONFIDENCES, OFFICE_KINDS, TRADE_AGENCY
from graph.snapshot.on_day import Day
from queries.reading.pairs import alive
from queries.reading.presence import located_by
from queries.reading.recorded import undated


class NotKnownWord(StrEnum):
    """What is not known of an organisation."""

    SECTORS = "sectors"
    STATUS = "status"
    TIES = "ties"
    DATES = "dates"
    CONFIRMATION = "confirmation"
    PLACE_CONFIRMATION = "place_confirmation"
    COORDINATES = "coordinates"
    REGION = "region"
    FOUNDED = "founded"
    WEBSITE = "website"
    SIZE = "size"
    LANGUAGES = "languages"
    COMPETENCES = "competences"


NOT_KNOWN: Final[Mapping[NotKnownWord, str]] = {
    NotKnownWord.SECTORS: "No sector of it is known: how it fits a sector cannot be told.",
    NotKnownWord.STATUS: "Whether it still works is not known, or its work is suspended: its presence counts by half.",
    NotKnownWord.TIES: "No living tie with anybody is on record: only standing leads from it and to it.",
    NotKnownWord.DATES: "Of some of its relations nobody says when they began or ended.",
    NotKnownWord.CONFIRMATION: "Some of its relations are general knowledge or inferred, and unconfirmed.",
    NotKnownWord.PLACE_CONFIRMATION: "That it is where it is said to be is general knowledge or inferred, and "
    "unconfirmed.",
    NotKnownWord.COORDINATES: "Its coordinates are not recorded: no map shows it.",
    NotKnownWord.REGION: "Its region is not recorded: no regional mandate binds it.",
    NotKnownWord.FOUNDED: "When it was founded is not recorded.",
    NotKnownWord.WEBSITE: "Its website is not recorded.",
    NotKnownWord.SIZE: "Its size is not recorded: whether it may use what is for small and medium-sized companies "
    "cannot be told.",
    NotKnownWord.LANGUAGES: "The languages that it works in are not recorded.",
    NotKnownWord.COMPETENCES: "What it is good at is not recorded.",
}
"""Each in words; the first ones weigh most."""
_UNCONFIRMED: Final = ("recalled", "inferred")
_COUNTED: Final = {
    NotKnownWord.DATES: "Of {count} of its {of} relations nobody says when they began or ended ({share:.0%}).",
    NotKnownWord.CONFIRMATION: "{count} of its {of} relations are general knowledge or inferred, and unconfirmed "
    "({share:.0%}).",
}


@dataclass(frozen=True)
class NotKnown:
    """One thing that is not known of an organisation.

    Attributes:
        what: what it is.
        count: of how many of its relations, where it is of relations; else null.
        of: of how many relations in all.
    """

    what: NotKnownWord
    count: int | None = None
    of: int | None = None

    @property
    def share(self) -> float | None:
        """Count ÷ of, where it is of relations."""
        return None if self.count is None or not self.of else self.count / self.of

    @property
    def sentence(self) -> str:
        """The same in words."""
        if self.share is None:
            return NOT_KNOWN[self.what]
        return _COUNTED[self.what].format(count=self.count, of=self.of, share=self.share)


def not_known(day: Day, node: int, relations: Sequence[int]) -> list[NotKnown]:
    """What is not known of an organisation, what weighs most first.

    Args:
        day: to be read.
        node: the organisation.
        relations: those on record of it, ended ones among them.
    """
    record = day.record(node)
    found = {what for what, holds in _OF_RECORD.items() if not holds(record)}
    if not len(day.on.sectors_of(node)):
        found.add(NotKnownWord.SECTORS)
    ties = day.on.ties
    if not alive(day)[ties.hop_tie[int(ties.ptr[node]) : int(ties.ptr[node + 1])]].any():
        found.add(NotKnownWord.TIES)
    if any(said["confidence"] in _UNCONFIRMED for said in located_by(day.snapshot, node)[:1]):
        found.add(NotKnownWord.PLACE_CONFIRMATION)
    if record["kind"] != COMPANY:
        found.discard(NotKnownWord.SIZE)
    if record["kind"] in (TRADE_AGENCY, *OFFICE_KINDS):
        found.discard(NotKnownWord.REGION)
    counted = dict(_of_relations(day, relations))
    told = [NotKnown(what, counted.get(what), len(relations) if what in counted else None) for what in NOT_KNOWN]
    return [one for one in told if one.what in found or one.count]


_OF_RECORD: Final[Mapping[NotKnownWord, Callable[[Mapping[str, Any]], object]]] = {
    NotKnownWord.STATUS: lambda said: said.get("status") not in ("unknown", "suspended", None),
    NotKnownWord.COORDINATES: lambda said: said.get("lat") is not None and said.get("lon") is not None,
    NotKnownWord.REGION: lambda said: said.get("region"),
    NotKnownWord.FOUNDED: lambda said: said.get("founded"),
    NotKnownWord.WEBSITE: lambda said: said.get("website"),
    NotKnownWord.SIZE: lambda said: said.get("size"),
    NotKnownWord.LANGUAGES: lambda said: said.get("languages"),
    NotKnownWord.COMPETENCES: lambda said: said.get("competences"),
}


def _of_relations(day: Day, relations: Sequence[int]) -> Iterator[tuple[NotKnownWord, int]]:
    facts = day.facts
    yield NotKnownWord.DATES, sum(undated(day, one) for one in relations)
    sure = max(CONFIDENCES[word] for word in _UNCONFIRMED)
    best = [max(facts.confidence_of[at] for at in day.snapshot.statements_of(one)) for one in relations]
    yield NotKnownWord.CONFIRMATION, sum(bool(one <= sure) for one in best)

"""Presence that has ended: who was in a market, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass


from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.related import related
from queries.relation import Relation

_KINDS = ("promotes", "serves", "active_in")


@dataclass(frozen=True)
class PastPresence:
    """An organisation that was in a market, and is not any more.

    Attributes:
        market: code.
        relations: those that have ended, the latest first.
    """

    organisation: int
    market: str
    relations: tuple[Relation, ...]

    @property
    def until(self) -> str | None:
        """The latest end stated; None where it is not known when it ended."""
        return max((one.until for one in self.relations if one.until is not None), default=None)


def past_presences(snapshot: Snapshot, on: Standing, markets: Sequence[int]) -> list[PastPresence]:
    """Living organisations whose presence in a market has ended: the latest first, unknown ends last, then by id."""
    start = snapshot.sections.range("market").start
    found = []
    for market in markets:
        ended: dict[int, list[Relation]] = {}
        for position in related(snapshot, start + market, _KINDS, "IN").tolist():
            relation = Relation(snapshot, on, position)
            if on.worths.best[position] < 0 and relation.status == "ended":
                holder = on.after.heir(relation.source) if relation.source < len(on.after.gone) else None
                if holder is not None and on.present.pair(market, holder) is None:
                    ended.setdefault(holder, []).append(relation)
        code = snapshot.market_code(market)
        found += [
            PastPresence(node, code, tuple(sorted(some, key=lambda one: (one.until or "", one.position), reverse=True)))
            for node, some in ended.items()
        ]
    return sorted(sorted(found, key=lambda one: one.organisation), key=lambda one: one.until or "", reverse=True)



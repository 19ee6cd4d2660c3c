"""Services that organisations offer, as their sources state them, on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.cached import cached_property
from graph.kinds import SERVICES
from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, OrganisationNode, ServiceNode
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.reading.verdicts import called

_FEES: Final = {"free": "free of charge", "fee": "for a fee", "subsidised": "at a subsidised price"}
_SERVICES: Final = {
    "legal_and_regulatory": "advice on law and regulation", "student_and_talent": "students and talent",
}  # fmt: skip


@dataclass(frozen=True)
class OfferedService:
    """A service that an organisation offers on the day.

    Attributes:
        service: what it is, for whom, in which markets, at what price.
        organisation: who offers it.
        relation: the relation that says so, with its evidence.
    """

    service: ServiceNode
    organisation: OrganisationNode
    relation: Relation

    @cached_property
    def record(self) -> Internal[dict[str, Any]]:
        """All that is said of it."""
        return self.relation.day.record(self.service)

    @property
    def word(self) -> Internal[str]:
        """What it is, as the model names it."""
        word: str = self.record["service"]
        return word

    @property
    def whom(self) -> Internal[list[str]]:
        """For whom it is, as its source lists them; empty where it does not say."""
        return list(self.record.get("for_whom") or ())

    @property
    def markets(self) -> Internal[list[str]]:
        """Codes of the markets that it is said to be for; empty: wherever its organisation is."""
        return list(self.record.get("markets") or ())

    @property
    def sentence(self) -> str:
        """Who offers what to whom, at what price, in words."""
        name = self.relation.day.record(self.organisation)["name"]
        for_whom = f", for {called(self.whom)}" if self.whom else "; for whom is not recorded"
        fee = _FEES.get(self.record.get("fee") or "", "the price is not recorded")
        return f"{name}: {_SERVICES.get(self.word, self.word.replace('_', ' '))}{for_whom}; {fee}."


def services_of(day: Day, organisation: int) -> list[OfferedService]:
    """The services of an organisation, in the order of the model's list, then by id."""
    found = related(day.snapshot, organisation, ["offers"], "OUT")
    living = found[day.on.worths.lives[found]].tolist()
    offered = [OfferedService(int(day.facts.rel_target[at]), organisation, Relation(day, at)) for at in living]
    return sorted(offered, key=lambda one: (SERVICES.index(one.word), one.service))


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them.

    >>> listed(["one"]), listed(["one", "two", "three"])
    ('one', 'one, two and three')
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))

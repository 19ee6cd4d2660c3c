"""Which programmes an asker that wants into some markets may apply to: those that nothing on record rules out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.snapshot.on_day import Day
from queries.reading.nodes import ContextNode, Internal, MarketOfCode
from queries.reading.programmes import programmes
from queries.reading.verdicts import Verdict
from queries.routing.eligibility import Applicant, Criterion, CriterionWord, overall

_EVERYWHERE: Final = 1_000
"""Stands for the number of countries where none is named."""
_NOT_TOLD: Final = (CriterionWord.DEADLINE, CriterionWord.MARKET)
"""Criteria that are no reason where nothing is on record."""


@dataclass(frozen=True)
class UsableProgramme:
    """A programme to which nothing that is recorded forbids the asker to apply.

    Attributes:
        programme: the programme, with its source.
        certain: whether all that decides is said to hold; else something is not on record.
        criteria: each criterion, with its reason; that of the market for the first market that it may lead to.
        countries: whose organisations may apply; none where that is not recorded.
        partners_from: those of the markets asked about that are among them: partners there may apply too.
    """

    programme: ContextNode
    certain: bool
    criteria: list[Criterion]
    countries: list[MarketOfCode]
    partners_from: list[MarketOfCode]

    @property
    def sentence(self) -> str:
        """The reasons in one text."""
        told = [one for one in self.criteria if one.what not in _NOT_TOLD or one.verdict is not Verdict.UNKNOWN]
        return " ".join(one.sentence for one in told if one.what is not CriterionWord.MARKET)

    @property
    def place(self) -> Internal[tuple[int, int, bool, int]]:
        """Where it stands among others."""
        group = 0 if len(self.countries) == 1 else 1 if self.partners_from else 2
        return group, len(self.countries) or _EVERYWHERE, not self.certain, self.programme


def usable_programmes(day: Day, applicants: Mapping[str, Applicant]) -> list[UsableProgramme]:
    """Programmes that an asker may apply to, for at least one of some markets (``eligibility``).

    First those of one country alone, then those to which partners in one of the markets may apply too, then others;
    of each, those of the fewest countries first, then those that are certain, then by id.

    Args:
        day: to be read.
        applicants: market's code → the asker, wanting into it.
    """
    found = []
    for node in programmes(day.snapshot):
        judged = (applicant.criteria(node) for applicant in applicants.values())
        criteria = next((one for one in judged if overall(one) is not Verdict.NO), None)
        if criteria is not None:
            countries = list(day.record(node).get("countries") or ())
            partners = [one for one in countries if one in applicants]
            certain = overall(criteria) is Verdict.YES
            found.append(UsableProgramme(node, certain, criteria, countries, partners))
    return sorted(found, key=lambda one: one.place)

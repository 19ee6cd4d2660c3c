"""Whether a programme is for an asker: by country, region, kind, sector, time and market, with the reason for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from graph.cached import cached_property
from graph.dates import first_day, last_day
from graph.kinds import CLUSTER, COMPANY, FORM_NAMES, ORGANISATION_KINDS
from graph.markets import market_name
from graph.snapshot.day.mandates import ANYWHERE
from graph.snapshot.on_day import Day
from queries.reading.recorded import held_at
from queries.reading.sectors import sectors_named
from queries.reading.verdicts import Verdict, called, is_for
from queries.routing.askers import Party
from queries.routing.grammar import market_in_text

ELIGIBLE: Final = "eligible_for"
FUNDS: Final = "funds"
RUNS: Final = "runs"
FUNDED_AT_LEAST: Final = 3
"""So many funded in one region, and none outside it, make it doubtful that a programme is for other regions."""


_KINDS: Final = {kind: f"{'an' if kind[0] in 'aeiou' else 'a'} {kind.replace('_', ' ')}" for kind in ORGANISATION_KINDS}


class CriterionWord(StrEnum):
    """What decides whether a programme is for an asker."""

    COUNTRY = "country"
    REGION = "region"
    BENEFICIARIES = "beneficiaries"
    SECTOR = "sector"
    STATUS = "status"
    DEADLINE = "deadline"
    MARKET = "market"


CRITERIA: Final[Mapping[CriterionWord, str]] = {
    CriterionWord.COUNTRY: "The asker's country is among those whose organisations may apply.",
    CriterionWord.REGION: "The asker's region is not outside that of whoever runs it, or of all that it has funded.",
    CriterionWord.BENEFICIARIES: "The asker is one of those for whom it is.",
    CriterionWord.SECTOR: "The asker works in one of its sectors.",
    CriterionWord.STATUS: "It runs on the day.",
    CriterionWord.DEADLINE: "Applications have not closed on the day.",
    CriterionWord.MARKET: "It leads to the market: it takes place there, or organisations there may apply too.",
}
DECIDING: Final = (
    CriterionWord.COUNTRY,
    CriterionWord.REGION,
    CriterionWord.BENEFICIARIES,
    CriterionWord.SECTOR,
    CriterionWord.STATUS,
)
"""What must not be unknown for a programme to be one that the asker may use."""


@dataclass(frozen=True)
class Criterion:
    """One criterion of a programme, and what it is for an asker.

    Attributes:
        what: which it is.
        verdict: whether it holds.
        sentence: the reason, in words.
    """

    what: CriterionWord
    verdict: Verdict
    sentence: str


def overall(criteria: list[Criterion]) -> Verdict:
    """No if one is no; else unknown if one that decides is unknown; else yes."""
    if any(one.verdict is Verdict.NO for one in criteria):
        return Verdict.NO
    undecided = any(one.verdict is Verdict.UNKNOWN and one.what in DECIDING for one in criteria)
    return Verdict.UNKNOWN if undecided else Verdict.YES


class Applicant:
    """An asker that may apply to programmes, and the market that it wants into.

    Attributes:
        kind, form, size: what it is; the last two None where they are not known.
        clusters: living clusters to which it belongs, or that it knows, by id.

    Args:
        size: what it says of its own size, which counts before what is on record; None: it does not say.
    """

    def __init__(self, day: Day, party: Party, market: int, clusters: list[int], size: str | None) -> None:
        self.day, self.party, self.market, self.clusters = day, party, market, clusters
        self.kind = ORGANISATION_KINDS[party.kind]
        self.form = FORM_NAMES[party.form] if party.form >= 0 else None
        self.size: str | None = size or (None if party.node is None else day.record(party.node).get("size"))
        self.home = day.snapshot.market_code(party.country)

    def fits(self, words: list[str]) -> Verdict:
        """Whether what is for those of some words is for it."""
        return is_for(words, self.kind, self.form, self.size)

    def of_members(self, words: list[str]) -> Verdict:
        """Whether what is for those of some words is for the companies that are its members: of a cluster, else no."""
        return is_for(words, COMPANY, None, None) if self.kind == CLUSTER else Verdict.NO

    def criteria(self, programme: int) -> list[Criterion]:
        """Each criterion of a programme, in the order of ``CRITERIA``; region and sector where they say anything."""
        return list(_Criteria(self, programme).all())


class _Criteria:
    def __init__(self, applicant: Applicant, programme: int) -> None:
        self.applicant, self.programme, self.day = applicant, programme, applicant.day
        self.said: dict[str, Any] = self.day.record(programme)

    def all(self) -> Iterator[Criterion]:
        yield from (self.country(), *self.region(), self.beneficiaries(), *self.sector())
        yield from (self.status(), self.deadline(), self.market())

    @cached_property
    def on_record(self) -> bool:
        """Whether a relation that has not ended says that the asker may apply."""
        lives, node = self.day.on.worths.lives, self.applicant.party.node
        found = [] if node is None else held_at(self.day, node, ELIGIBLE, "OUT")
        return any(lives[relation] and programme == self.programme for relation, programme in found)

    def country(self) -> Criterion:
        what, home = CriterionWord.COUNTRY, market_in_text(self.applicant.home)
        countries, note = self.said.get("countries") or [], self.said.get("countries_note")
        noted = f" Its source says: {note}." if note else ""
        if self.on_record:
            return Criterion(what, Verdict.YES, "It is on record that you may apply.")
        if not countries:
            return Criterion(what, Verdict.UNKNOWN, f"Whose organisations may apply is not recorded.{noted}")
        if self.applicant.home in countries:
            more = len(countries) - 1
            alone = f"and {more} more countr{'y' if more == 1 else 'ies'}" if more else "only"
            return Criterion(what, Verdict.YES, f"It is open to organisations of {home} {alone}.{noted}")
        listed = market_in_text(countries[0]) if len(countries) == 1 else f"{len(countries)} countries"
        return Criterion(what, Verdict.NO, f"It is open to organisations of {listed}, not of {home}.{noted}")

    def region(self) -> Iterator[Criterion]:
        """Where whoever runs it serves a region only, or all that it has funded are of one."""
        day, party = self.day, self.applicant.party
        for _, runner in held_at(day, self.programme, RUNS, "IN"):
            span = day.on.mandated.homes(runner)
            markets, regions = day.on.mandated.home_market[span], day.on.mandated.home_region[span]
            bound = regions[markets == party.country]
            if len(bound) and not (bound == ANYWHERE).any() and not party.regions.intersection(bound.tolist()):
                where = market_in_text(self.applicant.home)
                told = f"{day.record(runner)['name']}, which runs it, serves its own region of {where} only"
                known = party.region >= 0
                yield Criterion(
                    CriterionWord.REGION, Verdict.NO if known else Verdict.UNKNOWN,
                    f"{told}; {'you are based elsewhere' if known else 'your region is not known'}.",
                )  # fmt: skip
                return
        yield from self._region_of_funded()

    def _region_of_funded(self) -> Iterator[Criterion]:
        facts, party = self.day.facts, self.applicant.party
        funded = {other for _, other in held_at(self.day, self.programme, FUNDS, "OUT") if other < len(facts.kind)}
        if party.node in funded:
            return
        there = sorted(one for one in funded if facts.country[one] == party.country and facts.region[one] >= 0)
        regions = {int(facts.region[one]) for one in there}
        if len(there) >= FUNDED_AT_LEAST and len(regions) == 1 and not regions & party.regions:
            name = self.day.record(there[0]).get("region_name") or self.day.snapshot.manifest.regions[min(regions)]
            known = "you are based elsewhere" if party.region >= 0 else "your region is not known"
            told = f"All {len(there)} that it is known to have funded are of one region, {name}; {known}."
            yield Criterion(CriterionWord.REGION, Verdict.UNKNOWN, told)

    def beneficiaries(self) -> Criterion:
        what, words, asker = CriterionWord.BENEFICIARIES, self.said.get("beneficiaries") or [], self.applicant
        verdict = Verdict.YES if self.on_record else asker.fits(words)
        if not words:
            return Criterion(what, verdict, "For whom it is is not recorded.")
        told = f"It is for {called(words)}"
        if verdict is Verdict.YES:
            return Criterion(what, verdict, f"{told}.")
        if verdict is Verdict.UNKNOWN:
            return Criterion(what, verdict, f"{told}; whether you are one of these is not on record.")
        through = [self.day.record(one)["name"] for one in asker.clusters] if CLUSTER in words else []
        by = f" You may profit through a cluster of yours: {'; '.join(through[:3])}." if through else ""
        return Criterion(what, verdict, f"{told}, and you are {_KINDS[asker.kind]}.{by}")

    def sector(self) -> Iterator[Criterion]:
        """Of a programme that names sectors."""
        sectors, own = sectors_named(self.day, self.said.get("sectors")), set(self.applicant.party.sectors.tolist())
        sectors = [one for one in sectors if one != self.day.snapshot.cross_sector]
        if not sectors:
            return
        names = ", ".join(self.day.record(one)["name"] for one in sectors)
        verdict = Verdict.UNKNOWN if not own else Verdict.YES if own & set(sectors) else Verdict.NO
        beside = {Verdict.UNKNOWN: "; no sector of yours is known", Verdict.NO: ", none of which is yours"}
        yield Criterion(CriterionWord.SECTOR, verdict, f"It is about {names}{beside.get(verdict, '')}.")

    def status(self) -> Criterion:
        what, today = CriterionWord.STATUS, self.day.on.day
        start, end, status = self.said.get("start"), self.said.get("end"), self.said.get("status")
        if start and first_day(start) > today:
            return Criterion(what, Verdict.NO, f"It begins in {start[:4]}.")
        if end and last_day(end) < today:
            return Criterion(what, Verdict.NO, f"It ended in {end[:4]}.")
        if end and start:
            return Criterion(what, Verdict.YES, f"It runs from {start[:4]} to {end[:4]}.")
        if status == "closed":
            return Criterion(what, Verdict.NO, "It is closed.")
        if status == "active":
            until = f"until {end[:4]}" if end else "; until when is not recorded"
            return Criterion(what, Verdict.YES, f"It runs{' ' if end else ''}{until}.")
        return Criterion(
            what, Verdict.UNKNOWN, "It is planned." if status == "planned" else "Whether it runs is not recorded."
        )

    def deadline(self) -> Criterion:
        what, deadline = CriterionWord.DEADLINE, self.said.get("deadline")
        if not deadline:
            return Criterion(what, Verdict.UNKNOWN, "No deadline is recorded: ask whether it takes applications now.")
        left = last_day(deadline) - self.day.on.day
        if left < 0:
            return Criterion(what, Verdict.NO, f"Applications closed on {deadline}.")
        return Criterion(
            what, Verdict.YES, f"Applications close on {deadline}, {left} day{'' if left == 1 else 's'} away."
        )

    def market(self) -> Criterion:
        what, there = CriterionWord.MARKET, market_in_text(self.day.snapshot.market_code(self.applicant.market))
        lives = self.day.on.worths.lives
        places = [
            node for relation, node in held_at(self.day, self.programme, "takes_place_in", "OUT") if lives[relation]
        ]
        if self.day.first_market + self.applicant.market in places:
            return Criterion(what, Verdict.YES, f"It takes place in {there}.")
        if self.day.snapshot.market_code(self.applicant.market) in (self.said.get("countries") or []):
            return Criterion(what, Verdict.YES, f"Organisations of {there} may apply too: you can take part together.")
        if not places:
            return Criterion(what, Verdict.UNKNOWN, f"Whether it is good for going to {there} is not recorded.")
        names = ", ".join(market_name(self.day.snapshot.id_of(node)) for node in places)
        return Criterion(what, Verdict.NO, f"It takes place in {names}, not in {there}.")

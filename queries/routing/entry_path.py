"""The steps of entering a market, and who covers each for an asker: by services on record, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from graph.cached import cached_property
from graph.implied import SERVICE_HOLDER
from graph.kinds import CLUSTER, FORM_NAMES
from graph.snapshot.on_day import Day
from queries.reading.nodes import ContextNode, Internal, OrganisationNode, ServiceNode, ServiceWord
from queries.reading.recorded import held_at
from queries.reading.verdicts import Verdict, called
from queries.routing.eligibility import Applicant
from queries.routing.grammar import market_in_text
from queries.routing.standing import AskerStanding, StepKind

PATH: Final = (
    "market_intelligence", "market_entry_advice", "legal_and_regulatory", "funding_advice", "partner_search",
    "matchmaking", "delegations_and_missions", "trade_fair_support", "soft_landing", "office_space",
    "location_services", "export_credit",
)  # fmt: skip
"""The services that a company needs on its way into a market, in the order in which it does."""
_INWARD: Final = "location_services"
"""A service for those who come in: never of one's own agency, always of an agency that promotes the market."""
_ON_THE_SPOT: Final = frozenset({"soft_landing", "office_space"})
"""Services that are had in the market itself: of nobody who is not on record there."""
_INWARD_FORM: Final = FORM_NAMES.index("investment_promotion")


class CoveredBy(StrEnum):
    """Who covers a step of the path."""

    ITSELF = "itself"
    OWN_AGENCY = "own_agency"
    OWN_NETWORK = "own_network"
    PROGRAMME = "programme"
    HOST = "host"


COVERED_BY: Final[Mapping[CoveredBy, str]] = {
    CoveredBy.ITSELF: "The asker itself, for its members.",
    CoveredBy.OWN_AGENCY: "An agency or chamber whose mandate it is to serve the asker.",
    CoveredBy.OWN_NETWORK: "An organisation that the asker belongs to, or says that it knows.",
    CoveredBy.PROGRAMME: "Whoever runs a programme that may be for the asker.",
    CoveredBy.HOST: "An agency that promotes the market, for those who come in.",
}


@dataclass(frozen=True)
class Covering:
    """A service on record that covers a step.

    Attributes:
        by: what whoever offers it is to the asker.
        organisation: who offers it.
        service: the service.
        programme: the programme that whoever offers it runs, where that is why it counts; else null.
        suits: yes where the asker is one of those for whom it is, unknown where that is not on record; of a service for
            its members, the same of any company.
        for_members: whether it is not for the asker, a cluster, and may be for the companies that are its members.
        fee: what it costs: free, subsidised, fee, or as its source puts it; null where nobody says.
        there: whether whoever offers it is on record in the market: by an office, or its place.
    """

    day: Internal[Day]
    market: Internal[int]
    by: CoveredBy
    organisation: OrganisationNode
    service: ServiceNode
    programme: ContextNode | None
    suits: Verdict
    for_members: bool
    fee: str | None
    there: bool

    @property
    def sentence(self) -> str:
        """Who offers it, for whom and at what cost, in words."""
        record = self.day.record(self.service)
        name = self.day.record(self.organisation)["name"]
        whom = f" for {called(record['for_whom'])}" if record.get("for_whom") else ""
        doubt = ": for your members, not for you" if self.for_members else ""
        if self.suits is Verdict.UNKNOWN and whom and not self.for_members:
            doubt = "; whether you are one of these is not on record"
        fee = {"free": "free", "subsidised": "subsidised", "fee": "for a fee"}.get(
            self.fee or "", "its cost is not known"
        )
        where = market_in_text(self.day.snapshot.market_code(self.market))
        there = "" if self.there else f"; no office of its own is on record in {where}"
        runs = f" It runs {self.day.record(self.programme)['name']}." if self.programme is not None else ""
        said = record["statements"][0]["confidence"] == "recalled"
        sure = " (recalled, unconfirmed)" if said else ""
        return f"{name} offers it{whom}, {fee}{doubt}{there}{sure}.{runs}"


@dataclass(frozen=True)
class PathStep:
    """A step of entering a market, and who covers it.

    Attributes:
        step: the service that it takes.
        covered_by: services on record that cover it: the asker's own first, then those of its agencies, its network,
            programmes and hosts; within these those for itself before those for its members, those that suit
            for certain, those of its own country, those that are there, then by id.
    """

    step: ServiceWord
    covered_by: list[Covering]

    @property
    def covered(self) -> bool:
        """Whether anybody on record covers it."""
        return bool(self.covered_by)

    @property
    def sentence(self) -> str:
        """Who covers it first, or that nobody on record does."""
        if not self.covered_by:
            return "Not recorded: nobody on record offers it to you. That does not mean that nobody does."
        return self.covered_by[0].sentence


class EntryPath:
    """Who offers services to an asker that wants into a market.

    Attributes:
        applicant: who asks.
        standing: what it may do without an introduction.
        network: organisations that it belongs to, or knows.
        runners: whoever runs a programme that may be for the asker → the first such programme.
    """

    def __init__(
        self, day: Day, applicant: Applicant, standing: AskerStanding, network: list[int], runners: Mapping[int, int]
    ) -> None:
        self.day, self.applicant, self.standing = day, applicant, standing
        self.network, self.runners = network, runners

    def steps(self) -> list[PathStep]:
        """Each step of ``PATH``, in its order."""
        found: dict[str, list[Covering]] = {word: [] for word in PATH}
        seen = set()
        for by, organisation in self._providers():
            for service, record in self._services(organisation):
                if record["service"] in found and service not in seen and self._counts(by, organisation, record):
                    seen.add(service)
                    found[record["service"]].append(self._covering(by, organisation, service, record))
        order = list(CoveredBy)
        for some in found.values():
            some.sort(key=lambda one: (order.index(one.by), *self._place(one), one.service))
        return [PathStep(word, some) for word, some in found.items()]

    def _place(self, one: Covering) -> tuple[bool, bool, bool, bool]:
        abroad = bool(self.day.facts.country[one.organisation] != self.applicant.party.country)
        return one.for_members, one.suits is not Verdict.YES, abroad, not one.there

    def _providers(self) -> Iterator[tuple[CoveredBy, int]]:
        facts = self.day.facts
        own = sorted(one for one in self.standing.knocks if facts.form[one] != _INWARD_FORM)
        if self.applicant.party.node is not None and self.applicant.kind == CLUSTER:
            yield CoveredBy.ITSELF, self.applicant.party.node
        yield from ((CoveredBy.OWN_AGENCY, one) for one in own)
        yield from ((CoveredBy.OWN_NETWORK, one) for one in self.network)
        yield from ((CoveredBy.PROGRAMME, one) for one in sorted(self.runners))
        span = self.day.on.mandated.promoters(self.applicant.market)
        yield from ((CoveredBy.HOST, one) for one in self.day.on.mandated.promoted_agency[span].tolist())

    def _services(self, organisation: int) -> Iterator[tuple[int, dict[str, Any]]]:
        lives = self.day.on.worths.lives
        for relation, service in held_at(self.day, organisation, SERVICE_HOLDER, "OUT"):
            if lives[relation]:
                yield service, self.day.record(service)

    def _counts(self, by: CoveredBy, organisation: int, record: dict[str, Any]) -> bool:
        markets, code = record.get("markets") or [], self.day.snapshot.market_code(self.applicant.market)
        if markets and code not in markets:
            return False
        if not markets and record["service"] in _ON_THE_SPOT and not self._is_there(organisation):
            return False
        if by is CoveredBy.HOST and not markets and record["service"] != _INWARD:
            return False
        if by is not CoveredBy.HOST and not markets and record["service"] == _INWARD:
            return False
        words = record.get("for_whom") or []
        return {self.applicant.fits(words), self.applicant.of_members(words)} != {Verdict.NO}

    def _covering(self, by: CoveredBy, organisation: int, service: int, record: dict[str, Any]) -> Covering:
        programme = self.runners.get(organisation) if by is CoveredBy.PROGRAMME else None
        fee = record.get("fee")
        words = record.get("for_whom") or []
        own = self.applicant.fits(words)
        suits = self.applicant.of_members(words) if own is Verdict.NO else own
        return Covering(
            self.day, self.applicant.market, by, organisation, service, programme, suits, own is Verdict.NO,
            None if fee == "unknown" else fee, self._is_there(organisation),
        )  # fmt: skip

    def _is_there(self, organisation: int) -> bool:
        return organisation in self._there or bool(self.day.facts.country[organisation] == self.applicant.market)

    @cached_property
    def _there(self) -> set[int]:
        """Agencies at whose office in the market the asker may knock."""
        return {one.agency for one in self.standing.steps if one.kind is StepKind.KNOCK and one.node != one.agency}

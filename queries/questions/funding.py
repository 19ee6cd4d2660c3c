"""The funding patchwork: programmes that an asker may use for a market, and the steps that nobody covers."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any, Final

from graph.errors import InputError
from graph.kinds import CLUSTER, COMPANY, INVESTOR, ORGANISATION_KINDS, RESEARCH_ORGANISATION
from graph.properties import PROPERTIES
from graph.relations import RELATION_KINDS
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import ContextNode, Internal, MarketNode, OrganisationNode, PartialDay, Some
from queries.reading.programmes import programmes
from queries.reading.recorded import held_at
from queries.reading.relation import Relation
from queries.reading.verdicts import Verdict, is_for
from queries.routing.askers import Asker, Party, understand
from queries.routing.constraints import UNCONSTRAINED, check_words
from queries.routing.eligibility import FUNDS, RUNS, Applicant, Criterion, CriterionWord, overall
from queries.routing.entry_path import EntryPath, PathStep
from queries.routing.explain import RECALLED
from queries.routing.funding_sources import FundingSource, source_of
from queries.routing.introduction_question import IntroductionQuestion
from queries.routing.overlay import NOTHING_LAID
from queries.routing.routes import Route, make_route
from queries.routing.standing import AskerStanding
from queries.routing.target import Area

SIZES: Final = next(one.type.words for one in PROPERTIES["organisation"] if one.name == "size")
PROGRAMMES_DEFAULT: Final = 100
PROGRAMMES_AT_MOST: Final = 500
ROUTES_AT_MOST: Final = 10
"""Programmes whose runner a route is sought to."""
_TOLD_TOO: Final = (CriterionWord.DEADLINE, CriterionWord.MARKET)
"""What is told of every programme that may be for the asker."""
_NEVER: Final = "9999"
"""After every deadline."""
_UNLISTED: Final = 1_000
"""More countries than there are."""
_ENTERING: Final = (COMPANY, INVESTOR, CLUSTER, RESEARCH_ORGANISATION)
"""Kinds that go abroad themselves, or take their members there."""
_AFFILIATIONS: Final = tuple(kind.name for kind in RELATION_KINDS.values() if kind.affiliation)


@dataclass(frozen=True)
class ProgrammeRunner:
    """Whoever runs a programme, and the asker's route there.

    Attributes:
        organisation: who runs it.
        relation: the relation that says so, with its evidence.
        itself: whether that is the asker.
        route: the best route there; null where there is none, or none was sought.
        sought: whether a route was sought: for the first programmes that may be for the asker.
    """

    organisation: OrganisationNode
    relation: Relation
    itself: bool
    route: Route | None
    sought: bool


@dataclass(frozen=True)
class FundingProgramme:
    """A programme, and whether it is for the asker.

    Attributes:
        programme: the programme, with its sources.
        source: where its money comes from.
        verdict: no if one criterion is no; else unknown if country, region, beneficiaries, sector or status are; else
            yes. That no deadline or market is recorded is told, and does not count against it.
        criteria: each criterion, with its reason.
        runners: who runs it, by id; empty where nobody says.
        funded: relations by which it funds the asker, or has funded it.
    """

    day: Internal[Day]
    programme: ContextNode
    source: FundingSource
    verdict: Verdict
    criteria: list[Criterion]
    runners: list[ProgrammeRunner]
    funded: list[Relation]

    @property
    def record(self) -> Internal[dict[str, Any]]:
        """All that is said of it."""
        return self.day.record(self.programme)

    @property
    def leads(self) -> Verdict:
        """Whether it leads to the market: what its criterion says."""
        return next(one.verdict for one in self.criteria if one.what is CriterionWord.MARKET)

    @property
    def funder(self) -> str | None:
        """Who pays for it, as its source says."""
        funder: str | None = self.record.get("funder")
        return funder

    @property
    def start(self) -> PartialDay | None:
        """When it begins."""
        start: str | None = self.record.get("start")
        return start

    @property
    def end(self) -> PartialDay | None:
        """When it ends."""
        end: str | None = self.record.get("end")
        return end

    @property
    def deadline(self) -> PartialDay | None:
        """When applications close."""
        deadline: str | None = self.record.get("deadline")
        return deadline

    @property
    def fee(self) -> str | None:
        """What taking part costs, as its source says."""
        fee: str | None = self.record.get("fee")
        return fee

    @property
    def sentence(self) -> str:
        """The verdict with what decides it, in words."""
        lead = {
            Verdict.YES: "As far as is on record you may apply.",
            Verdict.UNKNOWN: "Whether you may apply is not certain.",
            Verdict.NO: "It is not for you.",
        }  # fmt: skip
        deciding = [one for one in self.criteria if one.verdict is self.verdict]
        if self.verdict is Verdict.UNKNOWN:
            deciding = [one for one in deciding if one.what not in _TOLD_TOO]
        told = [lead[self.verdict], *(one.sentence for one in deciding)]
        told += [f"{'It funds you already.' if self.day.on.worths.lives[one.position] else 'It has funded you before.'}"
                 for one in self.funded[:1]]  # fmt: skip
        if self.verdict is not Verdict.NO:
            told += [one.sentence for one in self.criteria if one.what in _TOLD_TOO and one not in deciding]
        if self.record["statements"][0]["confidence"] == RECALLED:
            told.append("All that is general knowledge, unconfirmed.")
        return " ".join(told)


@dataclass(frozen=True)
class Funding(Answer):
    """The funding patchwork of an asker for a market, of one revision.

    Attributes:
        market: the market that it wants into.
        programmes: those that are for it first, then those of which that is not certain, then those that are not, of
            these those of its country first, then those with fewer reasons against them; within these those that lead
            to the market first, then those with a deadline, the soonest first, then by the number of countries that may
            apply, fewest first, then by id.
        yes_count: how many are for it.
        leads_count: how many of these are known to lead to the market; of the others that is not recorded.
        unknown_count: of how many that is not certain.
        no_count: how many are not for it.
        size_count: how many of those that are not certain depend on nothing but its size, which is not on record.
        path: the steps of entering the market, and who covers each; none of an agency, an office or a public body.
    """

    party: Internal[Party]
    market: MarketNode
    programmes: Annotated[list[FundingProgramme], Some(20)]
    yes_count: int
    leads_count: int
    unknown_count: int
    no_count: int
    size_count: int
    path: list[PathStep]

    @property
    def uncovered_count(self) -> int:
        """How many steps of the path nobody on record covers."""
        return sum(not one.covered for one in self.path)

    @property
    def members_only_count(self) -> int:
        """How many steps are covered for the members of the asker, a cluster, alone."""
        return sum(one.covered and all(by.for_members for by in one.covered_by) for one in self.path)

    @property
    def gap(self) -> str:
        """What the patchwork leaves open, in words."""
        if not self.path:
            return "No path is told: agencies, offices and public bodies help others along it."
        count = self.uncovered_count
        steps = ", ".join(str(one.step).replace("_", " ") for one in self.path if not one.covered)
        members = self.members_only_count
        only = f" For your members alone, not for you: {members} of those that are covered." if members else ""
        if not count:
            return f"All {len(self.path)} steps are covered by somebody on record.{only}"
        which = f"{count} of {len(self.path)} steps are" if count < len(self.path) else f"None of {count} steps is"
        whom = "nobody" if count < len(self.path) else "anybody"
        named = f": {steps}" if count < len(self.path) else ""
        return f"{which} covered by {whom} on record{named}. Others may offer them.{only}"


def funding(
    day: Day, asker: Asker, market: str, *, size: str | None = None, first: int = PROGRAMMES_DEFAULT
) -> Funding:
    """Which programmes an asker may use on a day to enter a market, why and why not, and what nobody covers.

    All contexts of kind programme that have a record are judged, ended ones too, by each criterion of ``CRITERIA``:

    - *country*: yes if the asker's is listed, no if others are, unknown if none is. A living ``eligible_for`` of the
      asker makes this and beneficiaries yes.
    - *region*: no (unknown where the asker's region is) if whoever runs it has constituencies in the asker's country of
      which all are of regions and none is the asker's; else unknown if at least three whom it has funded there have a
      known region, all the same one, and that is not the asker's.
    - *beneficiaries*: by the words of its source, see ``one_is``; *sector*: where it names any.
    - *status*: no before it begins and after it ends; yes between the two, and where its source calls it active; no if
      closed; else unknown. *Deadline*: no after it, yes up to it, unknown without.
    - *market*: yes if it takes place there or organisations of the market may apply too, no if it takes place elsewhere
      only, else unknown.

    The *path* are the services of ``PATH``. A step is covered by a service on record that names this market or none and
    is for the asker, or for those of whom it is not known whether the asker is one, or, where a cluster asks, for
    companies, which its members are; of: the cluster itself; an agency at which the asker may knock for this market
    (but one for investment promotion); an organisation that it belongs to by a living affiliation, or knows; whoever
    runs a programme that is or may be for it; and, of agencies that promote the market, services that name it, and
    location services. Location services that name no market are of none of the others; soft landing and office space
    that name none are of those only that are on record in the market, by their place or an office for the asker.

    Args:
        day: on which to stand.
        asker: an organisation, or one that is not in the graph.
        market: code or name of a market that is not the asker's own.
        size: micro, small, medium or large, as the asker says; None: what is on record.
        first: at most so many programmes, 1 to 500.

    Raises:
        InputError: something named is not there, gone without an heir, or the market is the asker's own.
        LimitError: too much is asked for.
    """
    check_first(first, PROGRAMMES_AT_MOST)
    check_words(() if size is None else (size,), SIZES, "size", "size")
    party, position = understand(day, asker), day.market(market, "market")
    if position == party.country:
        raise InputError(
            "That is the asker's own market.", code="own_market", value=market, where="market",
            suggestion="Name a market abroad.",
        )  # fmt: skip
    network = _network(day, party)
    clusters = [one for one in network if day.facts.kind[one] == ORGANISATION_KINDS.index(CLUSTER)]
    applicant = Applicant(day, party, position, clusters, size)
    found = sorted((_judged(day, applicant, node) for node in programmes(day.snapshot)), key=_order)
    counts = Counter(one.verdict for one in found)
    return Funding(
        day.header, party, day.first_market + position, _with_routes(day, party, found[:first]),
        counts[Verdict.YES], sum(one.verdict is Verdict.YES and one.leads is Verdict.YES for one in found),
        counts[Verdict.UNKNOWN], counts[Verdict.NO],
        sum(_depends_on_size(applicant, one) for one in found), _path(applicant, network, found),
    )  # fmt: skip


def _path(applicant: Applicant, network: list[int], found: list[FundingProgramme]) -> list[PathStep]:
    day, party = applicant.day, applicant.party
    if party.kind_word not in _ENTERING:
        return []
    look()
    standing = AskerStanding(day, party, Area((applicant.market,)), party.sectors, UNCONSTRAINED)
    return EntryPath(day, applicant, standing, network, _runners(found)).steps()


def _depends_on_size(applicant: Applicant, one: FundingProgramme) -> bool:
    """Whether all that is not certain of a programme is how large a company is: any size would decide it."""
    undecided = [by.what for by in one.criteria if by.verdict is Verdict.UNKNOWN and by.what not in _TOLD_TOO]
    if one.verdict is not Verdict.UNKNOWN or applicant.size is not None or undecided != [CriterionWord.BENEFICIARIES]:
        return False
    words = one.record.get("beneficiaries") or []
    return all(is_for(words, applicant.kind, applicant.form, size) is not Verdict.UNKNOWN for size in SIZES)


def _network(day: Day, party: Party) -> list[int]:
    """Living organisations to which an asker belongs by a living affiliation, or that it knows, by id."""
    if party.node is None:
        return list(party.knows)
    lives = day.on.worths.lives
    held = [one for kind in _AFFILIATIONS for one in held_at(day, party.node, kind, "OUT")]
    return sorted({other for relation, other in held if lives[relation]})


def _judged(day: Day, applicant: Applicant, node: int) -> FundingProgramme:
    look()
    criteria, asker = applicant.criteria(node), applicant.party.node
    runners = [
        ProgrammeRunner(runner, Relation(day, relation), runner == asker, None, False)
        for relation, runner in held_at(day, node, RUNS, "IN")
        if day.on.worths.lives[relation]
    ]
    funded = [Relation(day, relation) for relation, other in held_at(day, node, FUNDS, "OUT") if other == asker]
    return FundingProgramme(day, node, source_of(day.record(node)), overall(criteria), criteria, runners, funded)


def _order(one: FundingProgramme) -> tuple[int, bool, int, int, str, int, int]:
    """See ``Funding``."""
    verdicts, of = list(Verdict), {criterion.what: criterion.verdict for criterion in one.criteria}
    against = sum(criterion.verdict is Verdict.NO for criterion in one.criteria)
    countries = len(one.record.get("countries") or ()) or _UNLISTED
    leads = verdicts.index(one.leads)
    abroad = of[CriterionWord.COUNTRY] is Verdict.NO
    return verdicts.index(one.verdict), abroad, against, leads, one.deadline or _NEVER, countries, one.programme


def _runners(found: list[FundingProgramme]) -> dict[int, int]:
    """Whoever runs a programme that is or may be for the asker → the first such programme."""
    runners: dict[int, int] = {}
    for one in found:
        for runner in one.runners if one.verdict is not Verdict.NO else ():
            if not runner.itself:
                runners.setdefault(runner.organisation, one.programme)
    return runners


def _with_routes(day: Day, party: Party, found: list[FundingProgramme]) -> list[FundingProgramme]:
    """The programmes, the first of those that may be for the asker with the route to whoever runs them."""
    routes: dict[int, Route | None] = {}
    told, sought = [], 0
    for one in found:
        runners = []
        for runner in one.runners:
            seek = one.verdict is not Verdict.NO and not runner.itself and sought < ROUTES_AT_MOST
            if seek and runner.organisation not in routes:
                look()
                sought += 1
                routes[runner.organisation] = _route(day, party, runner.organisation)
            known = seek or (runner.organisation in routes and not runner.itself)
            route = routes.get(runner.organisation) if known else None
            runners.append(ProgrammeRunner(runner.organisation, runner.relation, runner.itself, route, known))
        told.append(FundingProgramme(day, one.programme, one.source, one.verdict, one.criteria, runners, one.funded))
    return told


def _route(day: Day, party: Party, organisation: int) -> Route | None:
    question = IntroductionQuestion(day, party, organisation, UNCONSTRAINED, NOTHING_LAID)
    ways, _ = question.best(1)
    return make_route(question.view, ways[0]) if ways else None

"""Mandates, promotions and operators: whose job is what, and whom it binds."""

from dataclasses import dataclass
from functools import lru_cache

from .moment import Moment
from .regions import covers
from .table import AGENCY, CHAMBER, NATIONAL, OFFICES


@dataclass(frozen=True)
class Mandate:
    """A living holder's mandate for a market, a region in it, or every market of a bloc."""

    holder: str
    target: str  # a market, an ISO 3166-2 region, or a bloc
    part: str  # a region within the market, or ""

    @property
    def region(self) -> str:
        """The region that it is for, said either way; "" if it is for whole markets."""
        return self.part or (self.target if self.target.isupper() and "-" in self.target else "")

    @property
    def by_bloc(self) -> bool:
        """Markets and regions are in upper case, "all else in lower case"."""
        return not self.target.isupper()

    def markets(self, moment: Moment) -> frozenset[str]:
        """Those that it is for, or that its region is in: "a mandate for a bloc is one for each market that lies on it
        on that date"."""
        return frozenset(moment.on_corridor(self.target)) if self.by_bloc else frozenset({self.target[:2]})

    def binds(self, moment: Moment, country: str, region: str) -> bool:
        """Is an organisation based in this country and region within the mandate?"""
        return covers(self.region, region) if self.region else country in self.markets(moment)


@lru_cache(maxsize=16)
def homes(moment: Moment) -> dict[str, list[Mandate]]:
    """Each agency's home mandates: its constituency."""
    return _mandates(moment, "home", frozenset({AGENCY}))


@lru_cache(maxsize=16)
def hosts(moment: Moment) -> dict[str, list[Mandate]]:
    """Each office's host mandates."""
    return _mandates(moment, "host", OFFICES)


def _mandates(moment: Moment, role: str, kinds: frozenset[str]) -> dict[str, list[Mandate]]:
    """ "Ended mandates ... do not exist"; they neither decay nor weaken when handed over."""
    found: dict[str, list[Mandate]] = {id: [] for id in moment.living}
    for s in moment.lasting("mandated_for"):
        if s.role == role and moment.living[s.source].kind in kinds:
            found[s.source].append(Mandate(s.source, s.target, s.region))
    return found


def constituency(moment: Moment, agency: str) -> frozenset[str]:
    """The markets of its home mandates; of a region, the market that it is in."""
    return frozenset(market for mandate in homes(moment)[agency] for market in mandate.markets(moment))


def has_whole(moment: Moment, agency: str, market: str) -> bool:
    """Is its constituency "the whole market"? By a mandate for it, or for a bloc with it, without region (LEAD3)."""
    return any(not m.region and market in m.markets(moment) for m in homes(moment)[agency])


def serves_as_home(moment: Moment, agency: str, country: str, region: str) -> bool:
    """Is somebody based there in the agency's constituency?"""
    return any(mandate.binds(moment, country, region) for mandate in homes(moment)[agency])


def is_bilateral(moment: Moment, agency: str) -> bool:
    """ "A chamber with home mandates for two or more markets named one by one (not by a bloc)"."""
    named = {m for mandate in homes(moment)[agency] if not mandate.by_bloc for m in mandate.markets(moment)}
    return moment.living[agency].form == CHAMBER and len(named) >= 2


def region_of(moment: Moment, agency: str, market: str) -> str:
    """ "that of its first regional home mandate in the market, else its own"; the first by code (LEAD25)."""
    regions = {m.region for m in homes(moment)[agency] if m.region and market in m.markets(moment)}
    return min(regions, default=moment.living[agency].region)


@lru_cache(maxsize=16)
def promotions(moment: Moment) -> dict[str, dict[str, frozenset[str]]]:
    """Each agency's promoted markets, with its roles there; "ended promotions do not exist". National by default."""
    found: dict[str, dict[str, frozenset[str]]] = {id: {} for id in moment.living}
    for s in moment.lasting("promotes"):
        if moment.living[s.source].kind == AGENCY:
            roles = found[s.source].get(s.target, frozenset())
            found[s.source][s.target] = roles | {s.role or NATIONAL}
    return found


@lru_cache(maxsize=16)
def operators(moment: Moment) -> dict[str, frozenset[str]]:
    """Who operates whom; one that is ended no longer does."""
    found: dict[str, set[str]] = {id: set() for id in moment.living}
    for s in moment.lasting("operates"):
        found[s.target].add(s.source)
    return {id: frozenset(by) for id, by in found.items()}


def operators_of_office(moment: Moment, id: str) -> frozenset[str]:
    """The operators of an office; nobody's of anything else."""
    return operators(moment)[id] if moment.living[id].kind in OFFICES else frozenset()

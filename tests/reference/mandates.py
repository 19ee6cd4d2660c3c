"""Constituencies (`mandated_for`, role home) and desks (role host): whom they bind, and who operates which office."""

from dataclasses import dataclass
from functools import lru_cache

from .moment import Moment
from .table import MANDATE, OFFICES


@dataclass(frozen=True)
class Mandate:
    """A living holder's mandate for a market, a region in it, or every market of a bloc."""

    holder: str
    target: str  # a market, an ISO 3166-2 region, or a bloc
    region: str  # a region within the market, or ""
    worth: float  # ".5 x confidence (x .9 per hand-over)" (R16)


@lru_cache(maxsize=16)
def homes(moment: Moment) -> list[Mandate]:
    """Constituencies. Only an agency has one: an office's own home mandates are ignored (R18, R20)."""
    return [m for m in _mandates(moment, "home") if moment.living[m.holder].kind == "trade_agency"]


@lru_cache(maxsize=16)
def hosts(moment: Moment) -> list[Mandate]:
    """Desks. Only an office is one (R18)."""
    return [m for m in _mandates(moment, "host") if moment.living[m.holder].kind in OFFICES]


def _mandates(moment: Moment, role: str) -> list[Mandate]:
    """ "Ended mandates ... do not exist"; a mandate does not decay."""
    return [
        Mandate(holder, target, s.region, MANDATE * s.confidence * factor)
        for s in moment.lasting("mandated_for")
        if s.role == role
        for holder, target, factor in moment.handed(s)
    ]


def binds(moment: Moment, mandate: Mandate, country: str, region: str) -> bool:
    """Is an organisation based in this country and region within the mandate?

    "A regional constituency binds by region code; an unknown region is outside". "A mandate for a bloc is one for each
    market that lies on it on that date".
    """
    if mandate.region:
        return region == mandate.region
    if _is_region(mandate.target):
        return region == mandate.target
    return country in _markets(moment, mandate)


def constituency_markets(moment: Moment, agency: str) -> frozenset[str]:
    """Every market of an agency's constituency; of a region, the market that it is in (R19)."""
    return frozenset(market for m in homes(moment) if m.holder == agency for market in _markets(moment, m))


def _markets(moment: Moment, mandate: Mandate) -> frozenset[str]:
    if _is_region(mandate.target):
        return frozenset({mandate.target[:2]})
    if mandate.target.isupper():
        return frozenset({mandate.target})
    return moment.on_corridor(mandate.target)


def _is_region(target: str) -> bool:
    """Markets and regions are in upper case, "all else in lower case"; `DE-BW` is a region, `DE` a market."""
    return target.isupper() and "-" in target


@lru_cache(maxsize=16)
def operators(moment: Moment) -> dict[str, frozenset[str]]:
    """Who operates whom; one that is ended no longer does (R7)."""
    found: dict[str, set[str]] = {id: set() for id in moment.living}
    for s in moment.lasting("operates"):
        for operator, operated, _ in moment.handed(s):
            found[operated].add(operator)
    return {id: frozenset(by) for id, by in found.items()}


@lru_cache(maxsize=16)
def promoted(moment: Moment) -> dict[str, frozenset[str]]:
    """The markets that each organisation promotes; ended promotions do not exist."""
    found: dict[str, set[str]] = {id: set() for id in moment.living}
    for s in moment.lasting("promotes"):
        for agency, market, _ in moment.handed(s):
            found[agency].add(market)
    return {id: frozenset(markets) for id, markets in found.items()}

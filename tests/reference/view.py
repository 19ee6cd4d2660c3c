"""A question as one asker sees it: the markets asked about, the sectors wanted, what constraints leave."""

from dataclasses import dataclass
from functools import cached_property

from .askers import Asker, Constraints, Outsider, resolve
from .mandates import operators_of_office
from .moment import Moment
from .regions import covers
from .table import AGENCY, CHAMBER, COMPANY, CROSS_SECTOR
from .ties import cost
from .world import Organisation


@dataclass(frozen=True)
class Target:
    """What is asked about: one market, or a corridor."""

    market: str | None = None
    corridor: str | None = None

    def __post_init__(self) -> None:
        assert (self.market is None) != (self.corridor is None)


@dataclass(frozen=True, eq=False)
class View:
    """Everything below asks a view."""

    moment: Moment
    asker: Asker
    target: Target
    sector: str | None
    constraints: Constraints

    @cached_property
    def _places(self) -> dict[str, frozenset[str] | None]:
        """The markets asked about, with the regions of them where only those count; of a corridor "nobody in the
        asker's own market"."""
        if self.target.market is not None:
            return {self.target.market: None}
        lying = self.moment.on_corridor(self.target.corridor or "")
        return {market: regions for market, regions in lying.items() if market != self.asker.country}

    @property
    def markets(self) -> list[str]:
        return sorted(self._places)

    def counts(self, organisation: Organisation, market: str) -> bool:
        """ "where a market lies on it by a region only, those located in that region, or that lie on the corridor
        themselves"."""
        regions = self._places[market]
        if regions is None or organisation.id in self.moment.lie_on(self.target.corridor or ""):
            return True
        return organisation.country == market and any(covers(region, organisation.region) for region in regions)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """ "against `sector` if given, else this asker's sectors, cross-sector being none"."""
        return self.asker.sectors if self.sector is None else frozenset({self.sector}) - {CROSS_SECTOR}

    def shares(self, id: str) -> bool:
        """Does it share a sector with the asker, or have the one asked for? Who has none shares none."""
        return bool(self.moment.sectors(id) & self.wanted)

    # What constraints leave

    def allowed(self, id: str) -> bool:
        """May this one be a step or an opener? `avoid` names "organisations, countries, kinds"."""
        organisation = self.moment.living[id]
        avoided = {self.moment.canonical.get(name, name) for name in self.constraints.avoid}
        if avoided & {id, organisation.country, organisation.kind}:
            return False
        return not self.constraints.public_anchor or is_public(self.moment, id)

    def strong_enough(self, strength: float) -> bool:
        """ "`minStrength` binds every step, front doors included", by integer cost."""
        least = self.constraints.min_strength
        return least is None or cost(strength) <= cost(least)

    def may_open(self, id: str) -> bool:
        """May this one be told as an opener? "A company ... an opener only if asked for". Nobody opens for itself."""
        kind, kinds = self.moment.living[id].kind, self.constraints.opener_kinds
        asked_for = kind != COMPANY if kinds is None else kind in kinds
        return asked_for and id != self.asker.id and self.allowed(id)


def look(
    moment: Moment,
    asking: str | Outsider,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> View:
    """The view of one asker; exactly one of market and corridor is asked about."""
    return View(moment, resolve(moment, asking), Target(market, corridor), sector, constraints or Constraints())


def is_public(moment: Moment, id: str) -> bool:
    """ "ownership public, a public body, an agency that is no chamber, or its office"."""
    organisation = moment.living[id]
    if organisation.ownership == "public" or organisation.kind == "public_body" or _public_agency(moment, id):
        return True
    return any(_public_agency(moment, by) for by in operators_of_office(moment, id))


def _public_agency(moment: Moment, id: str) -> bool:
    return moment.living[id].kind == AGENCY and moment.living[id].form != CHAMBER

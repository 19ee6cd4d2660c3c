"""Who asks, and what they ask for besides."""

from dataclasses import dataclass

from .moment import GoneAskerError, Moment
from .table import AGENCY, INNOVATION_FORMS, OFFICES

OUTSIDE = ""  # an asker from outside "comes first in the order of ids"


@dataclass(frozen=True)
class Outsider:
    """An asker who is no organisation of the graph: "kind (company by default), country, region, sectors, and whom it
    knows"."""

    country: str
    region: str | None = None
    sectors: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    kind: str = "company"


@dataclass(frozen=True)
class Constraints:
    """What an asker may ask for besides; they "only remove"."""

    max_steps: int = 3
    min_strength: float | None = None
    relation_kinds: frozenset[str] | None = None
    opener_kinds: frozenset[str] | None = None
    avoid: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    via_in_order: tuple[str, ...] = ()
    public_anchor: bool = False

    def leave(self, kind: str) -> bool:
        """Do they leave relations of this kind?"""
        return self.relation_kinds is None or kind in self.relation_kinds


@dataclass(frozen=True)
class Asker:
    """Either kind of asker, as of the day."""

    id: str
    kind: str
    form: str
    country: str
    region: str
    city: str
    sectors: frozenset[str]
    knows: frozenset[str]  # of an outsider

    @property
    def outside(self) -> bool:
        return self.id == OUTSIDE

    @property
    def is_office(self) -> bool:
        return self.kind in OFFICES

    @property
    def is_innovation_agency(self) -> bool:
        return self.kind == AGENCY and self.form in INNOVATION_FORMS


def resolve(moment: Moment, asker: str | Outsider) -> Asker:
    """Who asks: "an asker given by an old id is answered as its successor"; those whom an outsider knows, too."""
    if isinstance(asker, Outsider):
        knows = frozenset(now for now in map(moment.now, asker.knows) if now is not None)
        sectors = frozenset(asker.sectors) - {"cross-sector"}
        return Asker(OUTSIDE, asker.kind, "", asker.country, asker.region or "", "", sectors, knows)
    id = moment.now(asker)
    if id is None:
        raise GoneAskerError(asker)
    o = moment.living[id]
    return Asker(id, o.kind, o.form, o.country, o.region, o.city, moment.sectors(id), frozenset())

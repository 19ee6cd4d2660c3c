"""How well an opener fits the asker: "fit = sector fit x service fit"."""

from .mandates import operators_of_office
from .table import (
    AGENCY,
    ASSOCIATIONS,
    CHAMBER,
    COMPANY,
    INNOVATION_FORMS,
    INNOVATION_OFFICE,
    PUBLIC_BODY,
    RESEARCH,
)
from .view import View
from .world import Organisation


def fit_of(view: View, id: str) -> float:
    return sector_fit(view, id) * service_fit(view, id)


def sector_fit(view: View, id: str) -> float:
    """ "shared, .8 + .2 x (shared / asker's) x (1 if the opener's first sector, as listed, is among the asker's, else
    .75; ...); asker or opener without sectors, .8; else .5"."""
    wanted, offered = view.wanted, view.moment.sectors(id)
    if wanted & offered:
        first = 1.0 if first_sector_wanted(view, id) else 0.75
        return 0.8 + 0.2 * (len(wanted & offered) / len(wanted)) * first
    return 0.5 if wanted and offered else 0.8


def first_sector_wanted(view: View, id: str) -> bool:
    """Is the first sector, as listed, among the asker's? "Cross-sector in the first place is nobody's"."""
    listed = view.moment.living[id].sectors
    return bool(listed) and listed[0] in view.wanted


def service_fit(view: View, id: str) -> float:
    """What this kind of opener does for this kind of asker; of several operators the best."""
    organisation = view.moment.living[id]
    if view.asker.kind == COMPANY:
        return 0.85 if organisation.kind == INNOVATION_OFFICE else 1.0
    if organisation.kind == INNOVATION_OFFICE:
        return 1.0
    by = operators_of_office(view.moment, id)
    if by:
        return max(_service_of(view, view.moment.living[operator]) for operator in by)
    return _service_of(view, organisation)


def _service_of(view: View, organisation: Organisation) -> float:
    if organisation.kind != AGENCY or organisation.form in INNOVATION_FORMS:
        return 1.0
    if view.asker.kind == RESEARCH or view.asker.is_innovation_agency:
        return 0.2 if organisation.form in ASSOCIATIONS else 0.5
    if view.asker.kind == PUBLIC_BODY:
        return 0.4 if organisation.form == CHAMBER else 0.7
    return 1.0

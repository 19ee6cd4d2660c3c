"""Whom agencies and offices serve by mandate, and who operates which office."""

import numpy as np

from graph.snapshot.on_day import Day
from queries.reading.relation import Relation
from queries.reading.relations_of import relations_of


def mandates_of(day: Day, holder: int, role: str, at_most: int) -> list[Relation]:
    """The first mandates that an agency or office has in a role, by whom they are for; ended ones included.

    ``home``: its constituency. ``host``: those based around it, whose desk it is.
    """
    roles = day.snapshot.manifest.roles
    if role not in roles:
        return []
    found = relations_of(day, holder, ["mandated_for"], "OUT")
    of_role = found[day.facts.rel_role[found] == roles.index(role)]
    return [Relation(day, position) for position in of_role[:at_most].tolist()]


def offices_of(day: Day, agency: int) -> list[int]:
    """Offices abroad that an agency operates or has operated, by id."""
    operated = day.facts.rel_target[relations_of(day, agency, ["operates"], "OUT")]
    offices: list[int] = np.unique(operated[day.on.office[operated]]).tolist()
    return offices


def operators_of(day: Day, office: int) -> list[int]:
    """Who operates an office on the day, by id."""
    return day.on.mandated.operators(office)


def has_public_mandate(day: Day, organisation: int) -> bool:
    """Whether an organisation is public, an agency that is no chamber, or an office of one."""
    return bool(day.on.public[organisation])

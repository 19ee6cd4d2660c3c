"""Whom agencies and offices serve by mandate, and who operates which office."""

import numpy as np

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.reading.relation import Relation
from queries.reading.relations_of import relations_of


def mandates_of(snapshot: Snapshot, on: Standing, holder: int, role: str, at_most: int) -> list[Relation]:
    """The first mandates that an agency or office has in a role, by whom they are for; ended ones included.

    ``home``: its constituency. ``host``: those based around it, whose desk it is.
    """
    roles = snapshot.manifest.roles
    if role not in roles:
        return []
    found = relations_of(snapshot, on, holder, ["mandated_for"], "OUT")
    of_role = found[snapshot.facts.rel_role[found] == roles.index(role)]
    return [Relation(snapshot, on, position) for position in of_role[:at_most].tolist()]


def offices_of(snapshot: Snapshot, on: Standing, agency: int) -> list[int]:
    """Offices abroad that an agency operates or has operated, by id."""
    operated = snapshot.facts.rel_target[relations_of(snapshot, on, agency, ["operates"], "OUT")]
    offices: list[int] = np.unique(operated[on.office[operated]]).tolist()
    return offices


def operators_of(snapshot: Snapshot, on: Standing, office: int) -> list[int]:
    """Who operates an office on the day, by id."""
    return on.mandated.operators(office)


def has_public_mandate(snapshot: Snapshot, on: Standing, organisation: int) -> bool:
    """Whether an organisation is public, an agency that is no chamber, or an office of one."""
    return bool(on.public[organisation])

"""Roles in a consortium, and who is known to be able to fill each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import numpy as np

from graph.kinds import CLUSTER, COMPANY, INVESTOR, ORGANISATION_KINDS, PUBLIC_BODY, RESEARCH_ORGANISATION, TRADE_AGENCY
from graph.snapshot.facts import B1, I1
from graph.snapshot.on_day import Day


class ConsortiumRole(StrEnum):
    """What an organisation is to be in a consortium."""

    LARGE_COMPANY = "large_company"
    SME = "sme"
    COMPANY = "company"
    RESEARCH = "research"
    PUBLIC = "public"
    CLUSTER = "cluster"
    INVESTOR = "investor"


CONSORTIUM_ROLES: Final[Mapping[ConsortiumRole, str]] = {
    ConsortiumRole.LARGE_COMPANY: "A company whose size is recorded as large.",
    ConsortiumRole.SME: "A company whose size is recorded as micro, small or medium.",
    ConsortiumRole.COMPANY: "A company of whatever size.",
    ConsortiumRole.RESEARCH: "A university or research organisation.",
    ConsortiumRole.PUBLIC: "A public body, or an agency with a public mandate.",
    ConsortiumRole.CLUSTER: "Another cluster organisation.",
    ConsortiumRole.INVESTOR: "An investor.",
}
NAMED: Final[Mapping[ConsortiumRole, str]] = {
    ConsortiumRole.LARGE_COMPANY: "large company",
    ConsortiumRole.SME: "small or medium company",
    ConsortiumRole.COMPANY: "company",
    ConsortiumRole.RESEARCH: "research organisation",
    ConsortiumRole.PUBLIC: "public organisation",
    ConsortiumRole.CLUSTER: "other cluster",
    ConsortiumRole.INVESTOR: "investor",
}
BY_SIZE: Final = frozenset({ConsortiumRole.LARGE_COMPANY, ConsortiumRole.SME})
"""Roles for which a company's size has to be recorded."""
UNKNOWN_SIZE, SMALL_SIZE, LARGE_SIZE = range(3)
_SIZES: Final = {"micro": SMALL_SIZE, "small": SMALL_SIZE, "medium": SMALL_SIZE, "large": LARGE_SIZE}
_CODE: Final = {kind: at for at, kind in enumerate(ORGANISATION_KINDS)}


def company_sizes(day: Day) -> I1:
    """(N) of companies the size that is recorded, found once; of all others unknown."""

    def found() -> I1:
        sizes = np.zeros(len(day.facts.kind), dtype=np.int8)
        for node in np.flatnonzero(day.facts.kind == _CODE[COMPANY]).tolist():
            sizes[node] = _SIZES.get(day.record(node).get("size") or "", UNKNOWN_SIZE)
        sizes.setflags(write=False)
        return sizes

    made: I1 = day.snapshot.memo.get("company sizes", found, lambda made: made.nbytes)
    return made


def may_fill(day: Day, role: ConsortiumRole) -> B1:
    """(N) who is known to be what a role asks for, living or not."""
    kind = day.facts.kind
    if role is ConsortiumRole.PUBLIC:
        return np.asarray((kind == _CODE[PUBLIC_BODY]) | ((kind == _CODE[TRADE_AGENCY]) & day.on.public))
    of_kind = np.asarray(kind == _CODE[_KINDS[role]])
    if role in BY_SIZE:
        size = LARGE_SIZE if role is ConsortiumRole.LARGE_COMPANY else SMALL_SIZE
        return np.asarray(of_kind & (company_sizes(day) == size))
    return of_kind


_KINDS: Final = {
    ConsortiumRole.LARGE_COMPANY: COMPANY,
    ConsortiumRole.SME: COMPANY,
    ConsortiumRole.COMPANY: COMPANY,
    ConsortiumRole.RESEARCH: RESEARCH_ORGANISATION,
    ConsortiumRole.CLUSTER: CLUSTER,
    ConsortiumRole.INVESTOR: INVESTOR,
}


def unknown_sizes(day: Day) -> B1:
    """(N) companies whose size is not recorded."""
    return np.asarray((day.facts.kind == _CODE[COMPANY]) & (company_sizes(day) == UNKNOWN_SIZE))

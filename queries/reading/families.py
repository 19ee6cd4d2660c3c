"""Who falls together: an organisation and the offices abroad that nobody else operates."""

import numpy as np

from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day


def family_heads(day: Day) -> I4:
    """(N) of an office that one organisation alone operates that day, this one; of everybody else itself."""

    def found() -> I4:
        mandated = day.on.mandated
        heads = np.arange(len(day.facts.kind), dtype=np.int32)
        alone = np.flatnonzero(day.on.office & (np.diff(mandated.operator_ptr) == 1))
        heads[alone] = mandated.operator[mandated.operator_ptr[alone]]
        heads.setflags(write=False)
        return heads

    return day.remembered(("family heads",), found, lambda made: made.nbytes)


def falling_with(day: Day, organisation: int) -> list[int]:
    """The living offices that fall with an organisation, by id."""
    offices = np.flatnonzero((family_heads(day) == organisation) & ~day.on.after.gone)
    found: list[int] = offices[offices != organisation].tolist()
    return found

"""Who belongs together: an organisation and its offices abroad; those that nobody else operates fall with it."""

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


def house_of(day: Day, organisation: int) -> I4:
    """The offices that an organisation operates that day, and whoever operates it."""
    mandated = day.on.mandated
    offices = np.repeat(np.arange(len(day.facts.kind), dtype=np.int32), np.diff(mandated.operator_ptr))
    operators = mandated.operator[mandated.operator_ptr[organisation] : mandated.operator_ptr[organisation + 1]]
    return np.concatenate((offices[mandated.operator == organisation], operators))


def falling_with(day: Day, organisation: int) -> list[int]:
    """The living offices that fall with an organisation, by id."""
    offices = np.flatnonzero((family_heads(day) == organisation) & ~day.on.after.gone)
    found: list[int] = offices[offices != organisation].tolist()
    return found

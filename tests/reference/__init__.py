"""A plain reference of DESIGN.md sections 2 to 4, in the words of those sections and by the readings in docs/routes.md.

Slow on purpose: it lists all simple paths and every reason of a presence. Nothing here is shared with `graph/` or
`queries/`: property-based tests hold the compiled kernel to it. Read in this order: `table`, `dates`, `regions`,
`world`, `moment`, `ties`, `activity`, `mandates`, `askers`, `view`, `standing`, `routes`, `presence`, `fit`,
`openers`, `ranking`, `answer`, `diagnosis`, `evidence`.
"""

from .answer import Answer, Past, door_openers, presences
from .askers import Constraints, Outsider
from .diagnosis import Diagnosis, MissingTie, diagnose, diagnose_between, missing_tie, missing_tie_between
from .moment import GoneAskerError
from .openers import Opener, opener_routes
from .routes import Route, Step, fallback, routes_between
from .ties import cost, ties
from .world import World

__all__ = [
    "Answer",
    "Constraints",
    "Diagnosis",
    "GoneAskerError",
    "MissingTie",
    "Opener",
    "Outsider",
    "Past",
    "Route",
    "Step",
    "World",
    "cost",
    "diagnose",
    "diagnose_between",
    "door_openers",
    "fallback",
    "missing_tie",
    "missing_tie_between",
    "opener_routes",
    "presences",
    "routes_between",
    "ties",
]

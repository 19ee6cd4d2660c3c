"""A plain reference of DESIGN.md sections 3 and 4, in words of those sections and of READINGS (R1 to R29).

Slow on purpose: it lists all simple paths. Nothing here is shared with `graph/` or `queries/`: property-based tests
hold the compiled kernel to it. Read in this order: `table`, `dates`, `world`, `moment`, `ties`, `mandates`, `presence`,
`routes`, `openers`.
"""

from .moment import GoneAskerError
from .openers import Opener, door_openers, missing_tie, opener_routes
from .presence import presences
from .routes import Constraints, Outsider, Route, Step, fallback, routes_between
from .ties import cost, ties
from .world import World

__all__ = [
    "Constraints",
    "GoneAskerError",
    "Opener",
    "Outsider",
    "Route",
    "Step",
    "World",
    "cost",
    "door_openers",
    "fallback",
    "missing_tie",
    "opener_routes",
    "presences",
    "routes_between",
    "ties",
]

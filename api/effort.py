"""What a request takes to work out, beside the objects of its answer: estimated before anything is worked out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    value_from_ast_untyped,
)

from queries.questions.funding import ROUTES_AT_MOST
from queries.routing.constraints import DEFAULT_STEPS, STEPS_AT_MOST

HEAVY_FROM: Final = 400
"""What is estimated at so much waits for its like (``api.lanes``). An object of an answer is 1, about 0.1 ms."""
HEAVY_FROM_SECONDS: Final = 0.04
"""What a document takes of a processor, from which on it waits for its like, whatever is estimated."""
QUESTION_AT_MOST: Final = 2_000
"""What one question is reckoned at most: alone it is always answered, but not several of them at once."""
LARGE: Final = 200_000
"""Organisations of the graph for which what looks at all of them is reckoned; of others in proportion."""
OTHER_DAY: Final = 6_000
"""Another day than the snapshot's own: all that depends on the day is worked out anew, unless it is still kept."""
LINKS: Final = 1_000
LINKS_WITH_ALL: Final = 5_000
"""Links between two ends that are named, and between one and all others."""
LINK_MATRIX: Final = 700
"""All links between clusters counted."""
NEAR: Final = 150
"""How near each of many organisations is to an asker."""
RESILIENCE: Final = 5_000
DOORS_OF_RESILIENCE: Final = 10
CONNECTED: Final = 700
"""An organisation that is to be joined with others."""
CORRIDOR: Final = 700
SUPERCLUSTER: Final = 300
FUNDING: Final = 150
"""All programmes judged, whatever the graph; then come the routes to whoever runs them."""
STOCK: Final = 150
"""What is on record of an organisation beside its peers."""
BROKERS: Final = HEAVY_FROM
"""Those of a day are worked out once, which takes seconds; then they are read."""
GATEWAYS: Final = 500
GATEWAYS_OF_LARGE: Final = 1_500
"""Many ask, each for itself; on a large graph so many are drawn that it takes about as long whatever is asked."""
CONDITION: Final = 20
"""A condition of a filter."""
VALUES_FOR_ONE: Final = 4
"""So many values of a filter take as long as an object, whatever the graph."""
REACH: Final = 500
REACH_OF_CLUSTERS: Final = 2_000
"""All markets for one asker, whatever the graph; and for the clusters of a country."""
ASKER: Final = 10
"""An asker, within the usual number of steps, whatever the graph: an exact search goes no further than it has to."""
NETWORK: Final = 1_500
"""At most so many clusters are compared, whatever the graph."""
CONSORTIUM: Final = 1_000
EVERYBODY: Final = 10
"""So many times as much where all door openers are ranked, not the first."""
_WIDER: Final = 3
"""So many times as many partial routes with each step more."""
_PASSING: Final = 8
"""So many times as much where routes have to pass somebody: a partial route then dominates few others."""

Given = Mapping[str, Any]


def estimated_effort(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Given, organisations: int
) -> int:
    """What an operation takes to work out over a graph of so many organisations, in objects of an answer."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    # Fields of one name in one place are one field; that their arguments are the same is validated before.
    fields = {(one.alias or one.name).value: one for one in _at_root(operation.selection_set, fragments)}
    held = _with_defaults(operation, variables)
    return sum(_of_field(one, held, organisations / LARGE) for one in fields.values())


def _at_root(selected: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    for one in selected.selections:
        if isinstance(one, FieldNode):
            yield one
        elif isinstance(one, InlineFragmentNode):
            yield from _at_root(one.selection_set, fragments)
        elif isinstance(one, FragmentSpreadNode):
            yield from _at_root(fragments[one.name.value].selection_set, fragments)


def _with_defaults(operation: OperationDefinitionNode, variables: Given) -> dict[str, Any]:
    held = dict(variables)
    for definition in operation.variable_definitions or ():
        if definition.default_value is not None:
            held.setdefault(definition.variable.name.value, value_from_ast_untyped(definition.default_value))
    return held


def _of_field(field: FieldNode, variables: dict[str, Any], size: float) -> int:
    given = {one.name.value: value_from_ast_untyped(one.value, variables) for one in field.arguments or ()}
    return _of_question(field.name.value, given, size)


def question_effort(name: str, given: Given, organisations: int) -> int:
    """What the question of a field takes to work out, asked with such arguments by whichever way."""
    return _of_question(name, given, organisations / LARGE)


def _of_question(name: str, given: Given, size: float) -> int:
    of = _EFFORTS.get(name)
    day = given.get("asOf") or _object(given.get("constraints")).get("asOf") or given.get("since")
    effort = (0 if of is None else of(given, size)) + (OTHER_DAY * size if day else 0)
    return int(effort if name in _FILTERED else min(QUESTION_AT_MOST, effort))


def _length(value: Any) -> int:
    """Entries of a list: GraphQL takes a single value for a list of one."""
    return len(value) if isinstance(value, list | tuple) else int(bool(value))


def _object(value: Any) -> Given:
    return value if isinstance(value, dict) else {}


def _routes(given: Given, _size: float) -> float:
    """Of a question about routes, by its askers and constraints."""
    by = _object(given.get("constraints"))
    steps = by.get("maxSteps")
    further = max(0, min(steps if isinstance(steps, int) else DEFAULT_STEPS, STEPS_AT_MOST) - DEFAULT_STEPS)
    passing = _PASSING if by.get("via") or by.get("viaInOrder") else 1
    named = sum(_length(by.get(name)) for name in ("via", "avoid"))
    one: int = ASKER * _WIDER**further * passing
    return max(1, _length(given.get("from"))) * one + named / VALUES_FOR_ONE


def _reach(given: Given, size: float) -> float:
    """Of all markets, by askers and constraints; twice where two days are compared."""
    asking = REACH_OF_CLUSTERS if given.get("clustersOf") else REACH * max(1, _length(given.get("from")))
    return (asking + _routes(given, size)) * (2 if given.get("since") else 1)


def _strategies(given: Given, size: float) -> float:
    first = given.get("first")
    return _routes({**given, "from": None}, size) * max(1, first if isinstance(first, int) else 10) / 2


def _first_doors(given: Given, size: float) -> float:
    """Of a company's first doors, by the markets that are named; else they are sought in all."""
    one, named = _routes({**given, "from": None}, size), _length(given.get("markets"))
    return one * named if named else one + REACH


def _resilience(given: Given, size: float) -> float:
    """As many questions for door openers as may be single points of failure, and routes in turn."""
    return DOORS_OF_RESILIENCE * _routes({**given, "from": None}, size) + RESILIENCE * size


def _links(given: Given, size: float) -> float:
    """Of links between clusters, by the ends that are named: where there is one, the other is all other clusters."""
    ends = sum(given.get(name) is not None for name in ("a", "b")) + _length(given.get("countries"))
    return size * (LINKS if ends > 1 else LINKS_WITH_ALL)


def _filter(given: Given, size: float) -> float:
    """Of a filter, by its conditions and their values."""
    effort, waiting = 0.0, [given.get("where")]
    while waiting:
        held = waiting.pop()
        if isinstance(held, list | tuple):
            waiting.extend(held)
        elif isinstance(held, dict):
            if "eq" in held or "in" in held:
                effort += 1 + CONDITION * size + _length(held.get("in")) / VALUES_FOR_ONE
            else:
                effort += 1
                waiting.extend(held.values())
    return effort


_EFFORTS: Final[Mapping[str, Callable[[Given, float], float]]] = {
    "doorOpeners": _routes,
    "introductions": _routes,
    "doorChanges": lambda given, size: 2 * EVERYBODY * _routes(given, size),
    "reach": _reach,
    "snowball": _reach,
    "whatIf": lambda given, size: OTHER_DAY * size + 2 * (_reach(given, size) + EVERYBODY * _routes(given, size)),
    "strategyMatch": _strategies,
    "bornGlobal": _first_doors,
    "consortium": lambda _given, size: CONSORTIUM * size,
    "proposeNetwork": lambda _given, _size: NETWORK,
    "resilience": _resilience,
    "connect": lambda given, size: CONNECTED * size * _length(given.get("organisations")),
    "crossClusterLinks": _links,
    "linkMatrix": lambda _given, size: LINK_MATRIX * size,
    "interestMatch": lambda _given, size: NEAR * (1 + size),
    "events": lambda given, size: NEAR * (1 + size) if given.get("from") else 10 * (1 + size),
    "signals": lambda _given, size: 2 * NEAR * (1 + size),
    "corridorReport": lambda _given, size: CORRIDOR * size,
    "supercluster": lambda _given, size: SUPERCLUSTER * size,
    "funding": lambda given, size: FUNDING + _routes({**given, "from": None}, size) * ROUTES_AT_MOST / 2,
    "takeStock": lambda _given, size: STOCK * size,
    "brokers": lambda _given, _size: BROKERS,
    "gateways": lambda _given, size: GATEWAYS + GATEWAYS_OF_LARGE * size,
    "organisations": _filter,
    "corridors": _filter,
    "__schema": lambda _given, _size: 150,
    "__type": lambda _given, _size: 10,
}
"""Fields of a query that take more than their objects; the size is 1 of a ``LARGE`` graph."""
_FILTERED: Final = ("organisations", "corridors")
"""Those that may ask for any amount of work, and are refused for it."""

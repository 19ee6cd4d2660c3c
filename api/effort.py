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

from queries.routing.constraints import DEFAULT_STEPS, STEPS_AT_MOST

HEAVY_FROM: Final = 400
"""What is estimated at so much waits for its like (``api.lanes``). An object of an answer is 1, about 0.1 ms."""
QUESTION_AT_MOST: Final = 2_000
"""What one question is reckoned at most: alone it is always answered, but not several of them at once."""
CONDITION: Final = 10
VALUES_FOR_ONE: Final = 4
"""Of a filter: a condition looks at every organisation once, and so many values take as long as an object."""
ASKER: Final = 10
"""An asker, within the usual number of steps."""
_WIDER: Final = 3
"""So many times as many partial routes with each step more."""
_PASSING: Final = 8
"""So many times as much where routes have to pass somebody: a partial route then dominates few others."""

OTHER_DAY: Final = HEAVY_FROM
"""Another day than the snapshot's own: all that depends on the day is worked out anew, unless it is still kept."""

Given = Mapping[str, Any]


def estimated_effort(document: DocumentNode, operation: OperationDefinitionNode, variables: Given) -> int:
    """What an operation takes to work out, in objects of an answer."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    # Fields of one name in one place are one field; that their arguments are the same is validated before.
    fields = {(one.alias or one.name).value: one for one in _at_root(operation.selection_set, fragments)}
    held = _with_defaults(operation, variables)
    return sum(_of_field(one, held) for one in fields.values())


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


def _of_field(field: FieldNode, variables: dict[str, Any]) -> int:
    given = {one.name.value: value_from_ast_untyped(one.value, variables) for one in field.arguments or ()}
    of = _EFFORTS.get(field.name.value)
    day = given.get("asOf") or _object(given.get("constraints")).get("asOf")
    return (0 if of is None else of(given)) + (OTHER_DAY if day else 0)


def _length(value: Any) -> int:
    """Entries of a list: GraphQL takes a single value for a list of one."""
    return len(value) if isinstance(value, list | tuple) else int(bool(value))


def _object(value: Any) -> Given:
    return value if isinstance(value, dict) else {}


def _routes(given: Given) -> int:
    """Of a question about routes, by its askers and constraints."""
    by = _object(given.get("constraints"))
    steps = by.get("maxSteps")
    further = max(0, min(steps if isinstance(steps, int) else DEFAULT_STEPS, STEPS_AT_MOST) - DEFAULT_STEPS)
    passing = _PASSING if by.get("via") or by.get("viaInOrder") else 1
    named = sum(_length(by.get(name)) for name in ("via", "avoid"))
    one: int = ASKER * _WIDER**further * passing
    return min(QUESTION_AT_MOST, max(1, _length(given.get("from"))) * one + named // VALUES_FOR_ONE)


def _strategies(given: Given) -> int:
    first = given.get("first")
    one = _routes({**given, "from": None})
    return min(QUESTION_AT_MOST, one * max(1, first if isinstance(first, int) else 10) // 2)


def _links(given: Given) -> int:
    """Of links between clusters, by the ends that are named: where there is one, the other is all other clusters."""
    ends = sum(given.get(name) is not None for name in ("a", "b")) + _length(given.get("countries"))
    return 400 if ends > 1 else QUESTION_AT_MOST


def _filter(given: Given) -> int:
    """Of a filter, by its conditions and their values."""
    effort, waiting = 0, [given.get("where")]
    while waiting:
        held = waiting.pop()
        if isinstance(held, list | tuple):
            waiting.extend(held)
        elif isinstance(held, dict):
            if "eq" in held or "in" in held:
                effort += CONDITION + _length(held.get("in")) // VALUES_FOR_ONE
            else:
                effort += 1
                waiting.extend(held.values())
    return effort


_EFFORTS: Final[Mapping[str, Callable[[Given], int]]] = {
    "doorOpeners": _routes,
    "introductions": _routes,
    "strategyMatch": _strategies,
    "crossClusterLinks": _links,
    "corridorReport": lambda _given: 400,
    "supercluster": lambda _given: 100,
    "organisations": _filter,
    "corridors": _filter,
    "__schema": lambda _given: 150,
    "__type": lambda _given: 10,
}
"""Fields of a query that take more than their objects."""

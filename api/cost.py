"""What an operation costs: the objects that its answer may hold, and what it takes to work out (``api.effort``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from api.effort import estimated_effort
from api.limits import INTROSPECTION
from graph.errors import LimitError

COST_AT_MOST: Final = 5_000
"""Objects that an answer may hold at most, as estimated; as many may be what it takes to work out (``api.effort``)."""
EXACT_AT_MOST: Final = (1 << 53) - 1
"""The largest whole number that every reader of JSON takes as it is."""
PLAIN_LIST: Final = 3
"""Entries reckoned for a list without a page size."""
LISTS: Final = {
    "Query.sectors": 50,
    "Query.relationKinds": 30,
    "Query.words": 50,
    "WordList.words": 8,
    "Query.sources": 10,
    "Revision.counts": 10,
    "Market.corridors": 10,
    "Market.countsByKind": 8,
    "Market.regions": 230,
    "Corridor.markets": 20,
    "IntroductionsAnswer.routes": 1,
    "Relation.evidence": 1,
    "PresenceReason.evidence": 1,
}
"""Entries reckoned for those that are known to be longer or shorter, or are counted with the field above.

Most facts have one source; an answer of many that have fifty is bounded by its fields."""
PAGES_WITHIN: Final = {"DoorOpenersAnswer": "openers"}
"""Answers whose page size is that of one of their fields, and not of all that stands beside it."""
_PAGE_ARGUMENTS: Final = ("first", "ids")


def estimated_cost(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """Objects that the answer may hold: page sizes multiplied along the way; a list without one is a ``PLAIN_LIST``."""
    return _Reckoning(schema, document, operation, variables).of_operation()


@dataclass(frozen=True, slots=True)
class Cost:
    """What an operation is estimated to cost, in objects of an answer; each may be ``COST_AT_MOST``.

    Attributes:
        objects: that its answer may hold.
        work: what it takes to work out.
    """

    objects: int
    work: int

    def told(self) -> dict[str, int | None]:
        """For whoever asked; None is more than a number in JSON holds for certain."""
        objects, work = (one if one <= EXACT_AT_MOST else None for one in (self.objects, self.work))
        return {"objects": objects, "work": work, "atMost": COST_AT_MOST}

    def check(self) -> None:
        """Raise LimitError where the answer may grow too large, or takes too much to work out."""
        if self.objects > COST_AT_MOST:
            raise LimitError(
                f"The answer may hold {self.objects} objects.", code="too_costly", value=self.objects, where="query",
                suggestion=f"At most {COST_AT_MOST} are allowed: ask for smaller pages, and fewer lists within lists.",
            )  # fmt: skip
        if self.work > COST_AT_MOST:
            raise LimitError(
                f"The answer may take as much to work out as {self.work} objects.", code="too_costly",
                value=self.work, where="query",
                suggestion=f"At most {COST_AT_MOST} are allowed: ask fewer questions at once, with shorter filters.",
            )  # fmt: skip


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    organisations: int,
) -> Cost:
    """What an operation is estimated to cost.

    ``organisations`` is how many the graph holds: what looks at all of them takes longer the more there are.
    """
    objects = estimated_cost(schema, document, operation, variables)
    return Cost(objects, estimated_effort(document, operation, variables, organisations))


class _Reckoning:
    """The estimate for one operation with its variables; each fragment is reckoned once."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self._schema, self._operation = schema, operation
        self._fragments = {
            one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
        }
        self._known: dict[tuple[str, int], int] = {}
        self._variables = dict(variables)
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            if name not in self._variables and definition.default_value is not None:
                self._variables[name] = _literal(definition.default_value)

    def of_operation(self) -> int:
        root = self._schema.get_root_type(self._operation.operation)
        return self._of(self._operation.selection_set, root)

    def _of(self, selected: SelectionSetNode, parent: Any, page: int = 1) -> int:
        """Of a selection; ``page`` is the size of the page in one of ``PAGES_WITHIN``."""
        cost = 0
        for one in selected.selections:
            if isinstance(one, FieldNode):
                cost += self._of_field(one, parent, page)
            elif isinstance(one, InlineFragmentNode):
                named = one.type_condition
                type_ = self._schema.type_map[named.name.value] if named else parent
                cost += self._of(one.selection_set, type_, page)
            elif isinstance(one, FragmentSpreadNode):
                cost += self._of_fragment(one.name.value, page)
        return cost

    def _of_fragment(self, name: str, page: int) -> int:
        known = self._known.get((name, page))
        if known is None:
            fragment = self._fragments[name]
            type_ = self._schema.type_map[fragment.type_condition.name.value]
            known = self._known[name, page] = self._of(fragment.selection_set, type_, page)
        return known

    def _of_field(self, field: FieldNode, parent: Any, page: int) -> int:
        name = field.name.value
        if field.selection_set is None or name in INTROSPECTION:
            return 0
        declared = parent.fields[name]
        type_ = get_named_type(declared.type)
        size = self._size(field, declared, parent)
        if type_.name in PAGES_WITHIN:
            return 1 + self._of(field.selection_set, type_, size)
        if PAGES_WITHIN.get(parent.name) == name:
            size = page
        return size * (1 + self._of(field.selection_set, type_))

    def _size(self, field: FieldNode, declared: Any, parent: Any) -> int:
        """Entries that a field may have: its page size; a connection's lists are counted with the connection."""
        for name in _PAGE_ARGUMENTS:
            if name in declared.args:
                given = next((one.value for one in field.arguments or () if one.name.value == name), None)
                asked = declared.args[name].default_value if given is None else self._value(given)
                return max(1, asked if isinstance(asked, int) else len(asked) if isinstance(asked, list) else 1)
        if not is_list_type(get_nullable_type(declared.type)) or parent.name.endswith("Connection"):
            return 1
        return LISTS.get(f"{parent.name}.{field.name.value}", PLAIN_LIST)

    def _value(self, node: Any) -> Any:
        return self._variables.get(node.name.value) if isinstance(node, VariableNode) else _literal(node)


def _literal(node: Any) -> Any:
    """An integer, a list for its length, or None."""
    if isinstance(node, IntValueNode):
        return int(node.value)
    return list(node.values) if isinstance(node, ListValueNode) else None

"""What a document may be and what it may cost. No document of a few bytes takes long: each fragment is analysed once.

The shape of a document is checked before the library's own rules run, since some of these take quadratic or exponential
time. Its cost depends on variables, and is therefore estimated at each request.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from api.effort import estimated_effort
from graph.errors import LimitError
from graph.lengths import ASKED_AT_MOST, DIGITS_AT_MOST

TOKENS_AT_MOST: Final = 2_000
TEXT_AT_MOST: Final = 100_000
"""Bytes of a document."""
DEPTH_AT_MOST: Final = 18
INTROSPECTION_DEPTH_AT_MOST: Final = 30
NESTING_AT_MOST: Final = 60
"""Levels of braces, those of fragments included."""
ALIASES_AT_MOST: Final = 15
DIRECTIVES_AT_MOST: Final = 50
OPERATIONS_AT_MOST: Final = 20
FRAGMENTS_AT_MOST: Final = 50
FIELDS_AT_MOST: Final = 1_500
"""Fields after every fragment is put in its place."""
MERGES_AT_MOST: Final = 3_000
"""Pairs of fields of one name in one place, which the rule on conflicting fields compares."""
COST_AT_MOST: Final = 5_000
"""Objects that an answer may hold at most, as estimated; as many may be what it takes to work out (``api.effort``)."""
VARIABLES_DEPTH_AT_MOST: Final = 20
VARIABLES_AT_MOST: Final = 20_000
"""Values in all variables, at whatever depth."""
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
    "Corridor.markets": 20,
    "IntroductionsAnswer.routes": 1,
}
"""Entries reckoned for those that are known to be longer, or are counted with the field above."""
_PAGE_ARGUMENTS: Final = ("first", "ids")
_INTROSPECTION: Final = ("__schema", "__type")


def refuse(what: str, code: str, value: int, most: int) -> LimitError:
    """The refusal of a document that goes beyond a limit."""
    return LimitError(
        f"{what}: {value}.",
        code=code,
        value=value,
        where="query",
        suggestion=f"At most {most} are allowed: ask for less at once.",
    )


def check_length(document: str) -> None:
    """Raise LimitError for a document that is too long to be read."""
    _at_most("Characters in the document", "document_too_long", len(document), TEXT_AT_MOST)


def check_shape(document: DocumentNode) -> None:
    """Raise LimitError for a document that is too deep, too wide, or too tangled to be looked at further."""
    _Shape(document).check()


@dataclass(slots=True)
class _Extent:
    """What a selection set amounts to with all fragments in place."""

    fields: int = 0
    depth: int = 0
    nesting: int = 0

    def add(self, other: "_Extent", under: int = 0) -> None:
        """Put another one beside, or ``under`` levels below. Fragments nest, but are no level of the answer."""
        self.fields += other.fields
        self.depth = max(self.depth, other.depth + under)
        self.nesting = max(self.nesting, other.nesting + 1)


class _Shape:
    """One document's shape; each fragment is measured once."""

    def __init__(self, document: DocumentNode) -> None:
        definitions = document.definitions
        self.operations = [one for one in definitions if isinstance(one, OperationDefinitionNode)]
        self.fragments = {one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)}
        self._definitions = definitions
        self._extent: dict[str, _Extent] = {}
        self._open: set[str] = set()
        self._merges = 0

    def check(self) -> None:
        _at_most("Operations", "too_many_operations", len(self.operations), OPERATIONS_AT_MOST)
        _at_most("Fragments", "too_many_fragments", len(self._definitions) - len(self.operations), FRAGMENTS_AT_MOST)
        self._count_nodes()
        for name in self.fragments:
            self._measure_fragment(name)
        for operation in self.operations:
            extent = self._measure(operation.selection_set, False)
            _at_most("Fields, fragments included", "too_many_fields", extent.fields, FIELDS_AT_MOST)
        for operation in self.operations:
            self._merge([operation.selection_set])
        for fragment in self.fragments.values():
            _at_most(
                "Fields, fragments included",
                "too_many_fields",
                self._extent[fragment.name.value].fields,
                FIELDS_AT_MOST,
            )
            self._merge([fragment.selection_set])

    def _count_nodes(self) -> None:
        counts: Counter[str] = Counter()
        for node in _nodes(self._definitions):
            counts[node.kind] += 1
            if isinstance(node, FieldNode) and node.alias is not None:
                counts["alias"] += 1
            if isinstance(node, StringValueNode):
                _check_text(node.value)
            elif isinstance(node, IntValueNode | FloatValueNode):
                _at_most("Characters of a number", "number_too_long", len(node.value), DIGITS_AT_MOST)
        _at_most("Aliases", "too_many_aliases", counts["alias"], ALIASES_AT_MOST)
        _at_most("Directives", "too_many_directives", counts["directive"], DIRECTIVES_AT_MOST)

    def _measure_fragment(self, name: str) -> _Extent:
        """A fragment's extent; a circle of fragments is refused."""
        known = self._extent.get(name)
        if known is not None:
            return known
        fragment = self.fragments.get(name)
        if fragment is None:
            return _Extent(fields=1)
        if name in self._open:
            raise LimitError(
                f"Fragment {name} contains itself.",
                code="fragment_cycle",
                value=name,
                where="query",
                suggestion="Break the circle.",
            )
        self._open.add(name)
        measured = self._extent[name] = self._measure(fragment.selection_set, False)
        self._open.discard(name)
        return measured

    def _measure(self, selected: SelectionSetNode | None, introspecting: bool) -> _Extent:
        extent = _Extent()
        for one in selected.selections if selected else ():
            if isinstance(one, FieldNode):
                within = introspecting or one.name.value in _INTROSPECTION
                below = self._measure(one.selection_set, within)
                if one.name.value in _INTROSPECTION:
                    _at_most("Depth of introspection", "too_deep", below.depth, INTROSPECTION_DEPTH_AT_MOST)
                    below.depth = 0
                extent.fields += 1
                extent.add(below, 1)
            elif isinstance(one, InlineFragmentNode):
                extent.add(self._measure(one.selection_set, introspecting))
            elif isinstance(one, FragmentSpreadNode):
                extent.add(self._measure_fragment(one.name.value))
        _at_most("Nesting", "too_deep", extent.nesting, NESTING_AT_MOST)
        if not introspecting:
            most = DEPTH_AT_MOST if not _is_introspective(selected) else INTROSPECTION_DEPTH_AT_MOST
            _at_most("Depth", "too_deep", extent.depth, most)
        return extent

    def _merge(self, together: list[SelectionSetNode]) -> None:
        """Count the pairs of fields that share a name in one place. The number of fields is bounded before."""
        groups: dict[str, list[FieldNode]] = {}
        for selected in together:
            for one in self._flat(selected):
                groups.setdefault((one.alias or one.name).value, []).append(one)
        for group in groups.values():
            self._merges += len(group) * (len(group) - 1) // 2
            _at_most("Fields of one name in one place, in pairs", "too_tangled", self._merges, MERGES_AT_MOST)
            below = [one.selection_set for one in group if one.selection_set is not None]
            if below:
                self._merge(below)

    def _flat(self, selected: SelectionSetNode) -> Iterator[FieldNode]:
        for one in selected.selections:
            if isinstance(one, FieldNode):
                yield one
            elif isinstance(one, InlineFragmentNode):
                yield from self._flat(one.selection_set)
            elif isinstance(one, FragmentSpreadNode) and one.name.value in self.fragments:
                yield from self._flat(self.fragments[one.name.value].selection_set)


def _is_introspective(selected: SelectionSetNode | None) -> bool:
    """Whether a selection set asks for types of the schema, as fragments of introspection queries do."""
    names = {one.name.value for one in (selected.selections if selected else ()) if isinstance(one, FieldNode)}
    return bool(names & {"ofType", "possibleTypes", "inputFields", "enumValues", "isDeprecated", "defaultValue"})


def _at_most(what: str, code: str, value: int, most: int) -> None:
    if value > most:
        raise refuse(what, code, value, most)


def _nodes(start: Any) -> Iterator[Node]:
    """All nodes of a document, each once, without recursion."""
    waiting: list[Any] = list(start)
    while waiting:
        node = waiting.pop()
        yield node
        for key in node.keys:
            held = getattr(node, key, None)
            if isinstance(held, Node):
                waiting.append(held)
            elif isinstance(held, list | tuple):
                waiting.extend(one for one in held if isinstance(one, Node))


def estimated_cost(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """Objects that the answer may hold: page sizes multiplied along the way; a list without one is a ``PLAIN_LIST``."""
    return _Cost(schema, document, operation, variables).of_operation()


def check_cost(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    organisations: int,
) -> None:
    """Raise LimitError for an operation whose answer may grow too large, or takes too much to work out.

    ``organisations`` is how many the graph holds: what looks at all of them takes longer the more there are.
    """
    cost = estimated_cost(schema, document, operation, variables)
    if cost > COST_AT_MOST:
        raise LimitError(
            f"The answer may hold {cost} objects.", code="too_costly", value=cost, where="query",
            suggestion=f"At most {COST_AT_MOST} are allowed: ask for smaller pages, and fewer lists within lists.",
        )  # fmt: skip
    effort = estimated_effort(document, operation, variables, organisations)
    if effort > COST_AT_MOST:
        raise LimitError(
            f"The answer may take as much to work out as {effort} objects.", code="too_costly",
            value=effort, where="query",
            suggestion=f"At most {COST_AT_MOST} are allowed: ask fewer questions at once, with shorter filters.",
        )  # fmt: skip


class _Cost:
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
        self._known: dict[str, int] = {}
        self._variables = dict(variables)
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            if name not in self._variables and definition.default_value is not None:
                self._variables[name] = _literal(definition.default_value)

    def of_operation(self) -> int:
        root = self._schema.get_root_type(self._operation.operation)
        return self._of(self._operation.selection_set, root)

    def _of(self, selected: SelectionSetNode, parent: Any) -> int:
        cost = 0
        for one in selected.selections:
            if isinstance(one, FieldNode):
                cost += self._of_field(one, parent)
            elif isinstance(one, InlineFragmentNode):
                named = one.type_condition
                cost += self._of(one.selection_set, self._schema.type_map[named.name.value] if named else parent)
            elif isinstance(one, FragmentSpreadNode):
                cost += self._of_fragment(one.name.value)
        return cost

    def _of_fragment(self, name: str) -> int:
        if name not in self._known:
            fragment = self._fragments[name]
            self._known[name] = self._of(
                fragment.selection_set, self._schema.type_map[fragment.type_condition.name.value]
            )
        return self._known[name]

    def _of_field(self, field: FieldNode, parent: Any) -> int:
        name = field.name.value
        if field.selection_set is None or name in _INTROSPECTION:
            return 0
        declared = parent.fields[name]
        below = self._of(field.selection_set, get_named_type(declared.type))
        return self._size(field, declared, parent) * (1 + below)

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


def _check_text(text: str) -> None:
    """Bounds texts that are asked with, in documents as in variables; ``scalars`` bounds some of them more."""
    _at_most("Characters of a text", "text_too_long", len(text), ASKED_AT_MOST)


def check_variables(value: Any) -> None:
    """Raise LimitError for variables that are nested too deeply, are too many, or hold too long a text."""
    waiting, seen = [(value, 0)], 0
    while waiting:
        held, depth = waiting.pop()
        if isinstance(held, dict | list):
            seen += len(held)  # counted before any of them is looked at
            _at_most("Values in variables", "too_many_variables", seen, VARIABLES_AT_MOST)
        if depth > VARIABLES_DEPTH_AT_MOST:
            raise refuse("Depth of variables", "variables_too_deep", depth, VARIABLES_DEPTH_AT_MOST)
        if isinstance(held, dict):
            waiting.extend((one, depth + 1) for pair in held.items() for one in pair)
        elif isinstance(held, str):
            _check_text(held)
        elif isinstance(held, list):
            waiting.extend((one, depth + 1) for one in held)

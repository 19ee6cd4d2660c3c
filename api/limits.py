"""What a document may be. No document of a few bytes takes long: each fragment is analysed once.

The shape of a document is checked before the library's own rules run, since some of these take quadratic or exponential
time. What it costs depends on variables, and is therefore estimated at each request: ``api.cost``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
)

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
VARIABLES_DEPTH_AT_MOST: Final = 20
VARIABLES_AT_MOST: Final = 20_000
"""Values in all variables, at whatever depth."""
INTROSPECTION: Final = ("__schema", "__type")


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
                within = introspecting or one.name.value in INTROSPECTION
                below = self._measure(one.selection_set, within)
                if one.name.value in INTROSPECTION:
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

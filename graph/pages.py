"""Writes what the pages in ``docs/`` say of the model, from its tables: ``python -m graph.pages``."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Final

from graph.kinds import CONFIDENCES, CONTEXT_KINDS, CORRIDOR_KINDS, ORGANISATION_KINDS
from graph.records import RelationRow, Row
from graph.relations import RELATION_KINDS, RelationKind
from graph.statements import Evidence
from graph.store.neo4j.form.schema import UNKNOWN, labels, relationship_type
from graph.written import with_part, write_or_check

DOCS: Final = Path(__file__).parents[1] / "docs"
_THINGS: Final = {
    "organisation": "an organisation, by its kind",
    "context": "what brings organisations together",
    "corridor": "a corridor or bloc",
    "sector": "a sector",
    "priority": "a published strategic priority",
    "service": "a service offered",
    "estimate": "a published estimate",
    "market": "a country, by its ISO code; all are there from the beginning, with their names, and with capital and "
    "main business city where a source says them",
}
_UNKNOWN: Final = "something that a relation names, or once named, and that no source describes (any more)"


def written() -> dict[Path, str]:
    """Each page with its parts as they would be written.

    Raises:
        OSError: a page is not there.
        ValueError: it lacks the marks of a part.
    """
    parts = {
        "neo4j.md": {
            "labels": _labels,
            "relationship types": _relationship_types,
            "affiliations": _affiliations,
            "properties of statements": _properties,
        },
        "interchange.md": {"roles": _roles},
    }
    pages = {}
    for name, written_parts in parts.items():
        page = (DOCS / name).read_text(encoding="utf-8")
        for title, part in written_parts.items():
            page = with_part(page, title, part())
        pages[DOCS / name] = page
    return pages


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    said = [tuple(head), *map(tuple, rows)]
    said.insert(1, ("---",) * len(said[0]))
    return "".join(f"| {' | '.join(row)} |\n" for row in said)


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _listed(words: Iterable[str], last: str) -> str:
    """Code words in a sentence: the last one behind that conjunction."""
    *others, end = words
    return f"{_code(others)} {last} `{end}`"


def _labels() -> str:
    rows = [(_labels_of(type_), meaning) for type_, meaning in _THINGS.items()]
    return _table(("labels beside `:Entity`", "what it is"), [*rows, (f"`:{UNKNOWN}`", _UNKNOWN)])


def _labels_of(type_: str) -> str:
    own = (labels(type_, kind)[1:] for kind in (*ORGANISATION_KINDS, *CONTEXT_KINDS, *CORRIDOR_KINDS))
    kinds = [f":{label}" for found in own for label in found]
    return f"`:{labels(type_, '')[0]}`" + (f" and {_listed(kinds, 'or')}" if kinds else "")


def _relationship_types() -> str:
    rows = ((f"`{relationship_type(kind.name)}`", kind.meaning) for kind in RELATION_KINDS.values())
    return _table(("type", "what it means"), rows)


def _affiliations() -> str:
    kinds = [relationship_type(kind.name) for kind in RELATION_KINDS.values() if kind.affiliation]
    return f"{_listed(kinds, 'and')} are affiliations.\n"


def _properties() -> str:
    said = [name for name in RelationRow.model_fields if name not in {*Row.model_fields, "kind", "source", "target"}]
    evidence = _code(field.name for field in fields(Evidence))
    rows = {
        "`source`, `key`": "of a relation: the source's name, and the statement's key within it",
        "`id`, `type`": "of a `SAYS`: the thing's id in that source, and what sort of thing it says it is",
        "`start`, `end`": "of a relation: the ids of its ends as the source wrote them; the nodes are what they mean",
        _code(said): "what the source says of a relation; absent: it does not say",
        evidence: f"the evidence: page, place in the source, when it was read, how sure it is ({_code(CONFIDENCES)})",
        "`audience`": "who may see it: `public`, or a group",
        "`implied`": "true on a relation that another row states: a corridor's markets, the holder of a priority, of a "
        "service",
        "`added`, `changed`, `retired`": "revisions: in which it came in; in which it came in or last moved to another "
        "node, since identities changed; in which it was retired",
        "`seen`": "the run that wrote it; what later runs say again is noted in `:Seen`, so as not to touch every "
        "relationship",
        "`digest`": "of a `SAYS`: of its content",
    }
    return _table(("property", "meaning"), rows.items())


def _roles() -> str:
    kinds = [kind for kind in RELATION_KINDS.values() if kind.roles or kind.leading_roles]
    return _table(
        ("kind", "role", "what the relation means"), [(f"`{k.name}`", _roles_of(k), k.meaning) for k in kinds]
    )


def _roles_of(kind: RelationKind) -> str:
    if not kind.roles:
        return f"{_code(kind.leading_roles or ())}: the middle of a large one; any other word is kept"
    return _code(kind.roles) + ("; one of them is required" if kind.role_required else "; none where it is not known")


if __name__ == "__main__":
    write_or_check(written())

"""Labels, relationship types, constraints and indexes of the graph in Neo4j, all derived from the model's tables."""

from functools import cache
from typing import Final

from graph.kinds import CONTEXT_KINDS, CORRIDOR_KINDS, ORGANISATION_KINDS
from graph.records import ENTITY_ROWS
from graph.relations import RELATION_KINDS
from graph.statements import ENTITY_TYPES
from graph.store.digest import digest
from graph.store.storable import check_kind

FORMAT: Final = 1
"""Version of the graph's form; kept on the marker."""
ENTITY: Final = "Entity"
UNKNOWN: Final = "Unknown"
MARKET: Final = "Market"
SAYS: Final = "SAYS"
RETIRED: Final = "RETIRED"
NAMES_INDEX: Final = "names"
INDEX_SECONDS: Final = 300
"""How long to wait for new indexes."""

_KINDS: Final = {"organisation": ORGANISATION_KINDS, "context": CONTEXT_KINDS, "corridor": CORRIDOR_KINDS}


def camel(word: str) -> str:
    """A word of the model as a label.

    >>> camel("trade_agency")
    'TradeAgency'
    """
    return "".join(part.capitalize() for part in word.split("_"))


def relationship_type(kind: str) -> str:
    """The relationship type of a relation kind.

    >>> relationship_type("member_of")
    'MEMBER_OF'

    Raises:
        InputError: the model has no such kind (code ``unknown_kind``).
    """
    check_kind(kind)
    return kind.upper()


def kind_of(relationship: str) -> str:
    """The relation kind of a relationship type."""
    return relationship.lower()


@cache
def labels(type_: str, kind: str) -> tuple[str, ...]:
    """Labels of a thing beside Entity, by its type and its kind; a kind that the type does not have gives none.

    >>> labels("organisation", "trade_agency"), labels("sector", "")
    (('Organisation', 'TradeAgency'), ('Sector',))
    """
    return (camel(type_), camel(kind)) if kind in _KINDS.get(type_, ()) else (camel(type_),)


@cache
def all_labels() -> tuple[str, ...]:
    """Every label that a thing may have beside Entity."""
    kinds = [camel(kind) for type_ in _KINDS for kind in _KINDS[type_]]
    return (*(camel(type_) for type_ in ENTITY_TYPES), *kinds, UNKNOWN)


def _unique(label: str, name: str) -> tuple[str, str]:
    title = f"{label.lower()}_{name}"
    return title, f"CREATE CONSTRAINT {title} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"


def _node_index(label: str, name: str) -> tuple[str, str]:
    title = f"{label.lower()}_{name}"
    return title, f"CREATE INDEX {title} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"


def _relationship_index(type_: str, name: str) -> tuple[str, str]:
    title = f"{type_.lower()}_{name}"
    return title, f"CREATE INDEX {title} IF NOT EXISTS FOR ()-[r:{type_}]-() ON (r.{name})"


def _named() -> list[str]:
    """Labels of the things that have a name."""
    return [*(camel(type_) for type_, row in ENTITY_ROWS.items() if "name" in row.model_fields), MARKET]


def schema() -> dict[str, str]:
    """Name of each constraint and index → the command that makes it, if it is not there."""
    said = [
        _unique(ENTITY, "id"),
        _unique("OpenDoors", "name"),
        _unique("Source", "name"),
        _unique("Run", "id"),
        _unique("QuarantinedRow", "key"),
        _unique("Revision", "number"),
        _unique("Revision", "token"),
        _node_index("Organisation", "country"),
        _node_index("Organisation", "kind"),
        _node_index("Judgement", "revision"),
        _relationship_index(SAYS, "id"),
        _relationship_index(RETIRED, "retired"),
        *(_relationship_index(type_, "changed") for type_ in (SAYS, *map(relationship_type, RELATION_KINDS))),
    ]
    # Eventually consistent: the server indexes names behind a load's back, a moment later.
    full_text = (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{'|'.join(_named())}) "
        "ON EACH [n.name, n.native_name] "
        "OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}"
    )
    return {**dict(said), NAMES_INDEX: full_text}


def schema_digest() -> str:
    """Digest of the schema: another one, another schema."""
    return digest(schema())

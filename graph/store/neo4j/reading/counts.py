"""Counting what a store in Neo4j holds."""

from graph.implied import IMPLIED_KINDS
from graph.relations import RELATION_KINDS
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.form.schema import relationship_type
from graph.store.neo4j.reading.revision import AnyTransaction


def read_counts(tx: AnyTransaction) -> dict[str, int]:
    """How many there are of each of ``COUNTED``; relations of most kinds without going through them."""
    counts: dict[str, int] = {}
    for type_, label in (("source", "Source"), ("judgement", "Judgement"), ("quarantined", "QuarantinedRow")):
        ((counts[type_],),) = rows(tx, f"MATCH (n:{label}) RETURN count(n)")
    counts.update((type_, count) for type_, count in rows(tx, "MATCH ()-[r:SAYS]->() RETURN r.type, count(*)"))
    types = [(relationship_type(kind), "r.key" if kind in IMPLIED_KINDS else "r") for kind in RELATION_KINDS]
    query = " UNION ALL ".join(f"MATCH ()-[r:{type_}]->() RETURN count({said}) AS held" for type_, said in types)
    counts["relation"] = sum(held for (held,) in rows(tx, query))
    return counts

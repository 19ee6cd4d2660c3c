"""Reading what is declared and judged."""

from graph.statements import Judgement, Source
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.form.records import read_judgement, read_source
from graph.store.neo4j.reading.revision import AnyTransaction


def read_sources(tx: AnyTransaction, since: int = -1) -> list[Source]:
    """Declarations made or altered after a revision, by name."""
    found = rows(tx, "MATCH (s:Source) WHERE s.revision > $since RETURN properties(s)", since=since)
    return sorted((read_source(said) for (said,) in found), key=lambda source: source.name)


def read_judgements(tx: AnyTransaction, since: int = -1) -> list[Judgement]:
    """Judgements made after a revision, in the order of making."""
    query = "MATCH (j:Judgement) WHERE j.revision > $since RETURN properties(j) ORDER BY j.revision, j.place"
    return [read_judgement(said) for (said,) in rows(tx, query, since=since)]

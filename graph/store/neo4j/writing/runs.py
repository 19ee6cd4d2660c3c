"""Beginning a run."""

from neo4j import ManagedTransaction

from graph.statements import Run
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.form.prepare import no_store
from graph.store.neo4j.form.records import read_run, stored_run
from graph.store.neo4j.writing.batch import LOCK


def start_run(tx: ManagedTransaction, source: str, fingerprint: str, started: str) -> Run:
    """The unfinished run of this source over the same content; else a new one.

    Raises:
        StoreError: the store is not there any more (code ``store_foreign``).
    """
    if not rows(tx, LOCK):
        raise no_store()
    query = (
        "MATCH (r:Run {source: $source, state: 'running', fingerprint: $fingerprint}) RETURN properties(r) "
        "ORDER BY r.id LIMIT 1"
    )
    found = rows(tx, query, source=source, fingerprint=fingerprint)
    if found:
        return read_run(found[0][0])
    query = "MATCH (r:Run {source: $source, state: 'running'}) SET r.state = 'failed', r.finished = $at"
    tx.run(query, source=source, at=started).consume()
    ((latest,),) = rows(tx, "MATCH (r:Run) RETURN coalesce(max(r.id), 0)")
    run = Run(latest + 1, source, fingerprint, "running", started, None, {}, {})
    tx.run("CREATE (r:Run) SET r = $said", said=stored_run(run)).consume()
    return run

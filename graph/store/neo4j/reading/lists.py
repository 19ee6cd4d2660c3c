"""Reading many statements: a list a record, since a record of its own for each costs the driver more than its content.

Each list holds what one revision brought, in the order of the index over ``changed``: so the server makes a list, sends
it, and forgets it. A list is as long as a batch was.
"""

from typing import Final

from graph.store.neo4j.form.schema import relationship_type

EVER: Final = "r.changed >= 0"
"""Of whatever revision; relations that are implied have none."""


def relation_lists(kind: str, columns: str, condition: str = EVER) -> str:
    """A query for (list of rows) of live relations ``r`` of one kind.

    Args:
        kind: of the relations. A query for all kinds at once would take the server a second to plan.
        columns: of a row.
        condition: limits ``r.changed``, and what else it likes.
    """
    type_ = relationship_type(kind)
    return (
        f"MATCH ()-[r:{type_}]->() USING INDEX SEEK r:{type_}(changed) WHERE {condition} "
        f"WITH r.changed AS revision, collect([{columns}]) AS said RETURN said"
    )


def saying_lists(columns: str, condition: str = EVER) -> str:
    """A query for (list of rows) of live statements ``r`` of things by a source ``s``, likewise."""
    return (
        f"MATCH (s:Source)-[r:SAYS]->() USING INDEX SEEK r:SAYS(changed) WHERE {condition} "
        f"WITH r.changed AS revision, collect([{columns}]) AS said RETURN said"
    )

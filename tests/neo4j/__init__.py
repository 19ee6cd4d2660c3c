"""A real Neo4j for tests: where it is found (``finding``), and servers of one's own that may be killed (``server``)."""

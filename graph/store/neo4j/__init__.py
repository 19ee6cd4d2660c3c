"""The store in Neo4j: the graph that people look at, and the system of record."""

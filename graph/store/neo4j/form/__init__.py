"""How a store looks in Neo4j: labels, types and indexes, and statements and records as properties; and back."""

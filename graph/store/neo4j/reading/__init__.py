"""Reading what a store in Neo4j holds, at one revision."""

"""The way to a Neo4j server: its address, one pool of connections, transactions, locks, and what failures mean."""

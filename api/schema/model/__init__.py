"""What the graph holds: organisations, contexts, markets, relations, sources."""

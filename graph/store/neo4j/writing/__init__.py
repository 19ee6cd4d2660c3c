"""Writing a batch to a store in Neo4j, so that the graph stays true to what ids mean."""

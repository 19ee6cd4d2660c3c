// Everything that sources say of two organisations together: each statement with its source, dates and confidence.
//
// In Neo4j Browser, first:
//   :param one => 'energy-cluster-denmark'
//   :param other => 'elbe-alliance'
//
// Relations between the two, either way, and their parts in contexts (projects, events) that they share; current and
// former ones alike. Dates are shown as the source writes them; `saidOf` are the ids that the source itself uses.

MATCH (one:Entity:Organisation {id: $one}), (other:Entity:Organisation {id: $other})
CALL (one, other) {
  MATCH (one)-[said]-(other)
  WHERE type(said) <> 'RETIRED'
  RETURN DISTINCT said
  UNION
  MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(context:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(other)
  WITH DISTINCT one, other, context
  MATCH (who)-[said:PARTICIPATES_IN|ORGANISES|ATTENDS]->(context)
  WHERE who IN [one, other]
  RETURN said
}
MATCH (source:Source {name: said.source})
RETURN startNode(said).name AS from, type(said) AS relation, endNode(said).name AS to, said.role AS role,
  said.name AS name,
  left(toString(said.since), CASE said.since_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) AS since,
  left(toString(said.until), CASE said.until_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) AS until,
  said.status AS status, said.confidence AS confidence, source.title AS source, said.url AS address,
  said.locator AS place,
  left(toString(said.retrieved), CASE said.retrieved_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) AS retrieved,
  [said.start, said.end] AS saidOf, said.source AS sourceName, said.key AS key, startNode(said).id AS fromId,
  endNode(said).id AS toId
ORDER BY relation, fromId, toId, since, until, sourceName, key

// Everything that sources say of two organisations together: each statement with its source, dates and confidence.
//
// In Neo4j Browser, first:
//   :param one => 'energy-cluster-denmark'
//   :param other => 'elbe-alliance'
//   :param asOf => date()
//
// Relations between the two, either way, and their parts in contexts (projects, events) that they share; current and
// former ones alike. Dates are shown as the source writes them; `saidOf` are the ids that the source itself uses. `there`
// is what all of it together is worth, on that day, for an introduction by the one to the other, `back` the other way:
// a hub knows each of its affiliates less than each knows the hub.

// ---- numbers

// ---- gone

MATCH (one:Entity:Organisation {id: $one}), (other:Entity:Organisation {id: $other})
UNWIND [[one, other], [other, one]] AS way
WITH *, way[0] AS a, way[1] AS b

// ---- tie

WITH one, other, CASE WHEN tie >= number.least AND NOT (one IN gone OR other IN gone) THEN tie END AS tie, a
WITH one, other, max(CASE WHEN a = one THEN tie END) AS there, max(CASE WHEN a = other THEN tie END) AS back
CALL (one, other) {
  MATCH (one)-[said]-(other)
  WHERE type(said) <> 'RETIRED'
  RETURN DISTINCT said
  UNION
  MATCH (one)-[:@participations]->(context:Context)<-[:@participations]-(other)
  WITH DISTINCT one, other, context
  MATCH (who)-[said:@participations]->(context)
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
  there, back,
  [said.start, said.end] AS saidOf, said.source AS sourceName, said.key AS key, startNode(said).id AS fromId,
  endNode(said).id AS toId
ORDER BY relation, fromId, toId, since, until, sourceName, key

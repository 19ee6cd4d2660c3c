// What links the clusters of two countries, or a cluster and a country, or two clusters: their relations to each other.
//
// In Neo4j Browser, first (a country's code, or the id of a cluster; twice the same country: links within it):
//   :param one => 'DK'
//   :param other => 'SE'
//   :param asOf => date()
//
// As `opendoors links` shows them: living ones first, the strongest first. A tie is worth for an introduction by the one
// (`there`) not always what it is by the other (`back`): a hub knows each of its affiliates less than each knows the
// hub. `strength` is the greater of the two, shared contexts included; `evidence` says who says so, and where. Left out:
// what those who are gone leave to their heirs, and what two clusters merely share.

// ---- numbers

// ---- gone
MATCH (a:Cluster)-[:@ties]-(b:Cluster)
WHERE $one IN [a.id, a.country] AND $other IN [b.id, b.country] AND a <> b
  AND NOT a IN gone AND NOT b IN gone AND ($one <> $other OR a.id < b.id)
WITH DISTINCT asOf, kinds, sure, number, gone, a AS one, b AS other
UNWIND [[one, other], [other, one]] AS way
WITH *, way[0] AS a, way[1] AS b

// ---- tie

WITH asOf, sure, number, one, other, max(CASE WHEN a = one THEN tie END) AS there,
  max(CASE WHEN a = other THEN tie END) AS back, max(tie) AS strength, any(each IN collect(lives) WHERE each) AS lives
WHERE strength >= number.least
MATCH (one)-[said:@ties]-(other)
WHERE coalesce(said.since <= asOf, true)
MATCH (source:Source {name: said.source})
WITH one, other, there, back, strength, lives, source, said
ORDER BY sure[said.confidence] DESC, type(said), said.since, said.key
WITH one, other, there, back, strength, lives, toInteger(round(-@costPerNat * log(strength), 0, 'HALF_EVEN')) AS cost, collect({
  from: startNode(said).name, relation: type(said), to: endNode(said).name, since: said.since, until: said.until,
  status: said.status, source: source.title, confidence: said.confidence, address: said.url, place: said.locator
}) AS evidence
RETURN one.name AS one, other.name AS other, strength, there, back, NOT lives AS ended, evidence, one.id AS oneId,
  other.id AS otherId, cost
ORDER BY ended, cost, oneId, otherId

// Which organisations lie on a corridor themselves, and what says so.
//
// In Neo4j Browser, first:
//   :param corridor => 'tent-scandinavian-med'
//   :param asOf => date()
//
// Left out: those who are gone (merged, closed, dissolved), and what they leave to their heirs.

WITH date($asOf) AS asOf

// ---- gone
MATCH (one:Organisation)-[lies:LIES_ON]->(:Entity:Corridor {id: $corridor})
WHERE NOT one IN gone
  AND coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
  AND coalesce(lies.status <> 'ended', true)
MATCH (source:Source {name: lies.source})
RETURN one.name AS organisation, one.country AS country, collect({
  place: lies.name, since: lies.since, until: lies.until, source: source.title, confidence: lies.confidence,
  address: lies.url, row: lies.locator
}) AS evidence, one.id AS id
ORDER BY id

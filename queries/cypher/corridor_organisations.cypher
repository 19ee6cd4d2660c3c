// Which organisations lie on a corridor themselves, and what says so.
//
// In Neo4j Browser, first:
//   :param corridor => 'tent-scandinavian-med'
//   :param asOf => date()
//
// Left out: those who are gone (merged, closed, dissolved), and what they leave to their heirs.

WITH date($asOf) AS asOf

// ---- gone: merged, closed or dissolved by that day, or not founded yet; an office whose operators have all left it.
CALL (asOf) {
  MATCH (one:Organisation)
  OPTIONAL MATCH (one)-[merger:MERGED_INTO]->(heir:Organisation)
  WHERE heir <> one AND NOT EXISTS { (heir)-[:MERGED_INTO*1..9]->(one) }
  WITH one, count(merger) > 0 AS merges, min(merger.since) AS merged
  WHERE one.founded > asOf OR CASE
    WHEN coalesce(one.dissolved, merged) IS NOT NULL
      THEN coalesce(one.dissolved < asOf, false) OR coalesce(merged <= asOf, false)
    ELSE merges OR one.status IN ['merged', 'closed']
  END
  WITH collect(one) AS over
  OPTIONAL MATCH (:Organisation)-[operates:OPERATES]->(office:TradeOffice|InnovationOffice)
  WHERE NOT office IN over AND coalesce(operates.since <= asOf, true)
  WITH over, office, min(CASE
    WHEN operates.until < asOf OR operates.status = 'ended' THEN 1
    ELSE 0
  END) AS left
  WITH over, collect(CASE left WHEN 1 THEN office END) AS closed
  RETURN over + closed AS gone
}
// ----
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

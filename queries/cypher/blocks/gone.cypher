// Takes: asOf
// Gives: gone; one row
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

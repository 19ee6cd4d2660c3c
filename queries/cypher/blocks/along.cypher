// Takes: corridor, asOf, sure
// Gives: market, places, regions, position; a row each market, regions only where not all of it lies there
// ---- along: the markets that lie on the corridor, in their order along it, and where only parts of one do, which.
CALL (corridor, asOf, sure) {
  MATCH (market:Market)-[lies:LIES_ON]->(corridor)
  WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
    AND coalesce(lies.status <> 'ended', true)
  // What the most confident says of the position counts; where a market lies on it more than once, the first.
  WITH corridor, market, lies.name AS place, lies.region AS region, lies ORDER BY sure[lies.confidence] DESC, lies.order
  WITH corridor, market, place, region, head(collect(lies.order)) AS position ORDER BY position
  WITH corridor, market, min(position) AS position, collect(DISTINCT place) AS places, collect(DISTINCT region) AS regions,
    count(*) = count(region) AS isPart
  RETURN market, places, CASE WHEN isPart THEN regions END AS regions,
    CASE WHEN corridor.kind IN ['economic_corridor', 'transport_corridor'] THEN position END AS position
}
// ----

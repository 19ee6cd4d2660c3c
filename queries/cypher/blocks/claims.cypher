// Takes: asOf, kinds, market
// Gives: one, claimed; a row each organisation
// ---- claims: who serves the market or is active there, by saying so or by a part in a context that takes place there.
// What has ended is past. Age is counted from the first day: to read an old plan again does not renew it.
CALL (asOf, kinds, market) {
  CALL (asOf, market) {
    MATCH (one:Organisation)-[said:@claims]->(market)
    RETURN one, said, type(said) AS kind, said.since AS since, said.until AS until
    UNION ALL
    MATCH (market)<-[place:TAKES_PLACE_IN]-(context:Context)
    WHERE coalesce(place.since <= asOf, true) AND coalesce(place.until >= asOf, true)
      AND coalesce(place.status <> 'ended', true)
    WITH DISTINCT context
    MATCH (one:Organisation)-[said:@participations]->(context)
    WITH one, said, context, said.since IS NULL AND said.until IS NULL AS undated
    RETURN one, said, 'ACTIVE_IN' AS kind, CASE WHEN undated THEN context.start ELSE said.since END AS since,
      CASE WHEN undated THEN context.end ELSE said.until END AS until
  }
  MATCH (source:Source {name: said.source})
  WITH one, kinds[kind] AS kind, since, until, said.status AS status,
    coalesce(since, said.retrieved, source.retrieved) AS held
  WHERE coalesce(since <= asOf, true) AND coalesce(until >= asOf, true) AND coalesce(status <> 'ended', true)
  RETURN one, max(kind.base * CASE
    WHEN kind.halfLife IS NULL OR until IS NOT NULL OR status = 'current' OR held >= asOf THEN 1.0
    ELSE 0.5 ^ (duration.inDays(held, asOf).days / 365.25 / kind.halfLife)
  END) AS claimed
}
// ----

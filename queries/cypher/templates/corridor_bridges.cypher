// Who bridges the two ends of an economic or transport corridor: who is present in its first market and in its last.
//
// In Neo4j Browser, first:
//   :param corridor => 'middle-corridor'
//   :param asOf => date()
//   :param within => {}
//
// The best first, by the product of the two presences; what depends on who asks is taken at its least. A bloc or a
// region has no ends. `within` says which regions lie in larger ones, where that matters: {`ES-B`: ['ES-B', 'ES-CT']}.
// Left out: what those who are gone leave to their heirs.

// ---- numbers

// ---- gone

MATCH (corridor:Entity:Corridor {id: $corridor})
// ---- along
WITH asOf, kinds, sure, number, gone, corridor, market, regions, position ORDER BY position, market.id
WHERE position IS NOT NULL
WITH asOf, kinds, sure, number, gone, corridor, collect({market: market, regions: regions}) AS along
WHERE size(along) > 1
WITH *, along[0].market AS first, along[-1].market AS last
UNWIND [along[0], along[-1]] AS end
WITH *, end.market AS market, end.regions AS regions

CALL (asOf, kinds, number, gone, corridor, market, regions) {
  // ---- present
  RETURN present, presence
}
WITH present, number, first, last, max(CASE WHEN market = first THEN presence END) AS inFirst,
  max(CASE WHEN market = last THEN presence END) AS inLast
WHERE inFirst IS NOT NULL AND inLast IS NOT NULL
RETURN present.name AS organisation, first.name AS first, inFirst, last.name AS last, inLast, present.id AS id,
  toInteger(round(-@costPerNat * log(inFirst), 0, 'HALF_EVEN'))
    + toInteger(round(-@costPerNat * log(inLast), 0, 'HALF_EVEN')) AS cost
ORDER BY cost, id

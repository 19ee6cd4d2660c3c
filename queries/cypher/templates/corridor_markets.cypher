// Which markets lie on a corridor, in a trade bloc or in a region of several markets, and what each holds.
//
// In Neo4j Browser, first:
//   :param corridor => 'asean'
//   :param asOf => date()
//   :param within => {}
//
// In their order along an economic or transport corridor; the others have none. `located` counts the organisations that
// are based there, `present` all that count as in the market, by whatever, in the `regions` that lie on it, if not all
// do. `within` says which regions lie in larger ones, where that matters: {`ES-B`: ['ES-B', 'ES-CT']}. Left out: what
// those who are gone leave to their heirs.

// ---- numbers

// ---- gone

MATCH (corridor:Entity:Corridor {id: $corridor})
// ---- along

CALL (asOf, kinds, number, gone, corridor, market, regions) {
  // ---- present
  RETURN count(present) AS present
}
RETURN market.id AS code, market.name AS market, position, places, regions, COUNT {
  MATCH (based:Organisation {country: market.id})
  WHERE NOT based IN gone AND (
    regions IS NULL OR any(region IN regions WHERE region IN coalesce($within[based.region], [based.region]))
    OR EXISTS {
      (based)-[lies:LIES_ON]->(corridor)
      WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
        AND coalesce(lies.status <> 'ended', true)
    }
  )
} AS located, present
ORDER BY position, code

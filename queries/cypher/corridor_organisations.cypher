// Which organisations lie on a corridor themselves, and what says so.
//
// In Neo4j Browser, first:
//   :param corridor => 'asean'
//   :param asOf => date()
//
// Left out: those who are gone (merged, closed, dissolved), and what they leave to their heirs.

// ---- numbers: what each kind is worth when fresh, the years after which half of that is left, and how far it is
// diluted among many; what each confidence is worth. Expert estimates; graph/relations.py has them all.
WITH date($asOf) AS asOf, {
  MEMBER_OF: {base: 0.75, halfLife: 12.0, dilution: 0.15},
  PART_OF: {base: 0.7, halfLife: 20.0, dilution: 0.0},
  PARTNER_OF: {base: 0.6, halfLife: 6.0, dilution: 0.0, symmetric: true},
  MOU_WITH: {base: 0.6, halfLife: 6.0, dilution: 0.0, symmetric: true},
  TWINNED_WITH: {base: 0.6, halfLife: 6.0, dilution: 0.0, symmetric: true},
  OPERATES: {base: 0.9, halfLife: 30.0, dilution: 0.0},
  HOSTS: {base: 0.7, halfLife: 20.0, dilution: 0.0},
  REPRESENTS: {base: 0.7, halfLife: 8.0, dilution: 0.0},
  BOARD_SEAT: {base: 0.7, halfLife: 4.0, dilution: 0.0},
  PARTICIPATES_IN: {base: 0.5, halfLife: 5.0, dilution: 0.25},
  ORGANISES: {base: 0.5, halfLife: 6.0, dilution: 0.25},
  ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5},
  MANDATED_FOR: {base: 0.5},
  PROMOTES: {base: 0.95},
  SERVES: {base: 0.7, halfLife: 6.0},
  ACTIVE_IN: {base: 0.5, halfLife: 6.0}
} AS kinds, {verified: 1.0, imported: 0.9, recalled: 0.8, inferred: 0.7} AS sure
// ----

// ---- gone: merged, closed or dissolved by that day; neither asker nor step nor opener.
CALL (asOf) {
  MATCH (one:Organisation)
  WHERE CASE
    WHEN one.dissolved IS NOT NULL THEN one.dissolved < asOf
    WHEN one.status IN ['merged', 'closed'] OR EXISTS { (one)-[:MERGED_INTO]->(heir:Organisation) WHERE heir <> one }
      THEN coalesce(head(COLLECT {
        MATCH (one)-[merger:MERGED_INTO]->(heir:Organisation) WHERE heir <> one RETURN min(merger.since)
      }) <= asOf, true)
    ELSE false
  END
  RETURN collect(one) AS gone
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

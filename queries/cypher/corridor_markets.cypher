// Which markets lie on a corridor, in a trade bloc or in a region of several markets, and what each holds.
//
// In Neo4j Browser, first:
//   :param corridor => 'asean'
//   :param asOf => date()
//
// In their order along an economic or transport corridor; the others have none. `located` counts the organisations that
// are based there, `present` all that count as in the market, by whatever. Left out: what those who are gone leave to
// their heirs.

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
// ---- mandates: constituencies of agencies (role home), and the surroundings that offices abroad serve as desks (role
// host). One for a bloc is one for each market that lies on it; one for a region binds by the region alone.
CALL (asOf, kinds, sure, gone) {
  MATCH (holder:Organisation)-[mandate:MANDATED_FOR]->(place)
  WHERE NOT holder IN gone
    AND (mandate.role = 'home' AND holder:TradeAgency
      OR mandate.role = 'host' AND (holder:TradeOffice OR holder:InnovationOffice))
    AND coalesce(mandate.since <= asOf, true) AND coalesce(mandate.until >= asOf, true)
    AND coalesce(mandate.status <> 'ended', true)
  CALL (place, asOf) {
    WITH place WHERE place:Market
    RETURN place AS market
    UNION
    MATCH (market:Market)-[lies:LIES_ON]->(place)
    WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
      AND coalesce(lies.status <> 'ended', true)
    RETURN market
  }
  RETURN collect({
    holder: holder,
    role: mandate.role,
    market: market.id,
    country: CASE WHEN mandate.region IS NULL THEN market.id END,
    region: mandate.region,
    worth: kinds.MANDATED_FOR.base * sure[mandate.confidence]
  }) AS mandates
}
// ----

MATCH (corridor:Entity:Corridor {id: $corridor})
CALL (corridor, asOf, sure) {
  MATCH (market:Market)-[lies:LIES_ON]->(corridor)
  WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
    AND coalesce(lies.status <> 'ended', true)
  // What the most confident says of the position counts; where a market lies on it more than once, the first.
  WITH corridor, market, lies.name AS place, lies ORDER BY sure[lies.confidence] DESC, lies.order
  WITH corridor, market, place, head(collect(lies.order)) AS position ORDER BY position
  WITH corridor, market, min(position) AS position, collect(place) AS places
  RETURN market, places,
    CASE WHEN corridor.kind IN ['economic_corridor', 'transport_corridor'] THEN position END AS position
}
WITH *, market.id AS code
CALL (asOf, kinds, sure, gone, mandates, code) {
  // ---- presence: why an organisation counts as in the market, and how much; the best reason counts.
  CALL (asOf, kinds, sure, gone, mandates, code) {
    // Located there. An agency that looks outward from its home is hardly there, an export credit agency not at all.
    MATCH (one:Organisation {country: code})
    WITH one, CASE
      WHEN one:TradeOffice OR one:InnovationOffice THEN 0.9
      WHEN one:Company THEN 0.35
      WHEN any(other IN mandates WHERE other.holder = one AND other.role = 'home' AND other.market = one.country)
        AND NOT EXISTS {
          (one)-[promotes:PROMOTES]->(:Market {id: code})
          WHERE coalesce(promotes.since <= asOf, true) AND coalesce(promotes.until >= asOf, true)
            AND coalesce(promotes.status <> 'ended', true)
        }
        THEN CASE one.form WHEN 'export_credit' THEN 0.0 ELSE 0.15 END
      ELSE 0.75
    END AS base
    MATCH (:Source)-[says:SAYS]->(one)
    WHERE says.country IS NOT NULL
    RETURN one, max(base * sure[says.confidence]) AS worth
    UNION ALL
    // A relation to the market; or part in a context that takes place there, at the lower confidence of the two.
    CALL (asOf, sure, code) {
      MATCH (one:Organisation)-[said:PROMOTES|SERVES|ACTIVE_IN]->(:Market {id: code})
      RETURN one, said, type(said) AS kind, said.since AS since, said.until AS until, 1.0 AS atMost
      UNION ALL
      MATCH (:Market {id: code})<-[place:TAKES_PLACE_IN]-(context:Context)
      WHERE coalesce(place.since <= asOf, true)
      WITH context, max(sure[place.confidence]) AS atMost
      MATCH (one:Organisation)-[said:PARTICIPATES_IN|ORGANISES|ATTENDS]->(context)
      WITH one, said, context, atMost, said.since IS NULL AND said.until IS NULL AS undated
      RETURN one, said, 'ACTIVE_IN' AS kind, CASE WHEN undated THEN context.start ELSE said.since END AS since,
        CASE WHEN undated THEN context.end ELSE said.until END AS until, atMost
    }
    MATCH (source:Source {name: said.source})
    WITH one, said, kinds[kind] AS kind, since, until, atMost, source.retrieved AS read,
      coalesce(until < asOf, false) OR coalesce(said.status = 'ended', false) AS ended
    WHERE coalesce(since <= asOf, true) AND (kind.halfLife IS NOT NULL OR NOT ended)
    WITH one, said, kind, atMost, CASE
      WHEN ended THEN until
      WHEN until IS NOT NULL OR said.status = 'current' THEN asOf
      ELSE coalesce(said.retrieved, since, read)
    END AS held
    RETURN one, kind.base * CASE
      WHEN kind.halfLife IS NULL OR held >= asOf THEN 1.0
      WHEN held IS NULL THEN 0.5
      ELSE 0.5 ^ (duration.inDays(held, asOf).days / 365.25 / kind.halfLife)
    END * CASE WHEN sure[said.confidence] < atMost THEN sure[said.confidence] ELSE atMost END AS worth
  }
  // Those who are gone are nowhere; whose status is suspended or unknown counts half.
  WITH *, one AS present, worth * CASE WHEN one.status IN ['suspended', 'unknown'] THEN 0.5 ELSE 1.0 END AS reason
  WHERE reason > 0 AND NOT present IN gone
  // ----
  RETURN count(DISTINCT present) AS present
}
RETURN market.id AS code, market.name AS market, position, places,
  COUNT { MATCH (based:Organisation {country: market.id}) WHERE NOT based IN gone } AS located, present
ORDER BY position, code

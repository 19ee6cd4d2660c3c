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

// ---- numbers: what each kind is worth when fresh, the years after which half of that is left, how far a context is
// diluted among many; what each confidence is worth; all else that counts here. Expert estimates; graph/relations.py has
// them all.
WITH date($asOf) AS asOf, {
  PARTICIPATES_IN: {base: 0.5, halfLife: 5.0, dilution: 0.25},
  ORGANISES: {base: 0.5, halfLife: 6.0, dilution: 0.25},
  ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5},
  SERVES: {base: 0.6, halfLife: 6.0},
  ACTIVE_IN: {base: 0.5, halfLife: 6.0}
} AS kinds, {verified: 1.0, imported: 0.98, recalled: 0.95, inferred: 0.95} AS sure, {
  least: 0.0001, national: 0.95, supranational: 0.3, elsewhereRegional: 0.4, located: 0.75, office: 0.9,
  creditOffice: 0.5, company: 0.35, outward: 0.15, peer: 0.7, halved: 0.5
} AS number
// ----

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

MATCH (corridor:Entity:Corridor {id: $corridor})
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

CALL (asOf, kinds, number, gone, corridor, market, regions) {
  // ---- present: whoever counts as in the market, by the best reason: an agency that promotes it by that alone. What
  // depends on who asks is taken at its least. Where only regions of the market lie on the corridor, those who are located
  // there count, and those who lie on it themselves.
  CALL (asOf, kinds, number, gone, market) {
    WITH *, false AS peers

    // ---- located: who is based in the market, and what that counts for. Agencies that are there for their own side, export
    // credit, innovation agencies and public bodies count for less, the last two in full for their peers.
    CALL (asOf, number, gone, market, peers) {
      MATCH (one:Organisation {country: market.id})
      WHERE NOT one IN gone
      OPTIONAL MATCH (operator:Organisation)-[operates:OPERATES]->(one)
      WHERE operator <> one AND NOT operator IN gone
        AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
        AND coalesce(operates.status <> 'ended', true)
      WITH number, market, peers, asOf, one, collect(CASE
        WHEN operator IS NOT NULL THEN coalesce(operator.form = 'export_credit', false)
      END) AS credit
      CALL (one, asOf) {
        MATCH (one)-[home:MANDATED_FOR {role: 'home'}]->(place)
        WHERE coalesce(home.since <= asOf, true) AND coalesce(home.until >= asOf, true)
          AND coalesce(home.status <> 'ended', true)
        CALL (place, asOf) {
          WITH place WHERE place:Market
          RETURN place AS there
          UNION
          MATCH (there:Market)-[lies:LIES_ON]->(place)
          WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
            AND coalesce(lies.status <> 'ended', true)
          RETURN there
        }
        RETURN collect(there) AS serves
      }
      RETURN one, CASE
        WHEN one:TradeOffice OR one:InnovationOffice
          THEN CASE WHEN credit <> [] AND all(each IN credit WHERE each) THEN number.creditOffice ELSE number.office END
        WHEN one:Company THEN number.company
        WHEN one:PublicBody OR one:TradeAgency AND one.form = 'innovation_agency'
          THEN CASE WHEN peers THEN number.peer ELSE number.outward END
        WHEN NOT one:TradeAgency THEN number.located
        WHEN one.form = 'export_credit' THEN 0.0
        WHEN serves = [] OR market IN serves THEN number.outward
        ELSE number.located
      END AS located
    }
    // ----
    RETURN one, located AS reason
    UNION ALL
    // ---- claims: who serves the market or is active there, by saying so or by a part in a context that takes place there.
    // What has ended is past. Age is counted from the first day: to read an old plan again does not renew it.
    CALL (asOf, kinds, market) {
      CALL (asOf, market) {
        MATCH (one:Organisation)-[said:SERVES|ACTIVE_IN]->(market)
        RETURN one, said, type(said) AS kind, said.since AS since, said.until AS until
        UNION ALL
        MATCH (market)<-[place:TAKES_PLACE_IN]-(context:Context)
        WHERE coalesce(place.since <= asOf, true) AND coalesce(place.until >= asOf, true)
          AND coalesce(place.status <> 'ended', true)
        WITH DISTINCT context
        MATCH (one:Organisation)-[said:PARTICIPATES_IN|ORGANISES|ATTENDS]->(context)
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
    RETURN one, claimed AS reason
    UNION ALL
    MATCH (one:TradeAgency)-[:PROMOTES]->(market)
    RETURN DISTINCT one, 0.0 AS reason
  }
  WITH asOf, number, gone, corridor, market, regions, one AS present, max(reason) AS reason
  WHERE NOT present IN gone AND (
    regions IS NULL
    OR present.country = market.id
      AND any(region IN regions WHERE region IN coalesce($within[present.region], [present.region]))
    OR EXISTS {
      (present)-[lies:LIES_ON]->(corridor)
      WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
        AND coalesce(lies.status <> 'ended', true)
    }
  )
  WITH *, present AS agency

  // ---- homes: whom an agency is there for, by its mandates of role home; one for a bloc is one for each market that
  // lies on it. And whether it promotes the market, in which role.
  CALL (agency, market, asOf) {
    CALL (agency, asOf) {
      MATCH (agency)-[home:MANDATED_FOR {role: 'home'}]->(place)
      WHERE agency:TradeAgency AND coalesce(home.since <= asOf, true) AND coalesce(home.until >= asOf, true)
        AND coalesce(home.status <> 'ended', true)
      CALL (place, asOf) {
        WITH place WHERE place:Market
        RETURN place AS there
        UNION
        MATCH (there:Market)-[lies:LIES_ON]->(place)
        WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
          AND coalesce(lies.status <> 'ended', true)
        RETURN there
      }
      WITH there.id AS code, home.region AS region, place:Market AS named ORDER BY region
      RETURN collect({market: code, region: region, named: named}) AS homes
    }
    OPTIONAL MATCH (agency)-[promotes:PROMOTES]->(market)
    WHERE coalesce(promotes.since <= asOf, true) AND coalesce(promotes.until >= asOf, true)
      AND coalesce(promotes.status <> 'ended', true)
    RETURN homes, min(CASE WHEN promotes IS NOT NULL THEN coalesce(promotes.role, 'national') END) AS role
  }
  // ----
  WITH present, number, CASE role
    WHEN 'national' THEN number.national
    WHEN 'regional' THEN number.elsewhereRegional
    WHEN 'supranational' THEN number.supranational
    ELSE reason
  END * CASE WHEN present.status IN ['suspended', 'unknown'] THEN number.halved ELSE 1.0 END AS presence
  WHERE presence >= number.least
  // ----
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

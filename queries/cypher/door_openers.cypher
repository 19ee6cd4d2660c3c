// Who can open a door to a market, for an organisation?
//
// In Neo4j Browser, first:
//   :param from => 'energy-cluster-denmark'
//   :param market => 'KR'
//   :param sector => null
//   :param steps => 2
//   :param asOf => date()
//   :param within => {}
//
// Scored as `opendoors ask` scores them: strength of the best route × presence in the market × fit. `how` says what sort
// of door it is, `route` who introduces whom after the asker, `by` what each step is, `steps` how strong.
// `organisations`, the route's nodes, make the picture in the graph view. Routes of ties have at most so many `steps`,
// 1 to 3. `within` says which regions lie in larger ones, where that matters: {`ES-B`: ['ES-B', 'ES-CT']}.
//
// Left out: those below 0.01; what those who are gone (merged, closed, dissolved) leave to their heirs; corridors as
// targets; askers who are not in the graph; constraints; what is told beside the ranking. Every door opener has a row of
// its own: `opendoors ask` lists together what is one (offices of one operator, front doors of chambers, agencies at
// home), ranks at most three receptions and two front doors of regional or supranational agencies, and orders those of
// equal score by more than steps and id. On a graph of hundreds of thousands of organisations three steps take minutes
// from a well connected asker.

// ---- numbers: what each kind is worth when fresh, the years after which half of that is left, how far a context is
// diluted among many; what each confidence is worth; all else that counts here. Expert estimates; graph/relations.py has
// them all.
WITH date($asOf) AS asOf, {
  MEMBER_OF: {base: 0.75, halfLife: 12.0, affiliation: true},
  PART_OF: {base: 0.7, halfLife: 20.0, affiliation: true},
  PARTNER_OF: {base: 0.6, halfLife: 6.0, symmetric: true},
  MOU_WITH: {base: 0.6, halfLife: 6.0, symmetric: true},
  TWINNED_WITH: {base: 0.6, halfLife: 6.0, symmetric: true},
  OPERATES: {base: 0.9, halfLife: 30.0},
  HOSTS: {base: 0.7, halfLife: 20.0, affiliation: true},
  REPRESENTS: {base: 0.7, halfLife: 8.0, affiliation: true},
  BOARD_SEAT: {base: 0.7, halfLife: 4.0},
  PARTICIPATES_IN: {base: 0.5, halfLife: 5.0, dilution: 0.25},
  ORGANISES: {base: 0.5, halfLife: 6.0, dilution: 0.25},
  ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5},
  SERVES: {base: 0.6, halfLife: 6.0},
  ACTIVE_IN: {base: 0.5, halfLife: 6.0}
} AS kinds, {verified: 1.0, imported: 0.98, recalled: 0.95, inferred: 0.95} AS sure, {
  least: 0.0001, strongest: 0.95, hub: 0.3, spelledOut: 30, knock: 0.6, desk: 0.5, frontDoor: 0.2, chamberDoor: 0.15,
  reception: 0.5, national: 0.95, regional: 0.75, supranational: 0.3, elsewhereRegional: 0.4, located: 0.75,
  office: 0.9, creditOffice: 0.5, company: 0.35, outward: 0.15, peer: 0.7, chamber: 0.6, innovation: 0.7,
  bilateral: 0.75, bilateralAbroad: 0.6, chamberDesk: 0.7, outwardDesk: 0.45, homeAgency: {trade_and_investment: 0.2,
  trade_promotion: 0.2, chamber: 0.1, business_association: 0.1}, halved: 0.5, unknownFit: 0.8, sharedFit: 0.2,
  notFirst: 0.75, otherFit: 0.5, floor: 0.01
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

MATCH (asker:Entity:Organisation {id: $from}), (market:Entity:Market {id: $market})
WHERE NOT asker IN gone
WITH *, asker.country = market.id AS atHome, asker:TradeOffice OR asker:InnovationOffice AS officeAsks

// Who operates the asker, if it is an office.
CALL (asker, asOf, gone) {
  MATCH (operator:Organisation)-[operates:OPERATES]->(asker)
  WHERE (asker:TradeOffice OR asker:InnovationOffice) AND operator <> asker AND NOT operator IN gone
    AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
    AND coalesce(operates.status <> 'ended', true)
  RETURN collect(DISTINCT operator) AS ofAsker
}

// The sectors asked for; cross-sector is none.
CALL (asker, asOf) {
  OPTIONAL MATCH (asker)-[works:WORKS_IN]->(sector:Sector)
  WHERE coalesce(works.since <= asOf, true) AND coalesce(works.until >= asOf, true)
    AND coalesce(works.status <> 'ended', true)
  WITH asker, collect(sector.id) AS worked
  WITH coalesce(asker.sectors, []) + worked AS sectors
  UNWIND CASE WHEN $sector IS NULL THEN sectors ELSE [$sector] END + [null] AS sector
  RETURN collect(DISTINCT CASE WHEN sector <> 'cross-sector' THEN sector END) AS wanted
}

// Clusters that share one of them, the asker among them; a research organisation is received by such as well.
CALL (asker, asOf, gone, wanted) {
  MATCH (one:Cluster|ResearchOrganisation)
  WHERE (one:Cluster OR asker:ResearchOrganisation) AND NOT one IN gone AND (
    any(sector IN one.sectors WHERE sector IN wanted)
    OR EXISTS {
      (one)-[works:WORKS_IN]->(sector:Sector)
      WHERE sector.id IN wanted AND coalesce(works.since <= asOf, true) AND coalesce(works.until >= asOf, true)
        AND coalesce(works.status <> 'ended', true)
    }
  )
  RETURN collect(one) AS alike
}

// Agencies: whom each is there for (mandates of role home; one for a bloc is one for each market that lies on it), at
// which the asker may knock, and how well it is present where bringing foreigners in is its job.
CALL (asOf, number, gone, asker, market, atHome, officeAsks, alike) {
  MATCH (agency:TradeAgency)
  WHERE NOT agency IN gone

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
  WITH *, [home IN homes | home.market] AS serves, [home IN homes WHERE home.named | home.market] AS named,
    coalesce(head([home IN homes WHERE home.market = market.id AND home.region IS NOT NULL | home.region]), agency.region)
      AS region
  WITH *, NOT officeAsks AND agency <> asker AND any(home IN homes WHERE CASE
    WHEN home.region IS NULL THEN home.market = asker.country
    ELSE home.region IN coalesce($within[asker.region], [asker.region])
  END) AS forAsker, agency.form = 'chamber' AND any(code IN named WHERE code <> named[0]) AS bilateral
  WITH *, forAsker AND CASE
    WHEN bilateral THEN NOT atHome AND agency.country IN [asker.country, market.id]
      AND all(code IN [asker.country, market.id] WHERE code = agency.country OR code IN serves)
    ELSE agency.country = market.id OR agency.country IN serves
  END AS mayKnock, any(one IN alike WHERE one:Cluster AND CASE
    WHEN region IS NOT NULL THEN region IN coalesce($within[one.region], [one.region])
    ELSE one.country = agency.country AND toLower(trim(one.city)) = toLower(trim(agency.city))
  END) AS hasAlike
  RETURN collect({
    agency: agency, forAsker: forAsker, mayKnock: mayKnock, bilateral: bilateral, role: role, region: region,
    isIts: market.id IN serves, isUnknown: homes = [],
    isWhole: any(home IN homes WHERE home.market = market.id AND home.region IS NULL),
    inMarket: agency.country = market.id, atAsker: agency.country = asker.country,
    isInnovation: coalesce(agency.form = 'innovation_agency', false),
    isCredit: coalesce(agency.form = 'export_credit', false),
    promotes: CASE
      WHEN role = 'national' THEN number.national
      WHEN role = 'regional' AND hasAlike THEN number.regional
      WHEN role = 'regional' THEN number.elsewhereRegional
      WHEN role = 'supranational' THEN number.supranational
    END,
    half: CASE WHEN agency.status IN ['suspended', 'unknown'] THEN number.halved ELSE 1.0 END
  }) AS agencies
}

// Desks: offices, in the asker's surroundings, of those who are at home in the market or promote it. Surroundings are
// the markets of an office's mandates of role host, or without any the country in which it is. An office is present in
// the market as its operator is, or by whom its operator is there for.
CALL (asOf, number, gone, asker, market, atHome, officeAsks, agencies) {
  CALL (gone, market, agencies) {
    UNWIND [its IN agencies WHERE its.role IS NOT NULL | its.agency] AS operator
    RETURN operator
    UNION
    MATCH (operator:Organisation {country: market.id})
    WHERE NOT operator IN gone
    RETURN operator
  }
  WITH *, head([its IN agencies WHERE its.agency = operator]) AS its
  MATCH (operator)-[operates:OPERATES]->(desk:TradeOffice|InnovationOffice)
  WHERE NOT atHome AND NOT officeAsks AND operator <> asker AND operator <> desk AND NOT desk IN gone
    AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
    AND coalesce(operates.status <> 'ended', true)
  WITH DISTINCT asOf, number, asker, its, operator, desk, CASE
    WHEN its.role IS NOT NULL THEN its.promotes
    WHEN its IS NULL OR NOT its.isIts OR its.isCredit THEN 0.0
    WHEN operator.form = 'chamber' THEN number.chamberDesk
    ELSE number.outwardDesk
  END AS base
  CALL (desk, asOf, asker) {
    MATCH (desk)-[host:MANDATED_FOR {role: 'host'}]->(place)
    WHERE coalesce(host.since <= asOf, true) AND coalesce(host.until >= asOf, true)
      AND coalesce(host.status <> 'ended', true)
    RETURN count(*) AS hosts, coalesce(max(CASE
      WHEN host.region IS NOT NULL THEN host.region IN coalesce($within[asker.region], [asker.region])
      ELSE place.id = asker.country OR EXISTS {
        (:Market {id: asker.country})-[lies:LIES_ON]->(place)
        WHERE coalesce(lies.since <= asOf, true) AND coalesce(lies.until >= asOf, true)
          AND coalesce(lies.status <> 'ended', true)
      }
    END), false) AS around
  }
  WITH * WHERE CASE WHEN hosts = 0 THEN desk.country = asker.country ELSE around END
  WITH collect({
    desk: desk, operator: operator, its: its, worth: base * CASE
      WHEN operator.status IN ['suspended', 'unknown'] OR desk.status IN ['suspended', 'unknown'] THEN number.halved
      ELSE 1.0
    END
  }) AS found
  // Who promotes the market for a region, or among others, is no better there than whose constituency is all of it.
  UNWIND found AS one
  WITH one, reduce(most = null, other IN found | CASE
    WHEN other.its.isWhole AND other.operator <> one.operator AND other.worth > 0 AND coalesce(other.worth > most, true)
      THEN other.worth
    ELSE most
  END) AS most
  RETURN collect({
    desk: one.desk, its: one.its, worth: CASE WHEN one.its.role <> 'national' AND most < one.worth THEN most ELSE one.worth END
  }) AS desks
}

CALL (asOf, kinds, market) {
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
  RETURN collect({one: one, worth: claimed}) AS claims
}

// What the asker may do by itself, as first steps; and what that makes of a presence.
CALL (asOf, number, gone, asker, market, atHome, agencies, claims) {
  UNWIND agencies AS its
  WITH its, its.agency AS agency
  CALL (asOf, number, gone, asker, market, atHome, claims, its, agency) {
    WITH * WHERE its.mayKnock
    RETURN agency AS one, 'knock' AS by, number.knock AS strength, false AS receives, CASE
      WHEN its.bilateral AND its.inMarket THEN number.bilateral
      WHEN its.bilateral THEN number.bilateralAbroad
      WHEN NOT atHome AND its.atAsker AND NOT asker:TradeAgency THEN number.homeAgency[agency.form]
    END * its.half AS presence
    UNION ALL
    WITH * WHERE its.mayKnock
    MATCH (agency)-[operates:OPERATES]->(office:TradeOffice|InnovationOffice)
    WHERE NOT office IN gone
      AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
      AND coalesce(operates.status <> 'ended', true)
      AND (office.country = market.id OR any(claim IN claims WHERE claim.one = office AND number.least <= claim.worth
        * CASE WHEN office.status IN ['suspended', 'unknown'] THEN number.halved ELSE 1.0 END))
      AND NOT EXISTS {
        (asker)-[runs:OPERATES]->(office)
        WHERE coalesce(runs.since <= asOf, true) AND coalesce(runs.until >= asOf, true)
          AND coalesce(runs.status <> 'ended', true)
      }
    RETURN DISTINCT office AS one, 'knock' AS by, number.knock AS strength, true AS receives, null AS presence
    UNION ALL
    WITH * WHERE its.role IS NOT NULL
    RETURN agency AS one, 'front_door' AS by, number.frontDoor AS strength, true AS receives, null AS presence
    UNION ALL
    WITH * WHERE NOT atHome AND its.inMarket AND its.isWhole AND agency.form = 'chamber' AND NOT its.bilateral
    RETURN agency AS one, 'front_door' AS by, number.chamberDoor AS strength, false AS receives,
      number.chamber * its.half AS presence
    UNION ALL
    WITH * WHERE NOT atHome AND its.inMarket AND its.isInnovation AND asker:ResearchOrganisation
    RETURN agency AS one, 'front_door' AS by, number.frontDoor AS strength, false AS receives,
      number.innovation * its.half AS presence
  }
  WITH its, one, by, strength, receives, presence
  WHERE one <> asker
  RETURN collect({its: its, one: one, by: by, strength: strength, receives: receives, presence: presence}) AS doors
}
WITH *, doors + [desk IN desks | {
  its: desk.its, one: desk.desk, by: 'desk', strength: number.desk, receives: desk.its.role IS NOT NULL,
  presence: desk.worth
}] AS doors

// Whom these receive the asker for: those of the market that share a sector, or if there is none, whose first sector is
// a neighbour of one of the asker's. Regional agencies and their desks: those of their region, or else of their city.
CALL (asker, market, wanted, gone, alike) {
  WITH [one IN alike WHERE one.country = market.id] AS there
  CALL (asker, market, wanted, gone, there) {
    UNWIND there AS one
    RETURN one
    UNION
    MATCH (one:Organisation {country: market.id}), (sector:Entity:Sector)
    WHERE there = [] AND (one:Cluster OR asker:ResearchOrganisation AND one:ResearchOrganisation) AND NOT one IN gone
      AND sector.id IN wanted AND one.sectors[0] IN sector.near AND one.sectors[0] <> 'cross-sector'
    RETURN one
  }
  WITH one WHERE asker.country <> market.id
  RETURN collect(one) AS received
}
CALL (asker, market, ofAsker, doors, received) {
  UNWIND doors AS door
  UNWIND received AS one
  WITH door, door.one AS by, one
  WHERE $steps >= 2 AND one <> asker AND door.receives AND (
    NOT by:TradeAgency OR by.country IN [asker.country, market.id] OR by.kind = asker.kind OR by IN ofAsker
  ) AND (
    door.by = 'knock' OR door.its.role = 'national' OR door.its.role = 'regional' AND CASE
      WHEN door.its.region IS NOT NULL THEN door.its.region IN coalesce($within[one.region], [one.region])
      ELSE one.country = door.its.agency.country AND toLower(trim(one.city)) = toLower(trim(door.its.agency.city))
    END
  )
  RETURN collect(DISTINCT {
    nodes: [asker, door.one, one], by: [door.by, 'reception'], first: door.strength
  }) AS receptions
}

// Presence: why an organisation counts as in the market; the best reason counts. What has ended is past.
CALL (asOf, number, gone, asker, market, agencies, claims, doors) {
  WITH *, NOT (asker:Company OR asker:Cluster OR asker:Investor) AS peers

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
  RETURN one, located, null AS claimed
  UNION ALL
  UNWIND claims AS claim
  RETURN claim.one AS one, null AS located, claim.worth AS claimed
  UNION ALL
  // Whose job it is to bring foreigners in, and whom standing makes present.
  UNWIND [its IN agencies WHERE its.role IS NOT NULL | its.agency] + [door IN doors | door.one] AS one
  RETURN one, null AS located, null AS claimed
}
WITH *, one AS opener
WHERE opener <> asker AND NOT opener IN gone AND NOT opener:Company
WITH asOf, kinds, sure, number, gone, asker, market, atHome, officeAsks, ofAsker, wanted, agencies, doors,
  receptions, opener,
  max(located) AS located, max(claimed) AS claimed
WITH *, head([its IN agencies WHERE its.agency = opener]) AS its,
  reduce(most = 0.0, door IN doors | CASE
    WHEN door.one = opener AND door.presence > most THEN door.presence
    ELSE most
  END) AS given,
  CASE WHEN opener.status IN ['suspended', 'unknown'] THEN number.halved ELSE 1.0 END AS half

// A hub of the asker's own network has, elsewhere, the asker's own plans.
WHERE opener.country = market.id OR its.role IS NOT NULL OR NOT EXISTS {
  (asker)-[joins:MEMBER_OF|PART_OF|HOSTS|REPRESENTS]->(opener)
  WHERE coalesce(joins.since <= asOf, true) AND coalesce(joins.until >= asOf, true)
    AND coalesce(joins.status <> 'ended', true)
}

// Who operates an office, and whether it is there for the asker; operators also of an asker that is an office.
CALL (asOf, gone, asker, ofAsker, agencies, opener) {
  OPTIONAL MATCH (operator:Organisation)-[operates:OPERATES]->(opener)
  WHERE operator <> opener AND NOT operator IN gone
    AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
    AND coalesce(operates.status <> 'ended', true)
  WITH collect(DISTINCT operator) AS operators
  RETURN operators, NOT (opener:TradeOffice OR opener:InnovationOffice) OR asker IN operators
    OR any(its IN agencies WHERE its.forAsker AND its.agency IN operators)
    OR any(operator IN operators WHERE operator IN ofAsker) AS inFull
}

// How well it fits: the sectors it shares, and whether it is there for such as the asker.
CALL (asOf, number, asker, wanted, opener, operators, agencies) {
  OPTIONAL MATCH (opener)-[works:WORKS_IN]->(sector:Sector)
  WHERE coalesce(works.since <= asOf, true) AND coalesce(works.until >= asOf, true)
    AND coalesce(works.status <> 'ended', true)
  WITH number, asker, wanted, opener, operators, collect(sector.id) AS worked
  WITH *, coalesce(opener.sectors, []) + worked AS offered
  WITH *, [sector IN wanted WHERE sector IN offered] AS shared,
    CASE WHEN opener:TradeOffice OR opener:InnovationOffice THEN operators ELSE [opener] END AS theirs
  WITH *, [one IN theirs WHERE one:TradeAgency | CASE
    WHEN one.form IN ['innovation_agency', 'innovation_network'] THEN 'innovation'
    WHEN one.form = 'chamber' THEN 'chamber'
    WHEN one.form = 'business_association' THEN 'association'
    ELSE 'agency'
  END] AS forms
  RETURN shared <> [] AS shares, CASE
    WHEN shared <> [] THEN number.unknownFit + number.sharedFit * size(shared) / size(wanted)
      * CASE WHEN opener.sectors[0] IN wanted THEN 1.0 ELSE number.notFirst END
    WHEN wanted = [] OR all(sector IN offered WHERE sector = 'cross-sector') THEN number.unknownFit
    ELSE number.otherFit
  END * CASE
    WHEN asker:Company THEN CASE WHEN opener:InnovationOffice THEN 0.85 ELSE 1.0 END
    WHEN opener:InnovationOffice OR forms = [] OR 'innovation' IN forms THEN 1.0
    WHEN asker:ResearchOrganisation OR asker.form IN ['innovation_agency', 'innovation_network']
      THEN CASE WHEN 'agency' IN forms THEN 0.5 ELSE 0.2 END
    WHEN asker:PublicBody
      THEN CASE WHEN any(form IN forms WHERE form <> 'chamber') THEN 0.7 ELSE 0.4 END
    ELSE 1.0
  END AS fit
}
WITH asOf, kinds, sure, number, gone, asker, market, atHome, ofAsker, doors, receptions, agencies, collect({
  opener: opener, inFull: inFull, operators: operators, fit: fit, given: given,
  // By a direct tie or knock; and by any other way: who is elsewhere and shares no sector is there with its own plans.
  direct: half * CASE
    WHEN its.role IS NOT NULL THEN its.promotes
    WHEN located IS NULL OR claimed > located THEN coalesce(claimed, 0.0)
    ELSE located
  END,
  other: half * CASE
    WHEN its.role IS NOT NULL THEN its.promotes
    WHEN claimed IS NULL OR NOT shares AND opener.country <> market.id OR located > claimed THEN coalesce(located, 0.0)
    ELSE claimed
  END
}) AS present, collect(opener) AS openers

// Routes, one introduction longer each time. After a knock at an agency there is one more.
WITH *, [{nodes: [asker], by: [], first: null}] AS none
CALL (asker, doors) {
  UNWIND doors AS door
  RETURN collect(DISTINCT {nodes: [asker, door.one], by: [door.by], first: door.strength}) AS alone
}
CALL (asOf, gone, asker, market, ofAsker, none) {
  UNWIND none AS route
  WITH route, last(route.nodes) AS one
  // ---- introductions: to whoever shares a relation or a context. Agencies and public bodies of elsewhere introduce only
  // for their own kind and their own offices, and from the asker to these.
  CALL (one) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(next:Organisation)
    RETURN next
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(next:Organisation)
    RETURN next
  }
  WITH route, one, next
  WHERE NOT next IN route.nodes AND NOT next IN gone AND (
    NOT (one:TradeAgency OR one:PublicBody) OR one.country IN [asker.country, market.id] OR one.kind = asker.kind
    OR one IN ofAsker OR size(route.nodes) = 2 AND (next:TradeOffice OR next:InnovationOffice) AND EXISTS {
      (one)-[operates:OPERATES]->(next)
      WHERE coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
        AND coalesce(operates.status <> 'ended', true)
    }
  )
  // ----
  RETURN collect(DISTINCT {nodes: route.nodes + [next], by: route.by + ['tie'], first: route.first}) AS once
}
CALL (asOf, gone, asker, market, ofAsker, once, alone, agencies) {
  UNWIND once + [route IN alone WHERE route.by[0] = 'knock' AND any(its IN agencies
    WHERE its.agency = route.nodes[1]
    AND NOT coalesce(its.agency.form IN ['innovation_agency', 'innovation_network', 'export_credit'], false))] AS route
  WITH route, last(route.nodes) AS one
  WHERE $steps >= 2
  // ---- introductions: to whoever shares a relation or a context. Agencies and public bodies of elsewhere introduce only
  // for their own kind and their own offices, and from the asker to these.
  CALL (one) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(next:Organisation)
    RETURN next
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(next:Organisation)
    RETURN next
  }
  WITH route, one, next
  WHERE NOT next IN route.nodes AND NOT next IN gone AND (
    NOT (one:TradeAgency OR one:PublicBody) OR one.country IN [asker.country, market.id] OR one.kind = asker.kind
    OR one IN ofAsker OR size(route.nodes) = 2 AND (next:TradeOffice OR next:InnovationOffice) AND EXISTS {
      (one)-[operates:OPERATES]->(next)
      WHERE coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
        AND coalesce(operates.status <> 'ended', true)
    }
  )
  // ----
  RETURN collect(DISTINCT {nodes: route.nodes + [next], by: route.by + ['tie'], first: route.first}) AS twice
}
CALL (asOf, gone, asker, market, ofAsker, twice, openers) {
  UNWIND twice AS route
  WITH route, last(route.nodes) AS one
  WHERE $steps >= 3 AND route.by[0] = 'tie'
  // ---- introductions: to whoever shares a relation or a context. Agencies and public bodies of elsewhere introduce only
  // for their own kind and their own offices, and from the asker to these.
  CALL (one) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(next:Organisation)
    RETURN next
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(next:Organisation)
    RETURN next
  }
  WITH route, one, next
  WHERE NOT next IN route.nodes AND NOT next IN gone AND (
    NOT (one:TradeAgency OR one:PublicBody) OR one.country IN [asker.country, market.id] OR one.kind = asker.kind
    OR one IN ofAsker OR size(route.nodes) = 2 AND (next:TradeOffice OR next:InnovationOffice) AND EXISTS {
      (one)-[operates:OPERATES]->(next)
      WHERE coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
        AND coalesce(operates.status <> 'ended', true)
    }
  )
  // ----
  WITH route, next
  WHERE next IN openers
  RETURN collect(DISTINCT {nodes: route.nodes + [next], by: route.by + ['tie'], first: route.first}) AS thrice
}
WITH asOf, kinds, sure, number, gone, asker, market, atHome, present,
  [route IN once + twice + thrice + alone + receptions WHERE last(route.nodes) IN openers] AS routes

// What each route is worth.
CALL (asOf, kinds, sure, number, gone, routes) {
  UNWIND routes AS route
  UNWIND range(1, size(route.nodes) - 1) AS at
  WITH route.nodes[at - 1] AS a, route.nodes[at] AS b, collect({route: route, at: at, by: route.by[at - 1]}) AS uses

  // ---- tie: what all relations and shared contexts of two organisations are worth for an introduction by a to b.
  CALL (a, b, asOf, kinds, sure, number, gone) {
    CALL (a, b) {
      MATCH (a)-[said:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(b)
      RETURN said, null AS context, said.since AS since, said.until AS until
      UNION ALL
      MATCH (a)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(context:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(b)
      WITH DISTINCT a, b, context
      MATCH (who)-[said:PARTICIPATES_IN|ORGANISES|ATTENDS]->(context)
      WHERE who IN [a, b]
      WITH said, context, said.since IS NULL AND said.until IS NULL AS undated
      RETURN said, context, CASE WHEN undated THEN context.start ELSE said.since END AS since,
        CASE WHEN undated THEN context.end ELSE said.until END AS until
    }
    MATCH (source:Source {name: said.source})
    WITH said, context, kinds[type(said)] AS kind, since, until, source.retrieved AS read,
      coalesce(until < asOf, false) OR coalesce(said.status = 'ended', false) AS ended
    WITH *, CASE
      WHEN ended THEN until
      WHEN until IS NOT NULL OR said.status = 'current' THEN asOf
      ELSE coalesce(said.retrieved, since, read)
    END AS held, coalesce(since <= asOf, true) AS begun
    // Statements of the same content whose periods meet are one relation, which is worth its best statement.
    WITH context, CASE WHEN kind.symmetric THEN a ELSE startNode(said) END AS by,
      CASE WHEN kind.symmetric THEN b ELSE endNode(said) END AS target,
      type(said) AS type, kind, coalesce(said.role, '') AS role, coalesce(said.region, '') AS region,
      coalesce(said.name, '') AS name,
      collect({
        since: coalesce(said.since, date('0001-01-01')), until: coalesce(said.until, date('9999-12-31')),
        lives: begun AND NOT ended,
        worth: CASE WHEN begun THEN kind.base * CASE
          WHEN kind.halfLife IS NULL OR held >= asOf THEN 1.0
          WHEN held IS NULL THEN 0.5
          ELSE 0.5 ^ (duration.inDays(held, asOf).days / 365.25 / kind.halfLife)
        END * sure[said.confidence] END
      }) AS statements
    UNWIND statements AS one
    WITH context, target, by, type, kind, role, region, name, one, size([
      two IN statements WHERE two.since <= one.since
        AND none(before IN statements WHERE before.since < two.since AND before.until >= two.since)
    ]) AS period
    WITH context, target, by, type, kind, role, region, name, period, min(one.since) AS since,
      max(one.worth) AS worth, any(lives IN collect(one.lives) WHERE lives) AS lives
    WHERE worth IS NOT NULL
    // What many share is worth less to each, and a hub knows each of its affiliates less than each knows the hub: n are
    // its living participants or affiliates, former ones included.
    CALL (target, asOf, gone) {
      MATCH (who:Organisation)-[joins:MEMBER_OF|PART_OF|HOSTS|REPRESENTS|PARTICIPATES_IN|ORGANISES|ATTENDS]->(target)
      WHERE who <> target AND NOT who IN gone AND coalesce(CASE
        WHEN joins.since IS NULL AND joins.until IS NULL THEN target.start ELSE joins.since
      END <= asOf, true)
      WITH count(DISTINCT who) AS known
      RETURN CASE WHEN target.participants > known THEN target.participants ELSE known END AS n
    }
    // Of a shared context the best participation of each counts, and the lesser of the two; one of more than
    // number.spelledOut ties only through those who lead it.
    WITH context, n, worth * (2.0 / CASE WHEN n > 2 THEN n ELSE 2 END) ^ CASE
      WHEN kind.dilution IS NOT NULL THEN kind.dilution
      WHEN kind.affiliation AND target = a THEN number.hub
      ELSE 0.0
    END AS worth, lives,
      type = 'PARTICIPATES_IN' AND role IN ['coordinator'] OR type = 'ORGANISES' AS leads,
      CASE WHEN context IS NULL THEN [type, by.id, role, region, name, period] ELSE [by.id] END AS part
    ORDER BY worth DESC, type, role, name, region, since
    WITH context, n, part, head(collect(worth)) AS worth, head(collect(lives)) AS lives,
      any(one IN collect(leads) WHERE one) AS leads
    WITH context, n, CASE WHEN context IS NULL THEN part END AS part, collect(worth) AS worths,
      all(one IN collect(lives) WHERE one) AS lives, any(one IN collect(leads) WHERE one) AS leads
    WHERE context IS NULL OR size(worths) = 2 AND (n <= number.spelledOut OR leads)
    WITH reduce(least = 1.0, worth IN worths | CASE WHEN worth < least THEN worth ELSE least END) AS worth, lives
    WITH 1 - reduce(missed = 1.0, worth IN collect(worth) | missed * (1 - worth)) AS strength,
      any(one IN collect(lives) WHERE one) AS lives
    RETURN CASE WHEN strength > number.strongest THEN number.strongest ELSE strength END AS tie, lives
  }
  // ----

  UNWIND uses AS use
  WITH use, CASE use.by
    WHEN 'tie' THEN tie
    WHEN 'reception' THEN number.reception
    ELSE use.route.first
  END AS strength
  WHERE strength >= number.least
  ORDER BY use.at
  WITH use.route AS route, collect(strength) AS steps
  WHERE size(steps) = size(route.nodes) - 1
  RETURN route, steps
}

// Whom the asker knows needs no reception: a direct tie is worth at least what the best one would be.
WITH number, asker, market, atHome, present, last(route.nodes) AS opener, collect({
  nodes: route.nodes, by: route.by, steps: steps
}) AS routes
WITH *, reduce(most = 0.0, route IN routes | CASE
  WHEN 'reception' IN route.by AND route.steps[0] * route.steps[1] > most THEN route.steps[0] * route.steps[1]
  ELSE most
END) AS met, any(route IN routes WHERE route.by = ['tie']) AS isOwn
UNWIND routes AS route
WITH * WHERE NOT (isOwn AND 'reception' IN route.by)
WITH number, asker, market, atHome, opener, head([one IN present WHERE one.opener = opener]) AS one, route.nodes AS nodes,
  route.by AS by, CASE WHEN route.by = ['tie'] AND met > route.steps[0] THEN [met] ELSE route.steps END AS steps

// How well the opener is present for this way: an office of others counts half, and only by the asker's own tie to it or
// to who operates it.
WITH *, CASE
  WHEN size(by) = 1 AND by[0] IN ['tie', 'knock'] THEN one.direct
  ELSE one.other
END * CASE
  WHEN one.inFull THEN 1.0
  WHEN by = ['tie'] OR by = ['tie', 'tie'] AND nodes[1] IN one.operators THEN number.halved
  ELSE 0.0
END AS usual
WITH *, CASE WHEN one.given > usual THEN one.given ELSE usual END AS presence
WHERE presence >= number.least

// Of each opener the best way: by the sum of costs, then steps, then ids. Costs are whole numbers, -ln × 65,536, at
// least 1, so that what is equally strong is equal.
WITH *, reduce(sum = 0, worth IN steps + [presence, one.fit] | sum + CASE
  WHEN worth > 0.99999 THEN 1
  ELSE toInteger(round(-65536 * log(worth), 0, 'HALF_EVEN'))
END) AS total
ORDER BY total, size(steps), [node IN nodes | node.id],
  head([at IN range(0, 4) WHERE ['tie', 'knock', 'desk', 'front_door', 'reception'][at] = by[0]])
WITH number, asker, market, atHome, opener, one.fit AS fit,
  head(collect({nodes: nodes, by: by, steps: steps, presence: presence, total: total})) AS best
WITH *, reduce(strength = 1.0, step IN best.steps | strength * step) AS strength
WITH *, strength * best.presence * fit AS score
WHERE score >= number.floor
RETURN opener.name AS opener, CASE
    WHEN best.by[0] = 'tie' THEN 'own_network'
    WHEN 'reception' IN best.by THEN 'reception'
    WHEN best.by[0] <> 'knock' THEN best.by[0]
    WHEN size(best.by) = 1 AND (opener:TradeOffice OR opener:InnovationOffice OR opener.country = market.id AND NOT atHome)
      THEN 'own_mandate'
    ELSE 'home_agency'
  END AS how, score, strength, best.presence AS presence, fit, [node IN tail(best.nodes) | node.name] AS route,
  best.by AS by, best.steps AS steps, opener.id AS id, best.total AS total, best.nodes AS organisations
ORDER BY total, size(steps), id

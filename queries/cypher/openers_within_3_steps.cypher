// Who can open a door to a market, for an organisation, within 3 introductions?
//
// In Neo4j Browser, first:
//   :param from => 'energy-cluster-denmark'
//   :param market => 'KR'
//   :param sector => null
//   :param asOf => date()
//
// Ranked as `opendoors ask` ranks them: score = strength of the route × presence in the market × fit of sectors.
// `route` names who introduces whom, after the asker; `steps` says how strong each introduction is. `organisations`,
// the route's nodes, make the picture in the graph view.
//
// Left out, beside routes of more than 3 steps: what those who are gone (merged, closed, dissolved) leave to their
// heirs; askers who are not in the graph; constraints. On a graph of hundreds of thousands of organisations this takes
// minutes from a well connected asker, where `opendoors ask` takes milliseconds.

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

MATCH (asker:Entity:Organisation {id: $from})
WHERE NOT asker IN gone

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

// Whom mandates let knock: at an agency, if based in its constituency; at the operator of a desk, if based around the
// desk and the operator promotes the market. An agency outside its own constituency is good for its own market alone.
CALL (asOf, gone, mandates) {
  CALL (asOf, gone, mandates) {
    UNWIND mandates AS mandate
    WITH mandate, mandate.holder AS target
    WHERE mandate.role = 'home' AND (
      target.country = $market
      OR any(other IN mandates WHERE other.holder = target AND other.role = 'home' AND other.market = target.country)
    )
    RETURN target, null AS desk, mandate
    UNION
    UNWIND mandates AS mandate
    WITH mandate, mandate.holder AS desk
    WHERE mandate.role = 'host'
    MATCH (target:Organisation)-[operates:OPERATES]->(desk)
    WHERE target <> desk AND NOT target IN gone
      AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
      AND coalesce(operates.status <> 'ended', true)
      AND EXISTS {
        (target)-[promotes:PROMOTES]->(:Market {id: $market})
        WHERE coalesce(promotes.since <= asOf, true) AND coalesce(promotes.until >= asOf, true)
          AND coalesce(promotes.status <> 'ended', true)
      }
    RETURN target, desk, mandate
  }
  RETURN collect({
    target: target, desk: desk, country: mandate.country, region: mandate.region, worth: mandate.worth
  }) AS knocks
}
WITH *, $market AS code

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

WITH asOf, kinds, sure, gone, asker, mandates, knocks, present AS opener, max(reason) AS presence
WHERE opener <> asker AND NOT opener:Company

// An office abroad is there for its operator's constituency (for an office that asks: if they share an operator); for
// others by courtesy.
CALL (asOf, gone, asker, mandates, opener) {
  UNWIND [opener, asker] AS office
  OPTIONAL MATCH (operator:Organisation)-[operates:OPERATES]->(office)
  WHERE operator <> office AND NOT operator IN gone
    AND coalesce(operates.since <= asOf, true) AND coalesce(operates.until >= asOf, true)
    AND coalesce(operates.status <> 'ended', true)
  WITH office = opener AS its, collect(DISTINCT operator) AS operators
  WITH head(collect(CASE WHEN its THEN operators END)) AS operators,
    head(collect(CASE WHEN NOT its THEN operators END)) AS ofAsker
  RETURN CASE WHEN opener:TradeOffice OR opener:InnovationOffice THEN operators ELSE [] END AS operators, CASE
    WHEN NOT (opener:TradeOffice OR opener:InnovationOffice) THEN 1.0
    WHEN asker:TradeOffice OR asker:InnovationOffice
      THEN CASE WHEN any(operator IN operators WHERE operator IN ofAsker) THEN 1.0 ELSE 0.2 END
    WHEN any(mandate IN mandates WHERE mandate.role = 'home' AND mandate.holder IN operators
        AND (coalesce(mandate.country = asker.country, false) OR coalesce(mandate.region = asker.region, false)))
      THEN 1.0
    ELSE 0.2
  END AS courtesy
}

// How well it fits the sector asked for, or else the asker's.
CALL (asOf, asker, opener) {
  UNWIND [asker, opener] AS one
  OPTIONAL MATCH (one)-[works:WORKS_IN]->(sector:Sector)
  WHERE coalesce(works.since <= asOf, true) AND coalesce(works.until >= asOf, true)
    AND coalesce(works.status <> 'ended', true)
  WITH one = asker AS asks, coalesce(one.sectors, []) AS said, collect(sector.id) AS worked
  WITH asks, said + worked AS sectors
  WITH head(collect(CASE WHEN asks THEN sectors END)) AS ofAsker,
    head(collect(CASE WHEN NOT asks THEN sectors END)) AS offered
  WITH CASE WHEN $sector IS NULL THEN ofAsker ELSE [$sector] END AS wanted, offered
  RETURN CASE
    WHEN all(sector IN wanted WHERE sector = 'cross-sector') OR any(sector IN wanted WHERE sector IN offered) THEN 1.0
    WHEN offered = [] OR 'cross-sector' IN offered THEN 0.8
    ELSE 0.5
  END AS fit
}
WITH asOf, kinds, sure, gone, asker, knocks, collect({
  opener: opener, presence: presence * courtesy, fit: fit, operators: operators
}) AS present, collect(opener) AS openers

// Routes, one introduction longer each time: to whoever shares a relation or a context, and to who may be knocked at.
WITH *, [[asker]] AS none
CALL (gone, asker, knocks, none) {
  UNWIND none AS route
  WITH route, last(route) AS one
  CALL (one, knocks) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(next:Organisation)
    RETURN next
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(next:Organisation)
    RETURN next
    UNION
    UNWIND knocks AS knock
    WITH one, knock, knock.target AS next
    WHERE NOT (one:TradeOffice OR one:InnovationOffice)
      AND (knock.country = one.country OR knock.region = one.region)
    RETURN next
  }
  WITH route, next
  WHERE NOT next IN route AND NOT next IN gone
  RETURN collect(DISTINCT route + [next]) AS once
}
CALL (gone, asker, knocks, once) {
  UNWIND once AS route
  WITH route, last(route) AS one
  CALL (one, knocks) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(next:Organisation)
    RETURN next
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(next:Organisation)
    RETURN next
    UNION
    UNWIND knocks AS knock
    WITH one, knock, knock.target AS next
    WHERE NOT (one:TradeOffice OR one:InnovationOffice)
      AND (knock.country = one.country OR knock.region = one.region)
    RETURN next
  }
  WITH route, next
  WHERE NOT next IN route AND NOT next IN gone
  RETURN collect(DISTINCT route + [next]) AS twice
}
CALL (gone, asker, knocks, twice, openers) {
  UNWIND twice AS route
  WITH route, last(route) AS one
  CALL (one, knocks) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(next:Organisation)
    RETURN next
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(next:Organisation)
    RETURN next
    UNION
    UNWIND knocks AS knock
    WITH one, knock, knock.target AS next
    WHERE NOT (one:TradeOffice OR one:InnovationOffice)
      AND (knock.country = one.country OR knock.region = one.region)
    RETURN next
  }
  WITH route, next
  WHERE NOT next IN route AND NOT next IN gone AND next IN openers
  RETURN collect(DISTINCT route + [next]) AS thrice
}
WITH asOf, kinds, sure, gone, asker, knocks, present,
  [route IN once + twice + thrice WHERE last(route) IN openers] AS routes

// What each route is worth.
CALL (asOf, kinds, sure, gone, knocks, routes) {
  UNWIND routes AS route
  UNWIND range(1, size(route) - 1) AS at
  WITH route[at - 1] AS a, route[at] AS b, collect({route: route, at: at, last: at = size(route) - 1}) AS uses

  // ---- tie: what all relations and shared contexts of two organisations are worth for an introduction.
  CALL (a, b, asOf, kinds, sure, gone) {
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
          WHEN held IS NULL THEN 0.5
          WHEN held >= asOf THEN 1.0
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
    // What many share is worth less to each: n are its living members or participants, former ones included.
    CALL (target, asOf, gone) {
      MATCH (who:Organisation)-[joins:MEMBER_OF|PARTICIPATES_IN|ORGANISES|ATTENDS]->(target)
      WHERE who <> target AND NOT who IN gone AND coalesce(CASE
        WHEN joins.since IS NULL AND joins.until IS NULL THEN target.start ELSE joins.since
      END <= asOf, true)
      RETURN count(DISTINCT who) AS n
    }
    // Of a shared context the best participation of each counts, and the lesser of the two; one of more than 30 ties
    // only through its coordinators and organisers.
    WITH context, n, worth * (2.0 / CASE WHEN n > 2 THEN n ELSE 2 END) ^ kind.dilution AS worth, lives,
      type = 'ORGANISES' OR type = 'PARTICIPATES_IN' AND role = 'coordinator' AS leads,
      CASE WHEN context IS NULL THEN [type, by.id, role, region, name, period] ELSE [by.id] END AS part
    ORDER BY worth DESC, type, role, name, region, since
    WITH context, n, part, head(collect(worth)) AS worth, head(collect(lives)) AS lives,
      any(one IN collect(leads) WHERE one) AS leads
    WITH context, n, CASE WHEN context IS NULL THEN part END AS part, collect(worth) AS worths,
      all(one IN collect(lives) WHERE one) AS lives, any(one IN collect(leads) WHERE one) AS leads
    WHERE context IS NULL OR size(worths) = 2 AND (n <= 30 OR leads)
    WITH reduce(least = 1.0, worth IN worths | CASE WHEN worth < least THEN worth ELSE least END) AS worth, lives
    WITH 1 - reduce(missed = 1.0, worth IN collect(worth) | missed * (1 - worth)) AS strength,
      any(one IN collect(lives) WHERE one) AS lives
    RETURN CASE WHEN strength > 0.95 THEN 0.95 ELSE strength END AS tie, lives
  }
  // ----

  // The step from a to b: their tie, or a constituency if that is stronger; the last step also through a desk.
  WITH a, b, uses, tie, reduce(best = 0.0, knock IN knocks | CASE
    WHEN knock.target = b AND knock.desk IS NULL AND NOT (a:TradeOffice OR a:InnovationOffice)
      AND (knock.country = a.country OR knock.region = a.region) AND knock.worth > best THEN knock.worth
    ELSE best
  END) AS constituency, head(COLLECT {
    UNWIND knocks AS knock
    WITH knock, knock.desk AS desk
    WHERE knock.target = b AND desk IS NOT NULL AND NOT (a:TradeOffice OR a:InnovationOffice)
      AND (knock.country = a.country OR knock.region = a.region)
    RETURN knock ORDER BY knock.worth DESC, desk.id LIMIT 1
  }) AS through
  WITH b, uses, CASE WHEN tie >= constituency THEN tie ELSE constituency END AS plain, through
  WITH b, uses, plain, through,
    CASE WHEN plain > 0 THEN toInteger(round(-65536 * log(plain), 0, 'HALF_EVEN')) END AS plainCost,
    toInteger(round(-65536 * log(through.worth), 0, 'HALF_EVEN')) AS throughCost
  UNWIND uses AS use
  WITH use, b, CASE
    WHEN use.last AND through IS NOT NULL AND coalesce(throughCost < plainCost, true)
      THEN {to: b, desk: through.desk, strength: through.worth, cost: throughCost}
    WHEN plain > 0 THEN {to: b, desk: null, strength: plain, cost: plainCost}
  END AS step
  ORDER BY use.at
  WITH use.route AS route, collect(step) AS steps
  WHERE size(steps) = size(route) - 1
  RETURN route, steps
}

// Of each opener the best route: by the sum of costs, then steps, then ids. Costs are whole numbers, -ln × 65,536, so
// that what is equally strong is equal.
WITH asker, present, route, steps, reduce(sum = 0, step IN steps | sum + step.cost) AS cost,
  reduce(ids = [asker.id], step IN steps | ids + CASE
    WHEN step.desk IS NULL THEN [step.to.id]
    ELSE [step.desk.id, step.to.id]
  END) AS ids
ORDER BY cost, size(steps), ids
WITH present, last(route) AS opener, head(collect({route: route, steps: steps, cost: cost})) AS best
UNWIND present AS one
WITH opener, best, one
WHERE one.opener = opener
WITH opener, best.route AS route, best.steps AS steps, one.presence AS presence, one.fit AS fit,
  one.operators AS operators,
  best.cost + toInteger(round(-65536 * log(one.presence), 0, 'HALF_EVEN'))
    + CASE one.fit WHEN 1.0 THEN 1 ELSE toInteger(round(-65536 * log(one.fit), 0, 'HALF_EVEN')) END AS total
ORDER BY total, size(steps), opener.id

// Offices of one operator are one door opener: the best of them.
WITH reduce(kept = [], one IN collect({
  opener: opener, route: route, steps: steps, presence: presence, fit: fit, operators: operators, total: total
}) | kept + CASE
  WHEN any(better IN kept WHERE any(operator IN one.operators WHERE operator IN better.operators)) THEN []
  ELSE [one]
END) AS openers
UNWIND openers AS one
WITH one, reduce(strength = 1.0, step IN one.steps | strength * step.strength) AS strength
RETURN one.opener.name AS opener, strength * one.presence * one.fit AS score, strength, one.presence AS presence,
  one.fit AS fit, [step IN one.steps | step.to.name + coalesce(' through ' + step.desk.name, '')] AS route,
  [step IN one.steps | step.strength] AS steps, one.opener.id AS id, one.total AS total, one.route AS organisations,
  [step IN one.steps | step.desk] AS desks
ORDER BY total, size(steps), id

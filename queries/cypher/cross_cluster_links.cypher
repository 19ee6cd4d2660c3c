// What links the clusters of two countries, or a cluster and a country, or two clusters: their relations to each other.
//
// In Neo4j Browser, first (a country's code, or the id of a cluster; twice the same country: links within it):
//   :param one => 'DK'
//   :param other => 'SE'
//   :param asOf => date()
//
// As `opendoors links` shows them: living ones first, the strongest first. A tie is worth for an introduction by the one
// (`there`) not always what it is by the other (`back`): a hub knows each of its affiliates less than each knows the
// hub. `strength` is the greater of the two, shared contexts included; `evidence` says who says so, and where. Left out:
// what those who are gone leave to their heirs, and what two clusters merely share.

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
  ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5}
} AS kinds, {verified: 1.0, imported: 0.98, recalled: 0.95, inferred: 0.95} AS sure, {
  least: 0.0001, strongest: 0.95, hub: 0.3, spelledOut: 30
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
MATCH (a:Cluster)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(b:Cluster)
WHERE $one IN [a.id, a.country] AND $other IN [b.id, b.country] AND a <> b
  AND NOT a IN gone AND NOT b IN gone AND ($one <> $other OR a.id < b.id)
WITH DISTINCT asOf, kinds, sure, number, gone, a AS one, b AS other
UNWIND [[one, other], [other, one]] AS way
WITH *, way[0] AS a, way[1] AS b

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

WITH asOf, sure, number, one, other, max(CASE WHEN a = one THEN tie END) AS there,
  max(CASE WHEN a = other THEN tie END) AS back, max(tie) AS strength, any(each IN collect(lives) WHERE each) AS lives
WHERE strength >= number.least
MATCH (one)-[said:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(other)
WHERE coalesce(said.since <= asOf, true)
MATCH (source:Source {name: said.source})
WITH one, other, there, back, strength, lives, source, said
ORDER BY sure[said.confidence] DESC, type(said), said.since, said.key
WITH one, other, there, back, strength, lives, toInteger(round(-65536 * log(strength), 0, 'HALF_EVEN')) AS cost, collect({
  from: startNode(said).name, relation: type(said), to: endNode(said).name, since: said.since, until: said.until,
  status: said.status, source: source.title, confidence: said.confidence, address: said.url, place: said.locator
}) AS evidence
RETURN one.name AS one, other.name AS other, strength, there, back, NOT lives AS ended, evidence, one.id AS oneId,
  other.id AS otherId, cost
ORDER BY ended, cost, oneId, otherId

// Which organisations stand between the clusters of two countries, or a cluster and a country, or two clusters: tied to
// one at either end.
//
// In Neo4j Browser, first (a country's code, or the id of a cluster; twice the same country: links within it):
//   :param one => 'DK'
//   :param other => 'SE'
//   :param asOf => date()
//   :param most => 100
//
// As `opendoors links` shows them: living ones first, the strongest first. A tie is all relations and shared contexts
// of two organisations; evidence_of_a_tie.cypher shows what makes it. It is worth more one way than the other where one of
// the two is a hub: `there` is what the two ties are worth from the one to the other, `back` the way back, `strength` what
// they are worth each by its stronger way. Left out: what those who are gone leave to their heirs.

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
CALL (gone) {
  MATCH (one:Cluster)
  WHERE $one IN [one.id, one.country] AND NOT one IN gone
  CALL (one) {
    MATCH (one)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(partner:Organisation)
    RETURN partner
    UNION
    MATCH (one)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(partner:Organisation)
    RETURN partner
  }
  WITH one, partner
  WHERE partner <> one AND NOT partner IN gone
  CALL (partner) {
    MATCH (partner)-[:MEMBER_OF|PART_OF|PARTNER_OF|MOU_WITH|TWINNED_WITH|OPERATES|HOSTS|REPRESENTS|BOARD_SEAT]-(other:Cluster)
    RETURN other
    UNION
    MATCH (partner)-[:PARTICIPATES_IN|ORGANISES|ATTENDS]->(:Context)<-[:PARTICIPATES_IN|ORGANISES|ATTENDS]-(other:Cluster)
    RETURN other
  }
  WITH one, partner, other
  WHERE $other IN [other.id, other.country] AND other <> one AND other <> partner AND NOT other IN gone
    AND ($one <> $other OR one.id < other.id)
  UNWIND [
    {a: one, b: partner, leg: 1, there: true}, {a: partner, b: other, leg: 2, there: true},
    {a: other, b: partner, leg: 2, there: false}, {a: partner, b: one, leg: 1, there: false}
  ] AS tie
  RETURN tie.a AS a, tie.b AS b, collect({one: one, partner: partner, other: other, leg: tie.leg, there: tie.there}) AS uses
}

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

WITH uses, tie, lives
WHERE tie >= number.least
UNWIND uses AS use
WITH use.one AS one, use.partner AS partner, use.other AS other, use.leg AS leg, max(tie) AS stronger,
  max(CASE WHEN use.there THEN tie END) AS there, max(CASE WHEN NOT use.there THEN tie END) AS back,
  any(each IN collect(lives) WHERE each) AS lives
WITH one, partner, other, collect({stronger: stronger, there: there, back: back}) AS ties,
  sum(toInteger(round(-65536 * log(stronger), 0, 'HALF_EVEN'))) AS cost, all(each IN collect(lives) WHERE each) AS lives
WHERE size(ties) = 2
RETURN one.name AS one, partner.name AS partner, other.name AS other, ties[0].stronger * ties[1].stronger AS strength,
  ties[0].there * ties[1].there AS there, ties[0].back * ties[1].back AS back, NOT lives AS ended, one.id AS oneId,
  partner.id AS partnerId, other.id AS otherId, cost
ORDER BY ended, cost, partnerId, oneId, otherId
LIMIT $most

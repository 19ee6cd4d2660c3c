// Takes: a, b, asOf, kinds, sure, number, gone
// Gives: tie, lives; one row, tie is 0 where nothing ties them
// ---- tie: what all relations and shared contexts of two organisations are worth for an introduction by a to b.
CALL (a, b, asOf, kinds, sure, number, gone) {
  CALL (a, b) {
    MATCH (a)-[said:@ties]-(b)
    RETURN said, null AS context, said.since AS since, said.until AS until
    UNION ALL
    MATCH (a)-[:@participations]->(context:Context)<-[:@participations]-(b)
    WITH DISTINCT a, b, context
    MATCH (who)-[said:@participations]->(context)
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
    MATCH (who:Organisation)-[joins:@affiliations|@participations]->(target)
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
    @leads AS leads,
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

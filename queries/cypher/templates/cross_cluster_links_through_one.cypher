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

// ---- numbers

// ---- gone
CALL (gone) {
  MATCH (one:Cluster)
  WHERE $one IN [one.id, one.country] AND NOT one IN gone
  CALL (one) {
    MATCH (one)-[:@ties]-(partner:Organisation)
    RETURN partner
    UNION
    MATCH (one)-[:@participations]->(:Context)<-[:@participations]-(partner:Organisation)
    RETURN partner
  }
  WITH one, partner
  WHERE partner <> one AND NOT partner IN gone
  CALL (partner) {
    MATCH (partner)-[:@ties]-(other:Cluster)
    RETURN other
    UNION
    MATCH (partner)-[:@participations]->(:Context)<-[:@participations]-(other:Cluster)
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

// ---- tie

WITH uses, tie, lives
WHERE tie >= number.least
UNWIND uses AS use
WITH use.one AS one, use.partner AS partner, use.other AS other, use.leg AS leg, max(tie) AS stronger,
  max(CASE WHEN use.there THEN tie END) AS there, max(CASE WHEN NOT use.there THEN tie END) AS back,
  any(each IN collect(lives) WHERE each) AS lives
WITH one, partner, other, collect({stronger: stronger, there: there, back: back}) AS ties,
  sum(toInteger(round(-@costPerNat * log(stronger), 0, 'HALF_EVEN'))) AS cost, all(each IN collect(lives) WHERE each) AS lives
WHERE size(ties) = 2
RETURN one.name AS one, partner.name AS partner, other.name AS other, ties[0].stronger * ties[1].stronger AS strength,
  ties[0].there * ties[1].there AS there, ties[0].back * ties[1].back AS back, NOT lives AS ended, one.id AS oneId,
  partner.id AS partnerId, other.id AS otherId, cost
ORDER BY ended, cost, partnerId, oneId, otherId
LIMIT $most

// Takes: asOf, number, gone, market, peers
// Gives: one, located; a row each organisation; peers: whether the asker is one of an agency's kind
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

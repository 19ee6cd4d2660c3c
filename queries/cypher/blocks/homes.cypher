// Takes: agency, market, asOf
// Gives: homes, role; one row, without homes where the agency is none, role only where it promotes the market
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

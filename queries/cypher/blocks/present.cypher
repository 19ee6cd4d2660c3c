// Takes: asOf, kinds, number, gone, corridor, market, regions, $within
// Gives: present, presence, number; a row each organisation; to be asked in a CALL of its own
// ---- present: whoever counts as in the market, by the best reason: an agency that promotes it by that alone. What
// depends on who asks is taken at its least. Where only regions of the market lie on the corridor, those who are located
// there count, and those who lie on it themselves.
CALL (asOf, kinds, number, gone, market) {
  WITH *, false AS peers

  // ---- located
  RETURN one, located AS reason
  UNION ALL
  // ---- claims
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

// ---- homes
WITH present, number, CASE role
  WHEN 'national' THEN number.national
  WHEN 'regional' THEN number.elsewhereRegional
  WHEN 'supranational' THEN number.supranational
  ELSE reason
END * CASE WHEN present.status IN ['suspended', 'unknown'] THEN number.halved ELSE 1.0 END AS presence
WHERE presence >= number.least
// ----

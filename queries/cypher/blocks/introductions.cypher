// Takes: route, one, asOf, gone, asker, market, ofAsker
// Gives: route, one, next; a row each organisation that one, the last of the route, could introduce to
// ---- introductions: to whoever shares a relation or a context. Agencies and public bodies of elsewhere introduce only
// for their own kind and their own offices, and from the asker to these.
CALL (one) {
  MATCH (one)-[:@ties]-(next:Organisation)
  RETURN next
  UNION
  MATCH (one)-[:@participations]->(:Context)<-[:@participations]-(next:Organisation)
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

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

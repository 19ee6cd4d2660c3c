// Which organisations are spoken of under several ids or by several sources, and who judged them to be the same.
//
// In Neo4j Browser there is nothing to set first. To look at one alone, add `AND one.id = '…'` to the first WHERE.
//
// `said` is what each source calls it. `judged` are the decisions about the ids concerned, the latest last: of those on
// the same two ids the latest counts.

MATCH (source:Source)-[said:SAYS]->(one:Organisation)
WITH one, source, said ORDER BY source.name, said.id
WITH one, collect(DISTINCT [source.name, said.id]) AS ids, collect({
  source: source.title, id: said.id, name: said.name, country: said.country, confidence: said.confidence,
  address: said.url
}) AS said
WHERE size(ids) > 1
RETURN one.name AS organisation, one.country AS country, size(ids) AS spokenOf, said, COLLECT {
  MATCH (judgement:Judgement)
  WHERE any(id IN ids WHERE judgement.left IN [id[1], id[0] + ':' + id[1]]
    OR judgement.right IN [id[1], id[0] + ':' + id[1]])
  RETURN judgement.left + CASE WHEN judgement.same THEN ' = ' ELSE ' is not ' END + judgement.right
    + coalesce(': ' + judgement.why, '')
  ORDER BY judgement.revision, judgement.at
} AS judged, one.id AS id
ORDER BY id

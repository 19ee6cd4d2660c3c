// What changed in the graph since a revision: what was added, what is said no longer, what moved to another
// organisation.
//
// In Neo4j Browser, first (the revision now: MATCH (store:OpenDoors) RETURN store.revision):
//   :param revision => 0
//
// A statement moves where identities are judged anew: two organisations merged into one, or taken apart again. Nothing
// is overwritten: what is said no longer stays as a RETIRED relationship with everything that it said.

CALL () {
  MATCH (start)-[said]->(end)
  WHERE said.changed > $revision AND type(said) <> 'RETIRED' AND said.implied IS NULL
  RETURN CASE WHEN said.added > $revision THEN 'added' ELSE 'moved' END AS what, toLower(type(said)) AS relation, said,
    start, end, said.changed AS revision
  UNION ALL
  MATCH (start)-[said:RETIRED]->(end)
  WHERE said.retired > $revision AND said.added <= $revision
  RETURN 'retired' AS what, toLower(said.was) AS relation, said, start, end,
    said.retired AS revision
}
RETURN what, revision, coalesce(start.title, start.name, start.id) AS start, relation,
  coalesce(end.name, end.id) AS end, coalesce(said.source, start.name) AS source, coalesce(said.key, said.id) AS key,
  said.confidence AS confidence, said.url AS address, null AS why
UNION ALL
MATCH (judgement:Judgement)
WHERE judgement.revision > $revision
RETURN CASE WHEN judgement.same THEN 'judged the same' ELSE 'judged not the same' END AS what,
  judgement.revision AS revision,
  judgement.left AS start, null AS relation, judgement.right AS end, judgement.who AS source, null AS key,
  null AS confidence, null AS address, judgement.why AS why
UNION ALL
MATCH (source:Source)
WHERE source.revision > $revision
RETURN 'declared' AS what, source.revision AS revision, source.title AS start, null AS relation, null AS end,
  source.name AS source, null AS key, null AS confidence, source.address AS address, null AS why

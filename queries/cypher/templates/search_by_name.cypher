// Things by their name: organisations, projects, events, corridors, sectors, markets.
//
// In Neo4j Browser, first:
//   :param text => 'energy cluster denmark'
//   :param most => 20
//
// Any of the words is enough, the best match first. Lucene's query language works: "energy cluster" in quotes, `+energy
// +cluster` for both, `energ*` for a beginning, `clustr~` for a typing error. `opendoors search` does more: it forgives
// diacritics and typing errors by itself, and knows acronyms.

CALL db.index.fulltext.queryNodes('names', $text, {limit: $most}) YIELD node AS thing, score
RETURN thing.name AS name, thing.native_name AS nativeName, labels(thing) AS labels, thing.country AS country,
  thing.id AS id, score
ORDER BY score DESC, id

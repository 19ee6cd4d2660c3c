"""From a store's scan to what a snapshot holds."""

from itertools import chain

import numpy as np
import orjson

from graph.snapshot.building.content import Content, Named, facts_of, left_out
from graph.snapshot.building.entities import Entities, unite
from graph.snapshot.building.origins import Keys, Known, Origins, count_regions, count_sectors
from graph.snapshot.building.rows import (
    NAME,
    REGION,
    ROLE,
    Grouped,
    Rows,
    StatementTable,
    Vocabulary,
    grouped,
    implied_statements,
    in_use,
    recoded,
)
from graph.snapshot.building.things import (
    context_columns,
    market_columns,
    name_row_of,
    organisation_columns,
    sector_columns,
)
from graph.snapshot.building.unsound import Unsound, sound_things, unsound_sources
from graph.snapshot.facts import I4, U8, Facts
from graph.snapshot.files import Laid, pointers_of
from graph.snapshot.names.by_name import order_of
from graph.statements import Source
from graph.store.protocol import Scan


def gather(scan: Scan) -> Content:
    """Read everything that is live in one revision; what cannot be computed is left out, and named."""
    sources = sorted(scan.sources(), key=lambda source: source.name)
    position = {source.name: at for at, source in enumerate(sources)}
    unsound = unsound_sources(sources)
    entities = unite(sources, sound_things(scan.entities(), position, unsound), scan.judgements())
    words = Vocabulary()
    table = StatementTable(position, entities.resolver, words, entities.sections)
    table.add(chain.from_iterable(implied_statements(said) for thing in entities.in_order for said in thing.statements))
    table.add(scan.relations())
    rows = table.rows()
    return _content(sources, entities, rows, words, left_out(table.unplaced, position), sorted(unsound + table.unsound))


def _content(
    sources: list[Source],
    entities: Entities,
    rows: Rows,
    words: Vocabulary,
    unplaced: tuple[I4, U8, Laid],
    unsound: list[Unsound],
) -> Content:
    things = entities.in_order
    of_things = [words.regions.of(one.properties["region"]) for one in things if "region" in one.properties]
    (roles, role), (regions, region), (names, name) = (
        in_use(words.roles, rows.cells[:, ROLE]),
        in_use(words.regions, rows.cells[:, REGION], np.array(of_things, dtype=np.int64)),
        in_use(words.names, rows.cells[:, NAME]),
    )
    found = grouped(recoded(rows, role, region, name))
    return Content(
        facts=_facts(sources, entities, found, {word: at for at, word in enumerate(regions)}),
        sections=entities.sections,
        ids=Laid.of(thing.id.encode() for thing in things),
        records=Laid.of(orjson.dumps(thing.record()) for thing in things),
        statements=found.rows.said,
        names=Laid.of(word.encode() for word in names),
        regions=regions,
        roles=roles,
        sources=sources,
        aliases=entities.canonical,
        contested=dict(sorted(entities.ids.contested.items())),
        by_name=order_of(things[node].properties["name"] for node in entities.sections.range("organisation")),
        named=Named(None, [row for one in things if (row := name_row_of(one))]),
        origins=_origins(entities, found, unplaced, unsound),
    )


def _facts(sources: list[Source], entities: Entities, found: Grouped, regions: dict[str, int]) -> Facts:
    sections = entities.sections
    organisations, contexts, sectors, markets = (
        [entities.in_order[node] for node in sections.range(type_)]
        for type_ in ("organisation", "context", "sector", "market")
    )
    return facts_of(
        organisation_columns(organisations, entities.node.get, sections.range("market").start, regions.__getitem__)
        | context_columns(contexts)
        | sector_columns(sectors, sections.only("sector", entities.node.get))
        | market_columns(markets)
        | found.relation_columns()
        | {"statement_ptr": pointers_of(found.lengths()).astype(np.int32)}
        | found.statement_columns(),
        found.source(),
        sources,
    )


def _origins(entities: Entities, found: Grouped, unplaced: tuple[I4, U8, Laid], unsound: list[Unsound]) -> Origins:
    source, key, texts = unplaced
    things = entities.in_order
    known = Known(
        entities.same,
        entities.speakers,
        dict(sorted(entities.ids.qualified.items())),
        dict(sorted(count_sectors(said for thing in things for said in thing.statements).items())),
        dict(sorted(count_regions(things).items())),
    )
    asides = Laid.of(thing.aside() for thing in things)
    return Origins(known, Keys(found.source(), found.rows.key, source, key), asides, texts, unsound)

"""What the next snapshot holds, made from the published one and what has changed since.

It is what a full scan of the same revision gives, to the last byte; a property test holds it to that.
"""

from collections.abc import Container
from dataclasses import replace
from typing import Final

import numpy as np
import orjson

from graph.snapshot.building.content import Content, Named, facts_of
from graph.snapshot.building.origins import Keys, Known, Origins
from graph.snapshot.building.patch.former import Former, FullScanNeeded
from graph.snapshot.building.patch.numbering import Numbering
from graph.snapshot.building.patch.regroup import Regrouped, regroup
from graph.snapshot.building.patch.replace import Replaced, replaced, spans
from graph.snapshot.building.things import (
    Columns,
    context_columns,
    market_columns,
    name_row_of,
    name_row_of_record,
    organisation_columns,
    sector_columns,
)
from graph.snapshot.building.unsound import SOURCE, Unsound, sound_things, unsound_sources
from graph.snapshot.facts import I4, I8
from graph.snapshot.files import Laid, arranged, pointers_of
from graph.snapshot.names.by_name import next_name_order
from graph.statements import EntityStatement, RelationStatement
from graph.store.protocol import Changes

CHANGED_SHARE: Final = 5
"""One in so many statements may have been written or retired; beyond that a full scan takes less time."""
CHANGED_FLOOR: Final = 10_000
"""So many may have been in any case."""
UNPLACED_AT_MOST: Final = 50_000
"""So many statements may wait for a thing that they name: they are looked through whenever ids change."""


def changes_at_most(former: Former) -> int:
    """Of how many statements, written or retired, the next snapshot may be made; beyond that a full scan pays."""
    return CHANGED_FLOOR + (len(former.facts.since) + len(former.id_of)) // CHANGED_SHARE


def patched(former: Former, changes: Changes) -> Content:
    """The content of the snapshot of ``changes.revision``.

    Args:
        former: of the revision since which the changes are.
        changes: up to the revision wanted; see ``changes_at_most``.

    Raises:
        FullScanNeeded: it cannot be made from the changes, or it would take longer.
    """
    if len(former.origins.unplaced) > UNPLACED_AT_MOST:
        raise FullScanNeeded(f"{len(former.origins.unplaced)} statements are left out")
    sources = sorted(
        {source.name: source for source in (*former.sources, *changes.sources)}.values(), key=lambda one: one.name
    )
    position = {source.name: at for at, source in enumerate(sources)}
    changes, unsound = _sound(former, changes, position)
    unsound += unsound_sources(sources)
    regrouped = regroup(former, changes, sources)
    numbering = Numbering(former, regrouped)
    rows = replaced(former, changes, regrouped, numbering, position)
    things = numbering.things
    roles, regions, names = rows.words
    records = arranged(former.records, Laid.of(orjson.dumps(thing.record()) for thing in things), numbering.take)
    columns = _thing_columns(former, numbering, rows, {word: at for at, word in enumerate(regions)})
    return Content(
        facts=facts_of(columns | rows.columns, rows.source, sources),
        sections=numbering.sections,
        ids=arranged(former.ids, Laid.of(thing.id.encode() for thing in things), numbering.take),
        records=records,
        statements=rows.said,
        names=Laid.of(word.encode() for word in names),
        by_name=next_name_order(former.by_name, numbering.taken("organisation"), records),
        regions=regions,
        roles=roles,
        sources=sources,
        aliases=regrouped.identities.aliases,
        contested=regrouped.identities.contested,
        named=_named(former, regrouped),
        origins=_origins(former, regrouped, numbering, rows, sorted(unsound + rows.unsound)),
    )


def _sound(former: Former, changes: Changes, sources: Container[str]) -> tuple[Changes, list[Unsound]]:
    """The changes without things that cannot be computed; and the rows of things and relations known to be none.

    New relations are looked at when they are placed.
    """
    left_before = {row.place: row for row in former.origins.unsound}
    undeclared = {row.source for row in former.origins.unsound} - former.declared
    if any(source.name in undeclared for source in changes.sources):
        raise FullScanNeeded("a source is new of which rows are left out")
    retired = set(changes.retired)
    left = [row for place, row in left_before.items() if place not in retired and row.type != SOURCE]
    things = [said for said in changes.added if isinstance(said, EntityStatement)]
    relations = [said for said in changes.added if isinstance(said, RelationStatement)]
    return replace(
        changes,
        added=(*sound_things(things, sources, left), *relations),
        retired=tuple(place for place in changes.retired if place not in left_before),
    ), left


def _thing_columns(former: Former, numbering: Numbering, rows: Replaced, regions: dict[str, int]) -> Columns:
    """The columns of organisations, contexts, sectors and markets."""
    sections, facts = numbering.sections, former.facts
    market_start = sections.range("market").start
    fresh = organisation_columns(numbering.of_type("organisation"), numbering.find, market_start, regions.__getitem__)
    take = numbering.taken("organisation")
    region = np.where(facts.region < 0, np.int32(-1), rows.region[facts.region])
    stated = facts.sector_ptr, numbering.moved[facts.sector]
    sector_ptr, sector = _ragged(stated, (fresh.pop("sector_ptr"), fresh.pop("sector")), take)
    columns = {
        name: np.concatenate((region if name == "region" else getattr(facts, name), column))[take]
        for name, column in fresh.items()
    } | {"sector_ptr": sector_ptr, "sector": sector}
    for type_, made in (("context", context_columns), ("market", market_columns)):
        take = numbering.taken(type_)
        for name, column in made(numbering.of_type(type_)).items():
            columns[name] = np.concatenate((getattr(facts, name), column))[take]
    fresh = sector_columns(numbering.of_type("sector"), sections.only("sector", numbering.find))
    stated = facts.near_ptr, numbering.moved[facts.near]
    near_ptr, near = _ragged(stated, (fresh["near_ptr"], fresh["near"]), numbering.taken("sector"))
    return columns | {"near_ptr": near_ptr, "near": near}


def _ragged(former: tuple[I4, I4], fresh: tuple[I4, I4], take: I8) -> tuple[I4, I4]:
    """Lists laid end to end (pointer, values) of two lots, in another order."""
    starts = np.concatenate((former[0][:-1], len(former[1]) + fresh[0][:-1].astype(np.int64)))[take]
    lengths = np.concatenate((np.diff(former[0]), np.diff(fresh[0])))[take]
    values = np.concatenate((former[1], fresh[1]))[spans(starts, lengths)]
    return pointers_of(lengths).astype(np.int32), values


def _named(former: Former, regrouped: Regrouped) -> Named:
    """Things of which the index of names must hear; those that are called as before are left alone."""
    then = {
        id_: row
        for (type_, id_), node in regrouped.before.items()
        if node is not None and (row := name_row_of_record(id_, type_, former.record(node))) is not None
    }
    now = [row for thing in regrouped.things if (row := name_row_of(thing)) is not None]
    same = {row.id for row in now if row == then.get(row.id)}
    return Named(
        sorted(id_ for id_ in then if id_ not in same),
        sorted((row for row in now if row.id not in same), key=lambda row: row.id),
    )


def _origins(
    former: Former, regrouped: Regrouped, numbering: Numbering, rows: Replaced, unsound: list[Unsound]
) -> Origins:
    identities = regrouped.identities
    source, key, texts = rows.unplaced
    asides = arranged(former.origins.asides, Laid.of(thing.aside() for thing in numbering.things), numbering.take)
    known = Known(identities.same, identities.speakers, identities.qualified, regrouped.sectors, regrouped.regions)
    return Origins(known, Keys(rows.source, rows.key, source, key), asides, texts, unsound)

"""Rows of statements of the next snapshot: some go, some come, and what they were grouped with is grouped anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.snapshot.building.content import left_out
from graph.snapshot.building.patch.former import Former, FullScanNeeded
from graph.snapshot.building.patch.numbering import Numbering
from graph.snapshot.building.patch.regroup import RELATION, Regrouped
from graph.snapshot.building.rows import (
    COLUMNS,
    END,
    KIND,
    KIND_NAMES,
    NAME,
    REGION,
    RETRIEVED,
    ROLE,
    SINCE,
    SOURCE,
    START,
    STATE,
    UNTIL,
    Grouped,
    Resolve,
    Rows,
    StatementTable,
    Vocabulary,
    grouped,
    halves,
    implied_statements,
    in_use,
    key_bytes,
    key_texts,
    packed,
    recoded,
    said_again,
)
from graph.snapshot.building.things import Columns
from graph.snapshot.building.unsound import Unsound
from graph.snapshot.facts import B1, I4, I8, U8
from graph.snapshot.files import Laid, arranged, pointers_of
from graph.statements import RelationStatement
from graph.store.protocol import Changes

LOOSE_SHARE: Final = 5
"""One in so many statements of relations may have to be placed anew."""
LOOSE_FLOOR: Final = 10_000
"""So many may have to be in any case."""
BUCKET_BITS: Final = 20
"""Of a key's last bits, by which a few keys are looked for among many."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """Relations and statements of the next snapshot.

    Attributes:
        columns: of ``Facts``, for relations and statements, but for ``declared``.
        source, key: of each statement.
        said: each statement in words.
        unplaced: source, key and text of statements that were left out.
        words: roles, regions, names.
        region: former position of a region → position; -1: nothing is there any more.
        unsound: statements of relations, new ones, that cannot be computed.
    """

    columns: Columns
    source: I4
    key: U8
    said: Laid
    unplaced: tuple[I4, U8, Laid]
    words: tuple[list[str], list[str], list[str]]
    region: I4
    unsound: list[Unsound]


def replaced(
    former: Former, changes: Changes, regrouped: Regrouped, numbering: Numbering, sources: Mapping[str, int]
) -> Replaced:
    """Take away what is no longer said, put in what now is, and place anew what may mean something else.

    Args:
        former: the published snapshot.
        changes: since then.
        regrouped: the things that they touch.
        numbering: the nodes of the next snapshot.
        sources: position of each source.

    Raises:
        FullScanNeeded: too much is to be placed anew, or the changes do not fit the snapshot.
    """
    went = _gone(former, changes, regrouped)
    loose = _loose_statements(former, regrouped.loose, went.placed)
    identity_changed = bool(regrouped.identities.changed or regrouped.identities.moved)
    words = former.words()
    table = StatementTable(sources, _resolver(regrouped, numbering), words, numbering.sections)
    added = [said for said in changes.added if isinstance(said, RelationStatement)]
    added += [one for said in regrouped.come for one in implied_statements(said)]
    _check_new(former, went, added)
    table.add(added)
    table.add(_said_at(former, loose))
    if identity_changed:
        table.add(_unplaced_again(former, ~went.unplaced))
    stays = ~went.placed
    stays[loose] = False
    merger = _Merger(former, numbering, stays, table.rows(), _source_moves(former, sources))
    settled = _settled(former, words, merger, numbering, regrouped.regions)
    found = merger.merged(*(place for _, place in settled))
    still_unplaced = np.zeros(0, dtype=np.int64) if identity_changed else np.flatnonzero(~went.unplaced)
    return Replaced(
        *found,
        unplaced=_unplaced(former, still_unplaced, _source_moves(former, sources), left_out(table.unplaced, sources)),
        words=(settled[0][0], settled[1][0], settled[2][0]),
        region=settled[1][1],
        unsound=table.unsound,
    )


# What goes


@dataclass(frozen=True, slots=True)
class _Gone:
    """Which statements, with a place or left out, are no longer said."""

    placed: B1
    unplaced: B1


def _gone(former: Former, changes: Changes, regrouped: Regrouped) -> _Gone:
    keys = former.origins.keys
    retired = [(source, key) for source, type_, key in changes.retired if type_ == RELATION]
    retired += [(said.source, said.key) for one in regrouped.gone for said in implied_statements(one)]
    sought = _numbers(former, retired)
    placed, unplaced = _found(keys.source, keys.key, sought), _found(keys.unplaced_source, keys.unplaced_key, sought)
    if len(placed) + len(unplaced) != len(sought) or len(sought) != len(retired):
        raise FullScanNeeded("a statement was retired that the published snapshot does not have")
    gone = _Gone(np.zeros(len(keys.source), dtype=np.bool_), np.zeros(len(keys.unplaced_source), dtype=np.bool_))
    gone.placed[placed], gone.unplaced[unplaced] = True, True
    return gone


def _check_new(former: Former, gone: _Gone, added: Sequence[RelationStatement]) -> None:
    """What is new must not be there already."""
    keys = former.origins.keys
    declared = {source.name for source in former.sources}
    sought = _numbers(former, [(said.source, said.key) for said in added if said.source in declared])
    there = gone.placed[_found(keys.source, keys.key, sought)].all()
    if not there or not gone.unplaced[_found(keys.unplaced_source, keys.unplaced_key, sought)].all():
        raise FullScanNeeded("a statement is new that the published snapshot has")


_Key = tuple[int, int, int]


def _numbers(former: Former, sought: Iterable[tuple[str, str]]) -> set[_Key]:
    """(position of the source, halves of the key) of each."""
    position = {source.name: at for at, source in enumerate(former.sources)}
    listed = list(sought)
    try:
        sources = [position[source] for source, _ in listed]
    except KeyError as error:
        raise FullScanNeeded(f"the published snapshot does not know the source {error}") from error
    halved = halves(key_bytes(key for _, key in listed)).tolist()
    return {(source, high, low) for source, (high, low) in zip(sources, halved, strict=True)}


def _found(source: I4, key: U8, sought: set[_Key]) -> list[int]:
    """Positions of the sought ones."""
    mask = np.uint64((1 << BUCKET_BITS) - 1)
    wanted = np.zeros(1 << BUCKET_BITS, dtype=np.bool_)
    wanted[[low & int(mask) for _, _, low in sought]] = True
    likely = np.flatnonzero(wanted[(key[:, 1] & mask).astype(np.int64)])
    rows = zip(likely.tolist(), source[likely].tolist(), key[likely].tolist(), strict=True)
    return [at for at, of, (high, low) in rows if (of, high, low) in sought]


def _loose_statements(former: Former, loose: set[int], gone: B1) -> I8:
    """Statements, still said, at nodes of which a reference may mean something else now."""
    facts = former.facts
    at_node = np.zeros(len(former.id_of), dtype=np.bool_)
    at_node[sorted(loose)] = True
    relation = np.flatnonzero(at_node[facts.rel_source] | at_node[facts.rel_target])
    found = spans(facts.statement_ptr[relation], np.diff(facts.statement_ptr)[relation])
    found = found[~gone[found]]
    if len(found) > LOOSE_FLOOR + len(facts.since) // LOOSE_SHARE:
        raise FullScanNeeded(f"{len(found)} statements would have to be placed anew")
    return found


def spans(starts: NDArray[Any], lengths: NDArray[Any]) -> I8:
    """Positions of spans that begin at ``starts``, one after the other."""
    pointer = pointers_of(lengths)
    return np.repeat(starts.astype(np.int64) - pointer[:-1], lengths) + np.arange(pointer[-1])


# What comes


def _resolver(regrouped: Regrouped, numbering: Numbering) -> Callable[[str], Resolve]:
    """What references mean: as ``Entities.resolver`` says."""
    identities, find = regrouped.identities, numbering.find

    def of(source: str) -> Resolve:
        return lambda reference: find(identities.canonical(identities.graph_id((source, reference))))

    return of


def _said_at(former: Former, statements: I8) -> Iterator[RelationStatement]:
    """Some statements that have a place, as they were said."""
    facts = former.facts
    kinds = facts.rel_kind[np.searchsorted(facts.statement_ptr, statements, side="right") - 1]
    keys = key_texts(former.origins.keys.key[statements])
    for at, kind, key in zip(statements.tolist(), kinds.tolist(), keys, strict=True):
        yield said_again(KIND_NAMES[kind], key, orjson.loads(former.statements[at]))


def _unplaced_again(former: Former, stays: B1) -> Iterator[RelationStatement]:
    """Statements that were left out, as they were said."""
    few = np.flatnonzero(stays)
    for at, key in zip(few.tolist(), key_texts(former.origins.keys.unplaced_key[few]), strict=True):
        kind, *words = orjson.loads(former.origins.unplaced[at])
        yield said_again(kind, key, words)


def _unplaced(former: Former, still: I8, source_moves: I4, fresh: tuple[I4, U8, Laid]) -> tuple[I4, U8, Laid]:
    """What is left out now, by source and key."""
    keys = former.origins.keys
    source = np.concatenate((source_moves[keys.unplaced_source[still]], fresh[0]))
    key = np.concatenate((keys.unplaced_key[still], fresh[1]))
    order = np.lexsort((key[:, 1], key[:, 0], source))
    take = np.concatenate((still, len(keys.unplaced_source) + np.arange(len(fresh[0]))))[order]
    return source[order], key[order], arranged(former.origins.unplaced, fresh[2], take)


def _source_moves(former: Former, sources: Mapping[str, int]) -> I4:
    """Former position of a source → position."""
    return np.array([sources[source.name] for source in former.sources], dtype=np.int32)


# Words


def _settled(
    former: Former, words: Vocabulary, merger: "_Merger", numbering: Numbering, other_regions: Iterable[str]
) -> tuple[tuple[list[str], I4], tuple[list[str], I4], tuple[list[str], I4]]:
    """The words in use, and the position of each number: roles, regions, names."""
    facts, kept, cells = former.facts, merger.kept, merger.fresh.cells
    of_things = [thing.properties["region"] for thing in numbering.things if "region" in thing.properties]
    regions = [words.regions.of(region) for region in (*of_things, *other_regions)]
    organisations = numbering.taken("organisation")
    stated = facts.region[organisations[organisations < len(facts.region)]]
    within = facts.rel_region[kept]
    return (
        in_use(words.roles, facts.rel_role[kept], cells[:, ROLE]),
        in_use(words.regions, within[within > 0], cells[:, REGION], stated[stated > 0], np.array(regions, np.int64)),
        in_use(words.names, facts.rel_name[kept], cells[:, NAME]),
    )


# Merging


class _Merger:
    """Puts fresh statements among those that stay.

    Relations of the same kind between the same ends form a group. A group that neither loses nor gains a statement is
    copied; of the others all statements are sorted and grouped into relations anew.

    Attributes:
        kept: relations of which a statement stays.
        fresh: rows of statements to be put in; words by their numbers.
    """

    def __init__(self, former: Former, numbering: Numbering, stays: B1, fresh: Rows, source_moves: I4) -> None:
        facts = former.facts
        self._former, self._stays, self._source_moves, self.fresh = former, stays, source_moves, fresh
        self._lengths = np.diff(facts.statement_ptr)
        staying = np.add.reduceat(stays, facts.statement_ptr[:-1], dtype=np.int32) if len(stays) else self._lengths
        self.kept: I8 = np.flatnonzero(staying)
        self._partly = (staying < self._lengths)[self.kept]
        self._start = numbering.moved[facts.rel_source[self.kept]]
        self._end = numbering.moved[facts.rel_target[self.kept]]
        self._group = packed(facts.rel_kind[self.kept], self._start, self._end)

    def merged(self, role: I4, region: I4, name: I4) -> tuple[Columns, I4, U8, Laid]:
        """Columns, source and key of each statement, and it in words.

        Args:
            role: number of a role → its position.
            region: number of a region → its position.
            name: number of a name → its position.
        """
        former = self._former
        fresh = recoded(self.fresh, role, region, name)
        new_groups = packed(fresh.cells[:, KIND], fresh.cells[:, START], fresh.cells[:, END])
        touched = self._in_groups(np.unique(np.concatenate((new_groups, self._group[self._partly]))))
        again = grouped(self._rows_of(np.flatnonzero(touched), role, region, name).with_others(fresh))
        untouched = np.flatnonzero(~touched)
        relations = _interleaved(self._group[untouched], again)
        kept = self.kept[untouched]
        starts = np.concatenate((former.facts.statement_ptr[kept], len(self._stays) + again.first))[relations]
        lengths = np.concatenate((self._lengths[kept], again.lengths()))[relations]
        take = spans(starts, lengths)
        anew = again.relation_columns()
        columns = {
            field: np.concatenate((column, anew[field]))[relations]
            for field, column in self._relation_columns(untouched, role, region, name).items()
        }
        columns["statement_ptr"] = pointers_of(lengths).astype(np.int32)
        for field, column in again.statement_columns().items():
            columns[field] = np.concatenate((getattr(former.facts, field), column))[take]
        keys = former.origins.keys
        return (
            columns,
            np.concatenate((self._source_moves[keys.source], again.source()))[take],
            np.concatenate((keys.key, again.rows.key))[take],
            arranged(former.statements, again.rows.said, take),
        )

    def _in_groups(self, groups: U8) -> B1:
        """Which of the relations kept belong to some groups."""
        change = np.zeros(len(self.kept) + 1, dtype=np.int32)
        np.add.at(change, np.searchsorted(self._group, groups, side="left"), 1)
        np.add.at(change, np.searchsorted(self._group, groups, side="right"), -1)
        return np.cumsum(change[:-1]) > 0

    def _rows_of(self, few: I8, role: I4, region: I4, name: I4) -> Rows:
        """Rows of the statements that stay of some of the relations kept."""
        facts, keys, relation = self._former.facts, self._former.origins.keys, self.kept[few]
        at = spans(facts.statement_ptr[relation], self._lengths[relation])
        lengths = self._lengths[relation]
        of = np.repeat(np.arange(len(few)), lengths)[self._stays[at]]
        at = at[self._stays[at]]
        cells = np.empty((len(at), COLUMNS), dtype=np.int32)
        columns = self._relation_columns(few, role, region, name)
        for column, field in (
            (KIND, "rel_kind"), (START, "rel_source"), (END, "rel_target"), (ROLE, "rel_role"), (NAME, "rel_name"),
        ):  # fmt: skip
            cells[:, column] = columns[field][of]
        cells[:, REGION] = np.maximum(columns["rel_region"], 0)[of]
        for column, days in ((SINCE, facts.since), (UNTIL, facts.until), (STATE, facts.state)):
            cells[:, column] = days[at]
        cells[:, RETRIEVED], cells[:, SOURCE] = facts.retrieved[at], self._source_moves[keys.source[at]]
        said = arranged(self._former.statements, Laid.of(()), at)
        return Rows(cells, facts.confidence_of[at], keys.key[at], said)

    def _relation_columns(self, few: I8, role: I4, region: I4, name: I4) -> Columns:
        """The columns of some of the relations kept, as ``Grouped.relation_columns`` has them."""
        facts, relation = self._former.facts, self.kept[few]
        within = facts.rel_region[relation]
        return {
            "rel_kind": facts.rel_kind[relation],
            "rel_source": self._start[few],
            "rel_target": self._end[few],
            "rel_role": role[facts.rel_role[relation]],
            "rel_region": np.where(within < 0, np.int32(-1), region[within]),
            "rel_name": name[facts.rel_name[relation]],
            "rel_since": facts.rel_since[relation],
        }


def _interleaved(groups: U8, again: Grouped) -> I8:
    """Relations in order: those of ``groups`` by position, those grouped anew by the number of groups plus position."""
    head = again.rows.cells[again.first]
    places = np.searchsorted(groups, packed(head[:, KIND], head[:, START], head[:, END])) + np.arange(len(head))
    take = np.empty(len(groups) + len(head), dtype=np.int64)
    others = np.ones(len(take), dtype=np.bool_)
    others[places] = False
    take[places] = len(groups) + np.arange(len(head))
    take[others] = np.arange(len(groups))
    return take

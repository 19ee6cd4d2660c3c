"""A change of one percent of a world, as one batch: ``python -m bench.change sqlite:PATH``.

The same store and seed always give the same batch, so that whoever measures or tests what a change costs meets the same
one. Changes with other seeds may follow one another. What is new is made after the pattern of what is there.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import time
from typing import Any, Final

from graph.errors import InputError
from graph.kinds import ORGANISATION_STATUSES
from graph.markets import is_market
from graph.statements import Batch, EntityStatement, Judgement, RelationStatement, Source, Statement
from graph.store import open_store
from graph.store.protocol import Store
from loaders.columns import RELATION
from loaders.rows import Refusal, read_relation

SHARE: Final = 0.01
"""Of the statements of things, and of those of relations, so many are altered, added or retired."""
ALTERED: Final = 0.7
"""Of the things in the change: organisations of another name, status or sectors."""
NEW: Final = 0.2
"""Of them: organisations that were not there, each with relations; the rest go, and all relations that name them."""
MERGED: Final = 50
"""Pairs judged to be the same organisation, a fifth of them with one of the pair before."""
UNDONE: Final = 10
"""Of pairs merged by an earlier change so many are taken apart, and half as many of this one's own."""
WHO: Final = "bench"
_TAKEN_OVER: Final = ("kind", "since", "until", "status", "role", "region", "name", "order")


@dataclass(frozen=True, slots=True)
class World:
    """What one source says, in an order that does not depend on the store."""

    source: Source
    entities: list[EntityStatement]
    relations: list[RelationStatement]
    judgements: list[Judgement]

    @property
    def organisations(self) -> list[EntityStatement]:
        """The things that change."""
        return [said for said in self.entities if said.type == "organisation"]


def one_percent(store: Store, *, seed: int = 1, share: float = SHARE, source: str | None = None) -> Batch:
    """A change of what one source says: one batch, to be applied by the caller.

    Names, statuses and sectors of organisations are altered, organisations come with their relations and go with
    theirs, relations are added, altered and retired, pairs are merged and some of them taken apart. The batch is the
    only one of a run of its own, which marks everything else as said again: so what it leaves out is retired.

    Args:
        store: is read; nothing but the beginning of the run is written to it.
        seed: of chance; ids of new things contain it, so that each change in a row needs its own.
        share: of the statements.
        source: that says something else now; may be left out where the store has one only.

    Raises:
        InputError: the store has no such source (code ``unknown_source``), or it says nothing of organisations or
            relations (code ``nothing_to_change``).
        StoreError: the store cannot be read, or the run not begun.
    """
    world = _read(store, source)
    change = _Change(Random(seed), seed, world)
    change.make(share)
    run = store.start_run(world.source.name, f"change-{seed}", f"2026-01-01T00:00:{seed % 60:02}+00:00")
    seen = tuple(change.seen())
    counts = {"read": len(seen) + len(change.added), "written": len(change.added), "unchanged": len(seen)}
    return Batch(
        run=replace(
            run,
            state="finished",
            finished=run.started,
            counts={**counts, "merged": 0, "quarantined": 0, "ignored": 0, "retired": 0},
        ),
        source=world.source,
        statements=tuple(change.added),
        seen=seen,
        retire_unseen=True,
        judgements=tuple(change.judgements),
    )


def _read(store: Store, name: str | None) -> World:
    with store.reading() as scan:
        declared = {one.name: one for one in scan.sources()}
        chosen = name or (next(iter(declared)) if len(declared) == 1 else "")
        if chosen not in declared:
            raise InputError(
                "The store has no such source." if name else "The store has not one source only.",
                code="unknown_source",
                value=name,
                where="source",
                nearest=sorted(declared),
                suggestion=f"Name one of {', '.join(sorted(declared)) or 'those that you load first'}.",
            )
        world = World(
            declared[chosen],
            sorted((said for said in scan.entities() if said.source == chosen), key=lambda said: said.id),
            sorted((said for said in scan.relations() if said.source == chosen), key=lambda said: said.key),
            scan.judgements(),
        )
    if len(world.organisations) < 2 or not world.relations:
        raise InputError(
            "The source says nothing of organisations or relations.",
            code="nothing_to_change",
            value=chosen,
            where="source",
            suggestion="Load a world first.",
        )
    return world


class _Change:
    """Chance is asked for in one fixed order."""

    def __init__(self, chance: Random, seed: int, world: World) -> None:
        self._chance = chance
        self._seed = seed
        self._world = world
        self._organisations = world.organisations
        self._left_out: set[str] = set()
        """Ids and keys that the source says no more, or says otherwise."""
        self._keys = {said.key for said in world.relations}
        self._by_kind: dict[str, list[RelationStatement]] = {}
        self._by_start: dict[str, list[RelationStatement]] = {}
        for said in world.relations:
            self._by_kind.setdefault(said.kind, []).append(said)
            self._by_start.setdefault(said.start, []).append(said)
        self.added: list[Statement] = []
        self.judgements: list[Judgement] = []

    def make(self, share: float) -> None:
        things = max(3, round(share * len(self._world.entities)))
        altered, new = round(ALTERED * things), round(NEW * things)
        chosen = self._some(self._organisations, things - new)
        relations = max(3, round(share * len(self._world.relations)))
        gone = {said.id for said in chosen[altered:]}
        spent = self._retire(gone)
        for said in chosen[:altered]:
            self._left_out.add(said.id)
            self.added.append(self._alter(said))
        spent += sum(self._found(at, gone) for at in range(new))
        self._change_relations(max(0, relations - spent), gone)
        self._judge([said.id for said in self._organisations if said.id not in gone])

    def seen(self) -> Iterator[tuple[str, str]]:
        """What is said as before."""
        for entity in self._world.entities:
            if entity.id not in self._left_out:
                yield entity.type, entity.id
        for relation in self._world.relations:
            if relation.key not in self._left_out:
                yield RELATION, relation.key

    def _retire(self, gone: set[str]) -> int:
        """Organisations, and the relations that name them; the number of these."""
        self._left_out |= gone
        theirs = [said.key for said in self._world.relations if said.start in gone or said.end in gone]
        self._left_out.update(theirs)
        return len(theirs)

    def _alter(self, said: EntityStatement) -> EntityStatement:
        properties = dict(said.properties)
        what = self._chance.random()
        if what < 0.5:
            properties["name"] = f"{properties['name']} {self._seed}{self._chance.choice(('a', 'ø', 'Ł', ' & co'))}"
        elif what < 0.8:
            before = properties.get("status")
            properties["status"] = self._chance.choice([word for word in ORGANISATION_STATUSES if word != before])
        else:
            others = self._chance.choice(self._organisations).properties.get("sectors")
            properties["sectors"] = [*others[::-1]] if others else properties.get("sectors", [])
            properties["city"] = f"City {self._seed}"
        return replace(said, properties={key: value for key, value in properties.items() if value != []})

    def _found(self, at: int, gone: set[str]) -> int:
        """A new organisation after the pattern of another one, with relations like its first ones; how many."""
        pattern = self._chance.choice(self._organisations)
        id_ = f"new-{self._seed}-{at}"
        self.added.append(replace(pattern, id=id_, properties={**pattern.properties, "name": f"New {id_}"}))
        likes = [said for said in self._by_start.get(pattern.id, ())[:2] if said.end not in gone]
        return sum(self._add(said, start=id_) for said in likes)

    def _change_relations(self, count: int, gone: set[str]) -> None:
        """Of so many a third is retired, a third altered, and a third joins ends that others of its kind have."""
        staying = [said for said in self._world.relations if said.key not in self._left_out]
        for place, said in enumerate(self._some(staying, count)):
            if place % 3 == 2:
                other = self._chance.choice(self._by_kind[said.kind])
                if other.end not in gone and other.end != said.start:
                    region = other.region if is_market(other.end) else said.region
                    since = str(self._chance.randint(2000, 2025))
                    self._add(said, end=other.end, region=region, since=since, until=None)
                continue
            self._left_out.add(said.key)
            if place % 3 == 1:
                ended = self._chance.random() < 0.5
                self._add(said, **({"status": "ended"} if ended else {"retrieved": "2025-12-31"}))

    def _add(self, like: RelationStatement, **differently: str | None) -> int:
        """A relation as another one, but for some cells; how many were new: one or none."""
        evidence = like.evidence
        cells: dict[str, Any] = {name: getattr(like, name) for name in _TAKEN_OVER}
        cells |= {"start": like.start, "end": like.end, "source_url": evidence.url, "retrieved": evidence.retrieved}
        cells |= {"confidence": evidence.confidence} | differently
        cells["source"], cells["target"] = cells.pop("start"), cells.pop("end")
        row = {column: str(cell) for column, cell in cells.items() if cell is not None}
        said = read_relation(like.source, row, f"change-{self._seed}")
        assert not isinstance(said, Refusal), (said, row)
        if said.key in self._keys:
            self._left_out.discard(said.key)
            return 0
        self._keys.add(said.key)
        self.added.append(said)
        return 1

    def _judge(self, known: Sequence[str]) -> None:
        merged = self._latest_merged()
        pairs: list[tuple[str, str]] = []
        chosen = self._some(known, 2 * min(MERGED, len(known) // 4))
        for place in range(len(chosen) // 2):
            left, right = chosen[2 * place : 2 * place + 2]
            if place % 5 == 4:
                left = pairs[-1][0]
            pairs.append((min(left, right), max(left, right)))
        self.judgements += [self._judgement(pair, same=True) for pair in pairs]
        undone = self._some(merged, min(UNDONE, len(merged))) + self._some(pairs, min(UNDONE, len(pairs)) // 2)
        self.judgements += [self._judgement(pair, same=False) for pair in undone]

    def _latest_merged(self) -> list[tuple[str, str]]:
        latest = {(one.left, one.right): one.same for one in self._world.judgements}
        return sorted(pair for pair, same in latest.items() if same)

    def _judgement(self, pair: tuple[str, str], *, same: bool) -> Judgement:
        return Judgement(*pair, same, WHO, f"change {self._seed}", f"2026-01-01T00:00:{self._seed % 60:02}+00:00")

    def _some(self, items: Sequence[Any], count: int) -> list[Any]:
        return self._chance.sample(items, min(count, len(items)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Apply a change to a store, and say when it was committed."""
    parser = argparse.ArgumentParser(prog="python -m bench.change", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("address", help="of the store, such as sqlite:PATH; it is written to")
    parser.add_argument("--seed", type=int, default=1, help="another one for each change in a row")
    parser.add_argument("--source", help="that says something else now; the only one if left out")
    given = parser.parse_args(arguments)
    with open_store(given.address, Path()) as store:
        batch = one_percent(store, seed=given.seed, source=given.source)
        revision = store.apply(batch)
        committed = time()
    print(f"revision {revision} committed at {committed:.3f}: {len(batch.statements):,} statements added, "
          f"{len(batch.judgements)} judgements")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())

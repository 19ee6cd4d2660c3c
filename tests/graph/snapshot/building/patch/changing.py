"""Small worlds that change at random, in a store: sources that contest ids, judgements that are made and undone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from graph.identity import GraphIds, claims_of
from graph.kinds import CONFIDENCES
from graph.relations import RELATION_KINDS
from graph.statements import (
    Batch,
    EntityStatement,
    EntityType,
    Evidence,
    Judgement,
    RelationStatement,
    Source,
    Statement,
)
from graph.store import Store
from graph.store.digest import digest

OWNERS = {"a": True, "b": True, "c": False, "d": False}
"""Source → whether it owns its ids."""
LATE = "d"
"""Declared when the world has been there for a while."""
MARKETS = ("DK", "KR", "SE")
SECTORS = ("food", "wind", "cross-sector")
REGIONS = ("DK-84", "KR-11", "SE-M")
CITIES = ("Seoul", "Ålborg", "Aalborg", "søborg")
DAYS = (None, None, "2015", "2019-03", "2020-06-15", "2024", "2030")
CONTENT_KINDS = ("partner_of", "partner_of", "member_of", "mou_with", "merged_into", "succeeded_by", "operates")
IDS: dict[EntityType, tuple[str, ...]] = {
    "organisation": tuple(f"o{number}" for number in range(7)),
    "context": ("p0", "p1"),
    "corridor": ("k0", "k1"),
    "sector": SECTORS,
    "priority": ("y0", "y1"),
    "service": ("s0",),
    "estimate": ("e0", "e1"),
    "market": ("DK", "KR", "ZZ"),
}
NONSENSE: tuple[dict[str, Any], ...] = (
    {"kind": "unknown"}, {"kind": None}, {"name": None}, {"country": "XX"}, {"country": "dk"}, {"dissolved": "soon"},
    {"start": "2020-02-30"}, {"since": "0000"}, {"status": "odd"}, {"sectors": "food"}, {"count": -1}, {"markets": 7},
    {"organisation": 7}, {"lat": 91.0},
)  # fmt: skip
"""What nobody can compute with, of one type of thing or another: such rows are left out."""
TYPES: tuple[EntityType, ...] = (*IDS, "corridor", "context", *(("organisation",) * 7))


class ChangingWorld:
    """A world in a store, changed batch by batch.

    Args:
        wild: ids are used for several types of things, and relations join whatever they can: nothing that a loader
            would let pass, but all that a store can hold.
        nonsense: some rows cannot be computed.
    """

    def __init__(self, store: Store, random: Random, *, wild: bool, nonsense: bool) -> None:
        self._store, self._random, self._wild, self._nonsense = store, random, wild, nonsense
        self._live: dict[tuple[str, str], Statement] = {}
        self._retired: list[Statement] = []
        self._judged: list[tuple[str, str]] = []
        self._owners = dict(OWNERS)
        self._sources: dict[str, Source] = {}
        self._batches = 0
        for name in OWNERS:
            if name != LATE:
                self._declare(name)

    # What may be said

    def _one_of(self, *values: Any) -> Any:
        return self._random.choice(values)

    def _chance(self, one_in: int) -> bool:
        return self._random.randrange(one_in) == 0

    def _nonsensical(self, one_in: int) -> bool:
        return self._nonsense and self._chance(one_in)

    def _id(self, type_: EntityType) -> str:
        if self._wild and self._chance(12):
            return str(self._one_of("o0", "o1", "p0", "c:o0", "c:o1", "d:p0", "food", "a:food"))
        return str(self._random.choice(IDS[type_]))

    def _reference(self, *types: EntityType | str) -> str:
        """Of anything, be it there or not."""
        if self._wild and self._chance(6):
            return self._reference(*IDS, "market")
        type_ = self._random.choice(types)
        if type_ == "market":
            return str(self._one_of(*MARKETS))
        judged = [id_ for pair in self._judged for id_ in pair if ":" in id_] if type_ == "organisation" else []
        if judged and self._chance(4):
            return str(self._random.choice(judged))
        id_ = self._random.choice(IDS[type_])  # type: ignore[index]
        return f"{self._one_of('a', 'c', 'd')}:{id_}" if self._chance(9) else str(id_)

    def _evidence(self) -> Evidence:
        return Evidence(
            self._one_of(None, "https://example.org/ø"),
            self._one_of(None, "rows.csv:7"),
            self._one_of(None, None, "2020-02", "2024-06-01"),
            "certain" if self._nonsensical(30) else self._random.choice(list(CONFIDENCES)),
        )

    def _audience(self) -> str:
        return "partner" if self._chance(15) else "public"

    def entity(self, source: str) -> EntityStatement:
        type_ = self._random.choice(TYPES)
        id_ = self._id(type_)
        said: dict[str, Any] = {"name": f"{id_} {self._one_of('Øst', 'Öst', 'West (WST)', 'of the North')}"}
        said |= getattr(self, f"_{type_}")()
        if self._nonsensical(20):
            said |= self._one_of(*NONSENSE)
        said = {name: value for name, value in sorted(said.items()) if value not in (None, [])}
        return EntityStatement(source, id_, type_, said, self._evidence(), self._audience())

    def _sectors(self) -> list[str]:
        named = (*SECTORS, "unknown") if self._wild or self._chance(9) else SECTORS
        return self._random.sample(named, self._random.randrange(3))

    def _organisation(self) -> dict[str, Any]:
        return {
            "kind": self._one_of(*(["cluster"] * 4), "trade_agency", "trade_office", "company", "public_body"),
            "country": self._one_of(*MARKETS),
            "region": self._one_of(None, *REGIONS),
            "status": self._one_of(None, "active", "active", "unknown", "closed", "merged"),
            "form": self._one_of(None, None, "chamber", "export_credit", "network"),
            "founded": self._one_of(None, None, "1999", "2031-02"),
            "dissolved": self._one_of(None, None, None, "2020-06", "2030"),
            "city": self._one_of(None, *CITIES),
            "other_names": self._one_of(None, None, ["former:Old Øst", "acronym:OØ"]),
            "native_name": self._one_of(None, None, "서울"),
            "ownership": self._one_of(None, "public"),
            "website": self._one_of(None, "https://one.example", "https://www.two.example/en"),
            "lat": self._one_of(None, 55.67593),
            "sectors": self._sectors(),
        }

    def _context(self) -> dict[str, Any]:
        return {
            "kind": self._one_of("project", "event"), "start": self._one_of(*DAYS), "end": self._one_of(None, "2031"),
            "sectors": self._sectors(), "participants": self._one_of(None, 0, 40),
        }  # fmt: skip

    def _market(self) -> dict[str, Any]:
        return {"capital": self._one_of(None, *CITIES), "main_business_city": self._one_of(None, *CITIES), "name": None}

    def _corridor(self) -> dict[str, Any]:
        return {"kind": "trade_bloc", "markets": self._random.choices(MARKETS, k=self._random.randrange(4))}

    def _sector(self) -> dict[str, Any]:
        return {"group": self._one_of(None, "green", "blue"), "near": self._sectors()}

    def _priority(self) -> dict[str, Any]:
        return {
            "organisation": self._reference("organisation"), "since": self._one_of(None, "2019"),
            "until": self._one_of(None, "2027-06"), "sectors": self._sectors(),
        }  # fmt: skip

    def _service(self) -> dict[str, Any]:
        return {"organisation": self._reference("organisation"), "service": "soft_landing"}

    def _estimate(self) -> dict[str, Any]:
        return {
            "region": self._one_of("DK-84", "FR-75", "europe"), "count": self._random.randrange(9),
            "what": "cluster_organisations", "publisher": "Nobody",
        }  # fmt: skip

    def relation(self, source: str) -> RelationStatement:
        kind = self._kind()
        start, end = self._ends(kind)
        since, until = self._one_of(*DAYS), self._one_of(*DAYS)
        if since and until and since > until:
            since, until = until, since
        roles = RELATION_KINDS[kind].roles or (None, None, "coordinator", "participant")
        said = {
            "kind": kind,
            "start": start,
            "end": end,
            "since": since,
            "until": until,
            "status": self._one_of(
                None, None, "current", "ended", "unknown", *(["odd"] if self._nonsensical(9) else [])
            ),
            "role": self._one_of(*roles),
            "region": self._one_of(*REGIONS) if kind == "mandated_for" and self._chance(2) else None,
            "name": self._one_of(None, None, None, "pact", "Århus treaty"),
            "order": self._one_of(None, None, 1.5),
        }
        if self._nonsensical(20):
            said[self._one_of("since", "until")] = "soon"
        evidence, audience = self._evidence(), self._audience()
        key = digest((said, evidence.url, evidence.retrieved, evidence.confidence, audience))
        return RelationStatement(source, key, evidence=evidence, audience=audience, **said)

    def _kind(self) -> str:
        if self._chance(2):
            return str(self._one_of(*CONTENT_KINDS))
        kinds = sorted(RELATION_KINDS)
        return str(self._random.choice(kinds))

    def _ends(self, kind: str) -> tuple[str, str]:
        """Ends of the types that the table allows; small in number, so that the same is said again and again."""
        ends = []
        for allowed in (RELATION_KINDS[kind].sources, RELATION_KINDS[kind].targets):
            types = [
                type_
                for type_, sample in (
                    ("organisation", "cluster"), ("organisation", "trade_agency"), ("context", "project"),
                    ("context", "event"), ("context", "programme"), ("corridor", "corridor"), ("sector", "sector"),
                    ("priority", "priority"), ("service", "service"), ("market", "market"),
                )
                if sample in allowed
            ]  # fmt: skip
            ends.append(self._reference(*types))
        return ends[0], ends[1]

    def judgement(self) -> Judgement:
        if self._judged and self._chance(3):
            left, right = self._random.choice(self._judged)
        else:
            left, right = sorted({self._judged_id(), self._judged_id(), "o0", "zz"})[:2]
        self._judged.append((left, right))
        return Judgement(left, right, not self._chance(3), "a test", "to see", f"2026-01-01T00:00:{len(self._judged)}")

    def _judged_id(self) -> str:
        qualified = self._qualified()
        if qualified and self._chance(2):
            return str(self._random.choice(qualified))
        return str(self._reference("organisation", *(("context", "sector") if self._wild else ())))

    def _qualified(self) -> list[str]:
        """Graph ids of organisations of which others have the plain id, or nobody."""
        claims = claims_of(said for said in self._live.values() if isinstance(said, EntityStatement))
        graph_ids = GraphIds((self._sources[name] for name in sorted(self._sources)), claims)
        ids = {graph_ids.of(claim.source, claim.id) for claim in claims if claim.type == "organisation"}
        return sorted(ids - {claim.id for claim in claims})

    # What happens

    def _declare(self, name: str) -> None:
        retrieved = self._one_of("2024-01-01", "2025-06-30", "2025-12-31")
        source = Source(name, name.upper(), "nobody", "CC0-1.0", "", retrieved, owns_ids=self._owners[name])
        self._store.apply(Batch(source=source))
        self._sources[name] = source

    def begin(self) -> None:
        """The first statements, so that there is something to change."""
        for source in sorted(self._sources):
            few = [self.entity(source) for _ in range(9)] + [self.relation(source) for _ in range(9)]
            self._say(source, few)
        self._store.apply(Batch(judgements=(self.judgement(), self.judgement())))

    def change(self) -> None:
        """One to four changes, each a transaction."""
        for _ in range(self._random.randint(1, 4)):
            self._random.choice(self._changes())()

    def _changes(self) -> Sequence[Callable[[], None]]:
        rare = [self._redeclare] + [self._flip_owner] * (self._chance(10)) + [self._declare_late]
        return (*([self._add] * 4), *([self._retire] * 3), *([self._alter, self._say_again, self._judge] * 2), *rare)

    def _add(self) -> None:
        source = self._source()
        few: list[Statement] = [self.entity(source) for _ in range(self._random.randrange(4))]
        few += [self.relation(source) for _ in range(self._random.randrange(5))]
        self._say(source, few)

    def _alter(self) -> None:
        """The same things, told otherwise."""
        source = self._source()
        entities = [said for said in self._of(source) if isinstance(said, EntityStatement)]
        few: list[Statement] = []
        for said in self._random.sample(entities, min(2, len(entities))):
            told = {**said.properties, "name": f"{said.id} anew", "note": self._random.random()}
            if said.type == "organisation" and self._chance(2):  # it may be of the same thing as another's now
                told |= {"kind": self._one_of("cluster", "company"), "country": self._one_of(*MARKETS)}
            dropped = sorted(said.properties.keys() & {"region", "sectors", "name", "status", "capital", "near"})
            if dropped and self._chance(2):
                told.pop(self._random.choice(dropped))
            told.setdefault("name", said.id)
            if said.type == "market":
                del told["name"]
            few.append(replace(said, properties=told, evidence=self._evidence()))
        self._say(source, few)

    def _retire(self) -> None:
        """A source no longer says some of what it said, or nothing at all; and says some again later."""
        source = self._source()
        held = self._of(source)
        keep = [] if self._chance(12) else self._random.sample(held, max(0, len(held) - self._random.randint(1, 6)))
        self._batches += 1
        run = self._store.start_run(source, str(self._batches), "now")
        seen = tuple(_seen(said) for said in keep)
        self._store.apply(Batch(run=replace(run, state="finished"), seen=seen, retire_unseen=True))
        for said in held:
            del self._live[_place(said)]
        for said in keep:
            self._live[_place(said)] = said
        self._retired += [said for said in held if _place(said) not in self._live]

    def _say_again(self) -> None:
        """What was said once, word for word."""
        source = self._source()
        before = [said for said in self._retired if said.source == source]
        self._say(source, self._random.sample(before, min(3, len(before))))

    def _judge(self) -> None:
        self._store.apply(Batch(judgements=tuple(self.judgement() for _ in range(self._random.randint(1, 3)))))

    def _redeclare(self) -> None:
        self._declare(self._source())

    def _flip_owner(self) -> None:
        source = self._source()
        self._owners[source] = not self._owners[source]
        self._declare(source)

    def _declare_late(self) -> None:
        if LATE not in self._sources:
            self._declare(LATE)

    def _source(self) -> str:
        return str(self._random.choice(sorted(self._sources)))

    def _of(self, source: str) -> list[Statement]:
        return [said for said in self._live.values() if said.source == source]

    def _say(self, source: str, statements: Sequence[Statement]) -> None:
        said = list({_place(one): one for one in statements}.values())
        self._store.apply(Batch(statements=tuple(said)))
        self._live |= {_place(one): one for one in said}


def _place(said: Statement) -> tuple[str, str]:
    """What a statement takes the place of."""
    return said.source, f"#{said.key}" if isinstance(said, RelationStatement) else said.id


def _seen(said: Statement) -> tuple[str, str]:
    return ("relation", said.key) if isinstance(said, RelationStatement) else (said.type, said.id)


def worlds(store: Store, seed: int, *, wild: bool, nonsense: bool = False) -> Iterator[ChangingWorld]:
    """One world, as it begins and after each change, without end."""
    world = ChangingWorld(store, Random(seed), wild=wild, nonsense=nonsense)
    world.begin()
    while True:
        yield world
        world.change()

"""The input, and identity: interchange rows become organisations and statements between canonical ends."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import networkx as nx  # type: ignore[import-untyped,unused-ignore]

from .dates import first_day, last_day
from .table import DIRECT, PARTICIPATION, SUREST_FIRST, confidence

Row = dict[str, str]


@dataclass(frozen=True, eq=False)
class World:
    """Interchange rows by file stem, judgements of identity beside them, and when the source was retrieved."""

    tables: dict[str, list[Row]]
    judgements: list[tuple[str, str]] = field(default_factory=list)
    declared_retrieval: str = "2025-01-01"

    def rows(self, stem: str) -> list[Row]:
        return self.tables.get(stem, [])


@dataclass(frozen=True)
class Organisation:
    """What the statements about one identity say of it, together."""

    id: str
    kind: str
    country: str
    region: str
    city: str
    form: str
    status: str
    ownership: str
    founded: date | None
    dissolved: date | None
    sectors: tuple[str, ...]  # as listed
    located: float  # the confidence of the statement that says where it is

    @property
    def doubtful(self) -> bool:
        """ "Status unknown or suspended"; INTERCHANGE: "empty means unknown"."""
        return self.status in ("", "unknown", "suspended")


@dataclass(frozen=True)
class Statement:
    """What one row says, once, of a relation between canonical ends; or what of that a successor bears."""

    kind: str
    source: str
    target: str
    role: str
    name: str
    region: str
    since: date | None  # first day
    until: date | None  # last day
    status: str
    retrieved: date | None  # first day
    confidence: float
    handed: float = 1.0  # x.9 for each hop that it was handed over

    def between(self, source: str, target: str, handed: float) -> "Statement":
        """The same of other ends, in their order if the kind is symmetric: "unordered if symmetric"."""
        if self.kind in DIRECT and DIRECT[self.kind].symmetric:
            source, target = sorted((source, target))
        return replace(self, source=source, target=target, handed=handed)


@lru_cache(maxsize=16)
def canonical_ids(world: World) -> dict[str, str]:
    """Each organisation's id -> the smallest id of those judged to be the same."""
    same = nx.Graph()
    same.add_nodes_from(row["id"] for row in world.rows("organisations"))
    same.add_edges_from(world.judgements)
    return {member: min(component) for component in nx.connected_components(same) for member in component}


@lru_cache(maxsize=16)
def organisations(world: World) -> dict[str, Organisation]:
    """All organisations by canonical id, the gone ones too."""
    canonical = canonical_ids(world)
    together: dict[str, list[Row]] = {}
    for row in world.rows("organisations"):
        together.setdefault(canonical[row["id"]], []).append(row)
    return {id: _organisation(id, rows) for id, rows in together.items()}


def _organisation(id: str, rows: list[Row]) -> Organisation:
    """Each property from the best statement (confidence, by its word, then smallest id) among those that state it."""
    best_first = sorted(rows, key=lambda row: (SUREST_FIRST.index(row.get("confidence") or "imported"), row["id"]))

    def stated(column: str) -> Row:
        return next((row for row in best_first if row.get(column)), {})

    def value(column: str) -> str:
        return stated(column).get(column, "")

    def place(column: str) -> str:
        """A region or city of another country than the one that counts does not count either."""
        here = [row for row in best_first if row.get("country") in ("", None, value("country"))]
        return next((row[column] for row in here if row.get(column)), "")

    return Organisation(
        id=id,
        kind=value("kind"),
        country=value("country"),
        region=place("region"),
        city=place("city"),
        form=value("form"),
        status=value("status"),
        ownership=value("ownership"),
        founded=first_day(value("founded")) if value("founded") else None,
        dissolved=last_day(value("dissolved")) if value("dissolved") else None,
        sectors=tuple(filter(None, value("sectors").split("|"))),
        located=confidence(stated("country").get("confidence", "")),
    )


@lru_cache(maxsize=16)
def statements(world: World) -> list[Statement]:
    """All relation rows between canonical ends; one that would relate an organisation to itself says nothing."""
    contexts = {row["id"]: row for row in world.rows("contexts")}
    told = [_statement(row, canonical_ids(world), contexts) for row in world.rows("relations")]
    return [statement for statement in told if statement.source != statement.target]


def _statement(row: Row, canonical: dict[str, str], contexts: dict[str, Row]) -> Statement:
    since, until = row.get("since", ""), row.get("until", "")
    if row["kind"] in PARTICIPATION and not since and not until:
        # "A participation without dates takes its context's `start` and `end`"
        context = contexts[row["target"]]
        since, until = context.get("start", ""), context.get("end", "")
    source, target = canonical.get(row["source"], row["source"]), canonical.get(row["target"], row["target"])
    retrieved = row.get("retrieved", "")
    statement = Statement(
        kind=row["kind"],
        source=source,
        target=target,
        role=row.get("role", ""),
        name=row.get("name", ""),
        region=row.get("region", ""),
        since=first_day(since) if since else None,
        until=last_day(until) if until else None,
        status=row.get("status", ""),
        retrieved=first_day(retrieved) if retrieved else None,
        confidence=confidence(row.get("confidence", "")),
    )
    return statement.between(source, target, 1.0)


def relations(told: list[Statement]) -> list[list[Statement]]:
    """The statements of the same kind, ends, role, name and region, joined where periods overlap, transitively.

    "A handed relation that the heir has itself (same kind, other end, role, name, periods not disjoint) is the same
    fact and counts once".
    """
    overlapping = nx.Graph()
    overlapping.add_nodes_from(range(len(told)))
    for i, one in enumerate(told):
        for j in range(i):
            if _same_but_for_dates(one, told[j]) and _overlap(one, told[j]):
                overlapping.add_edge(i, j)
    return [[told[i] for i in sorted(component)] for component in nx.connected_components(overlapping)]


def _same_but_for_dates(a: Statement, b: Statement) -> bool:
    return (a.kind, a.source, a.target, a.role, a.name, a.region) == (
        b.kind,
        b.source,
        b.target,
        b.role,
        b.name,
        b.region,
    )


def _overlap(a: Statement, b: Statement) -> bool:
    """Do the periods share a day? A missing `since` reaches back, and a missing `until` ahead, without end."""
    return (a.since or date.min) <= (b.until or date.max) and (b.since or date.min) <= (a.until or date.max)

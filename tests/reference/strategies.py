"""Hypothesis strategies for small worlds in which a great deal happens, and for questions on them.

Biased towards equal scores (few confidences, often no dates), and towards mandates, desks, offices and routes that
really occur. Every row is a valid interchange row: a loader quarantines none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from .routes import Constraints, Outsider
from .table import CROSS_SECTOR, DIRECT, OFFICES, PARTICIPATION
from .world import Row, World

T = TypeVar("T")

MARKETS = ("DK", "KR", "DE", "SE")
REGIONS = {
    "DK": ("DK-82", "DK-84"),
    "KR": ("KR-11", "KR-26"),
    "DE": ("DE-BW", "DE-BY"),
    "SE": ("SE-AB", "SE-M"),
}
SECTORS = (CROSS_SECTOR, "food", "health", "wind")
AS_OF = ("2017", "2020", "2020-06", "2020-06-15", "2021-12-31", "2024", "2025-01-01")
RETRIEVALS = ("2020-02-01", "2024-06-01", "2025-12-31")
PERIODS = (
    *[("", "")] * 8,
    ("2015", ""),
    ("2020", ""),
    ("2020-06-15", ""),
    ("2024", ""),
    ("", "2019-03-31"),
    ("", "2020"),
    ("", "2030"),
    ("2015", "2018-06"),
    ("2018-06", "2020-06-15"),
    ("2019-03-31", "2022"),
    ("2020", "2020"),
    ("2020-06", "2020"),
    ("2021-01-01", "2024-12"),
)
CONFIDENCES = ("", "imported", "verified", "verified", "recalled", "inferred")
STATUSES = ("", "", "", "current", "current", "ended", "unknown")
RETRIEVED = ("", "", "", "2019", "2020-02", "2023-05-05")
ORGANISATION_STATUSES = (*["active"] * 14, "", "unknown", "suspended", "merged", "closed")
DISSOLVED = (*[""] * 16, "2019", "2020-06", "2020-06-15", "2030")
KINDS = (
    *["cluster"] * 4,
    *["trade_agency"] * 3,
    *["trade_office"] * 2,
    "innovation_office",
    "company",
    "research_organisation",
    "public_body",
    "investor",
)
FORMS = {
    "trade_agency": ("", "trade_promotion", "trade_and_investment", "export_credit", "chamber"),
    "cluster": ("", "cluster", "network"),
    "trade_office": ("", "trade", "chamber"),
    "innovation_office": ("", "innovation", "soft_landing"),
}
CONTEXT_KINDS = ("project", "project", "event", "event", "programme")
CORRIDOR_KINDS = ("trade_bloc", "trade_bloc", "economic_corridor", "supra_market")
DESCRIBING = ("funds", "runs", "eligible_for", "interested_in")
PRESENT = ("promotes", "serves", "active_in", "takes_place_in")
MADE_FOR_DESKS = ("mandated_for", "operates", "promotes")
RELATION_KINDS = (
    *DIRECT,
    *PARTICIPATION,
    *PRESENT,
    "mandated_for",
    "mandated_for",
    "works_in",
    "lies_on",
    *DESCRIBING,
)
EVEN_KINDS = (*["partner_of"] * 12, *RELATION_KINDS)

COLUMNS = {
    "organisations": (
        *("id", "kind", "name", "country", "form", "status", "region"),
        *("sectors", "ownership", "dissolved", "confidence"),
    ),
    "contexts": ("id", "kind", "name", "start", "end", "country", "confidence"),
    "corridors": ("id", "kind", "name", "markets", "confidence"),
    "sectors": ("id", "name"),
    "relations": (
        *("kind", "source", "target", "since", "until", "status"),
        *("role", "region", "name", "retrieved", "confidence"),
    ),
}


def row(stem: str, **values: str) -> Row:
    """A row with every column of its file that these worlds use."""
    assert set(values) <= set(COLUMNS[stem])
    return {column: values.get(column, "") for column in COLUMNS[stem]}


@dataclass(frozen=True, eq=False)
class Cast:
    """What a world is being made of."""

    markets: tuple[str, ...]
    sectors: tuple[str, ...]
    even: bool  # all evidence alike, so that scores are equal
    ids: list[str]  # names not yet given, in an order of their own
    rows: dict[str, list[Row]] = field(default_factory=lambda: {stem: [] for stem in COLUMNS})

    def named(self, stem: str, *kinds: str) -> list[str]:
        return [r["id"] for r in self.rows[stem] if not kinds or r["kind"] in kinds]

    def organisation(self, id: str) -> Row:
        return next(r for r in self.rows["organisations"] if r["id"] == id)


# Worlds


def pick(draw: DrawFn, values: Sequence[T]) -> T:
    """One of some values; Hypothesis shrinks towards the first."""
    return draw(st.sampled_from(values))


def chance(draw: DrawFn, one_in: int) -> bool:
    """True once in so many."""
    return draw(st.integers(1, one_in)) == one_in


def some(draw: DrawFn, values: Sequence[T], most: int) -> list[T]:
    """At most so many of some values, none twice."""
    return draw(st.lists(st.sampled_from(values), max_size=most, unique=True)) if values else []


@st.composite
def worlds(draw: DrawFn) -> World:
    """A small world of 3 to 14 organisations, and now and then a crowd besides."""
    cast = Cast(
        markets=tuple(draw(st.permutations(MARKETS))[: pick(draw, (2, 2, 3, 4))]),
        sectors=SECTORS[: pick(draw, (2, 3, 4))],
        even=chance(draw, 2),
        ids=draw(st.permutations("abcdefghijklmn")),
    )
    cast.rows["sectors"] += [row("sectors", id=id, name=id) for id in cast.sectors]
    add_corridors(draw, cast)
    for _ in range(pick(draw, (0, 1, 1, 2, 2))):
        add_agency_abroad(draw, cast)
    given = len(cast.rows["organisations"])
    for _ in range(draw(st.integers(max(0, 3 - given), 14 - given))):
        add_organisation(draw, cast, pick(draw, KINDS))
    add_contexts(draw, cast)
    add_chain(draw, cast)
    for _ in range(draw(st.integers(0, max(0, 34 - len(cast.rows["relations"]))))):
        add_relation(draw, cast, pick(draw, EVEN_KINDS if cast.even else RELATION_KINDS))
    add_succession(draw, cast)
    add_repetitions(draw, cast)
    if chance(draw, 8):
        add_crowd(draw, cast)
    return World(cast.rows, judgements(draw, cast), pick(draw, RETRIEVALS))


def relate(draw: DrawFn, cast: Cast, kind: str, source: str, target: str, role: str = "", region: str = "") -> None:
    """One relation row, with dates and evidence."""
    values = {"kind": kind, "source": source, "target": target, "role": role, "region": region}
    if not cast.even and chance(draw, 2 if kind in MADE_FOR_DESKS else 1):
        since, until = pick(draw, PERIODS)
        values |= {"since": since, "until": until, "status": pick(draw, STATUSES)}
        values |= {"retrieved": pick(draw, RETRIEVED), "confidence": pick(draw, CONFIDENCES)}
        if kind in DIRECT:
            values["name"] = pick(draw, ("", "", "", "pact"))
    cast.rows["relations"].append(row("relations", **values))


def add_corridors(draw: DrawFn, cast: Cast) -> None:
    """Up to two corridors, one of them a bloc more often than not; `lies_on` may add markets to them later."""
    for id in ("bloc", "corridor")[: pick(draw, (0, 1, 1, 2))]:
        markets = "|".join(draw(st.permutations(cast.markets))[: pick(draw, (1, 2, 3, 0))])
        kind = pick(draw, CORRIDOR_KINDS)
        cast.rows["corridors"].append(row("corridors", id=id, kind=kind, name=id, markets=markets))


def add_organisation(draw: DrawFn, cast: Cast, kind: str, country: str = "") -> str:
    """An organisation; its place in the order of ids has nothing to do with its kind."""
    id = f"{cast.ids.pop()}-{kind.replace('_', '-')}"
    country = country or pick(draw, cast.markets)
    values = {"id": id, "kind": kind, "name": id, "country": country}
    values["region"] = pick(draw, ("", *REGIONS[country]))
    values["status"] = pick(draw, ORGANISATION_STATUSES)
    values["form"] = pick(draw, FORMS.get(kind, ("",)))
    values["sectors"] = "|".join(some(draw, cast.sectors, 2))
    values["ownership"] = pick(draw, ("", "public", "private"))
    if not cast.even:
        values["dissolved"] = pick(draw, DISSOLVED)
        values["confidence"] = pick(draw, CONFIDENCES)
    cast.rows["organisations"].append(row("organisations", **values))
    return id


def add_agency_abroad(draw: DrawFn, cast: Cast) -> None:
    """An agency with a constituency and one or two offices abroad that are desks there."""
    home, *abroad = draw(st.permutations(cast.markets))
    agency = add_organisation(draw, cast, "trade_agency", home)
    add_mandate(draw, cast, agency, "home", home)
    if not chance(draw, 3):
        relate(draw, cast, "promotes", agency, pick(draw, (home, *cast.markets)))
    for _ in range(pick(draw, (1, 2, 2))):
        there = pick(draw, (abroad[0], *abroad))
        office = add_organisation(draw, cast, pick(draw, sorted(OFFICES, reverse=True)), there)
        relate(draw, cast, "operates", agency, office)
        if not chance(draw, 3):
            add_mandate(draw, cast, office, "host", there)


def add_mandate(draw: DrawFn, cast: Cast, holder: str, role: str, market: str) -> None:
    """For a market above all; or for a region in it, said either way; or for a bloc; or for another market."""
    region = pick(draw, REGIONS[market])
    choices = [(market, "")] * 5 + [(market, region), (region, ""), (pick(draw, cast.markets), "")]
    choices += [(bloc, "") for bloc in cast.named("corridors")]
    target, within = pick(draw, choices)
    relate(draw, cast, "mandated_for", holder, target, role, within)


def add_contexts(draw: DrawFn, cast: Cast) -> None:
    """Up to four contexts, with those who take part in them."""
    everybody = cast.named("organisations")
    for number in range(pick(draw, (0, 1, 2, 3, 4))):
        kind = pick(draw, CONTEXT_KINDS)
        start, end = ("", "") if cast.even else pick(draw, PERIODS)
        id = f"{kind}-{number}"
        cast.rows["contexts"].append(row("contexts", id=id, kind=kind, name=id, start=start, end=end))
        for organisation in some(draw, everybody, 5) if kind != "programme" else []:
            add_participation(draw, cast, organisation, id, kind)
        if chance(draw, 2):
            relate(draw, cast, "takes_place_in", id, pick(draw, cast.markets))


def add_participation(draw: DrawFn, cast: Cast, organisation: str, context: str, kind: str) -> None:
    if kind == "project":
        role = pick(draw, ("", "participant", "coordinator"))
        relate(draw, cast, "participates_in", organisation, context, role)
    else:
        relate(draw, cast, pick(draw, ("attends", "attends", "organises")), organisation, context)


def add_chain(draw: DrawFn, cast: Cast) -> None:
    """Ties one after another, so that there are routes."""
    chain = draw(st.permutations(cast.named("organisations")))[: pick(draw, (0, 3, 4, 5, 6))]
    for a, b in pairwise(chain):
        relate(draw, cast, "partner_of" if cast.even else pick(draw, ("partner_of", "mou_with", "member_of")), a, b)


def add_relation(draw: DrawFn, cast: Cast, kind: str) -> None:
    """A relation of a kind between ends that the table of section 3 allows, if there are such ends."""
    if kind == "mandated_for":
        holders = cast.named("organisations", "trade_agency", *sorted(OFFICES))
        if holders:
            holder = cast.organisation(pick(draw, holders))
            roles = ("home",) if holder["kind"] == "trade_agency" else ("host", "host", "home")
            add_mandate(draw, cast, holder["id"], pick(draw, roles), holder["country"])
        return
    sources, targets = ends(cast, kind)
    if sources:
        source = pick(draw, sources)
        others = [target for target in targets if target != source]
        if others:
            role = pick(draw, ("", "participant", "coordinator")) if kind == "participates_in" else ""
            relate(draw, cast, kind, source, pick(draw, others), role)


def ends(cast: Cast, kind: str) -> tuple[list[str], list[str]]:
    """The allowed ends of a kind, of those that there are."""
    organisations, contexts = cast.named("organisations"), cast.named("contexts")
    markets, corridors, sectors = list(cast.markets), cast.named("corridors"), list(cast.sectors)
    projects, events = cast.named("contexts", "project"), cast.named("contexts", "event")
    programmes, clusters = cast.named("contexts", "programme"), cast.named("organisations", "cluster")
    by_kind = {
        "part_of": (clusters, clusters),
        "participates_in": (organisations, projects),
        "organises": (organisations, events),
        "attends": (organisations, events),
        "promotes": (cast.named("organisations", "trade_agency"), markets),
        "serves": (organisations, markets),
        "active_in": (organisations, markets),
        "lies_on": (organisations + markets, corridors),
        "takes_place_in": (contexts, markets),
        "works_in": (organisations + contexts, sectors),
        "funds": (organisations + programmes, organisations + projects),
        "runs": (organisations, programmes),
        "eligible_for": (organisations, programmes),
        "interested_in": (organisations, markets + sectors + corridors),
    }
    return by_kind.get(kind, (organisations, organisations))


def add_succession(draw: DrawFn, cast: Cast) -> None:
    """Mergers and successions among a few, mostly of one kind: chains, forks and cycles."""
    few = some(draw, cast.named("organisations"), 4)
    for _ in range(pick(draw, (0, 0, 1, 2, 3, 4)) if len(few) > 1 else 0):
        source = pick(draw, few)
        kind = cast.organisation(source)["kind"]
        alike = [id for id in cast.named("organisations", kind) if id != source]
        target = pick(draw, alike + [id for id in few if id != source])
        relate(draw, cast, pick(draw, ("merged_into", "succeeded_by")), source, target)


def add_repetitions(draw: DrawFn, cast: Cast) -> None:
    """The same said again: word for word, or with other dates and evidence."""
    said = list(cast.rows["relations"])
    for old in some(draw, range(len(said)), 4):
        again = dict(said[old])
        if not cast.even:
            again["since"], again["until"] = pick(draw, PERIODS)
            again["confidence"] = pick(draw, CONFIDENCES)
        cast.rows["relations"].append(again)


def add_crowd(draw: DrawFn, cast: Cast) -> None:
    """A context of about 30 participants: fillers without dates, and a few of the others, some of whom lead it."""
    kind = pick(draw, ("project", "event"))
    cast.rows["contexts"].append(row("contexts", id="crowd", kind=kind, name="crowd"))
    filler = pick(draw, ("company", "cluster", "research_organisation"))
    before_or_after = pick(draw, ("z", "0"))
    for number in range(draw(st.integers(27, 32))):
        id, country = f"{before_or_after}{number:02}-filler", pick(draw, cast.markets[:1] * 9 + cast.markets)
        values = {"id": id, "kind": filler, "name": id, "country": country, "status": "active"}
        cast.rows["organisations"].append(row("organisations", **values))
        relation = "participates_in" if kind == "project" else "attends"
        cast.rows["relations"].append(row("relations", kind=relation, source=id, target="crowd"))
    for organisation in draw(st.permutations(cast.named("organisations")[:8]))[: pick(draw, (1, 2, 3, 4))]:
        add_participation(draw, cast, organisation, "crowd", kind)


def judgements(draw: DrawFn, cast: Cast) -> list[tuple[str, str]]:
    """Up to two pairs judged the same, of one kind, or both offices."""
    found = []
    for _ in range(pick(draw, (0, 0, 0, 1, 2))):
        one = cast.organisation(pick(draw, cast.named("organisations")))
        kinds = sorted(OFFICES) if one["kind"] in OFFICES else [one["kind"]]
        alike = [id for id in cast.named("organisations", *kinds) if id != one["id"]]
        if alike:
            found.append((one["id"], pick(draw, alike)))
    return found


# Questions


@dataclass(frozen=True)
class Question:
    """Everything that `door_openers` and the like are asked with, besides the world."""

    as_of: str
    askers: tuple[str | Outsider, ...]
    market: str | None
    corridor: str | None
    sector: str | None
    constraints: Constraints


@st.composite
def questions(draw: DrawFn, world: World) -> Question:
    """A question on a world: for a market or a corridor of it, from one or two askers, most without constraints."""
    corridors = [r["id"] for r in world.rows("corridors")]
    corridor = pick(draw, corridors) if corridors and chance(draw, 4) else None
    tempting = _tempting(world)
    if tempting and chance(draw, 2):
        first, market = pick(draw, tempting)
    else:
        first, market = draw_asker(draw, world), pick(draw, _markets(world))
    return Question(
        as_of=pick(draw, AS_OF),
        askers=(first, *(draw_asker(draw, world) for _ in range(pick(draw, (0, 0, 1))))),
        market=market if corridor is None else None,
        corridor=corridor,
        sector=pick(draw, (None, None, *(r["id"] for r in world.rows("sectors")))),
        constraints=draw(constraints(world)),
    )


def draw_asker(draw: DrawFn, world: World) -> str | Outsider:
    ids = [r["id"] for r in world.rows("organisations")]
    if not chance(draw, 3):
        return pick(draw, [*ids[:14], ids[-1]])
    country = pick(draw, _markets(world))
    region = pick(draw, (None, *REGIONS[country]))
    sectors = tuple(some(draw, [r["id"] for r in world.rows("sectors")], 2))
    return Outsider(country, region, sectors, tuple(some(draw, ids, 3)))


@st.composite
def constraints(draw: DrawFn, world: World) -> Constraints:
    """None in half of the cases, else a few; in a crowd, routes are kept short, for the reference lists them all."""
    size = len(world.rows("organisations"))
    max_steps = pick(draw, (3, 2, 1) if size > 14 else (4, 3, 2, 1) if size > 8 else (4, 3, 5, 6, 2, 1))
    if chance(draw, 2):
        return Constraints(max_steps)
    ids = [r["id"] for r in world.rows("organisations")]
    kinds = sorted({r["kind"] for r in world.rows("organisations")})
    mentioned = sorted({r["kind"] for r in world.rows("relations")})
    return Constraints(
        max_steps=max_steps,
        min_strength=pick(draw, (None, None, None, 0.5, 0.45, 0.3, 0.1)),
        relation_kinds=_all_but(draw, mentioned, 3) if chance(draw, 3) else None,
        opener_kinds=_all_but(draw, [*kinds, "company"], 3) if chance(draw, 3) else None,
        avoid=frozenset(some(draw, ids + kinds + _markets(world), 2)) if chance(draw, 2) else frozenset(),
        via=frozenset(some(draw, ids, 3)) if chance(draw, 4) else frozenset(),
        public_anchor=chance(draw, 5),
    )


def _all_but(draw: DrawFn, values: Sequence[str], most: int) -> frozenset[str]:
    """All but a few, or only a few."""
    few = frozenset(some(draw, values, most))
    return few if chance(draw, 4) else frozenset(values) - few


def _tempting(world: World) -> list[tuple[str | Outsider, str]]:
    """Pairs of asker and market where an agency's office may matter, dates aside: as a desk for those around the
    office, into a market that the agency promotes; and from where the agency is, into that or the office's market."""
    organisations = {r["id"]: r for r in world.rows("organisations")}
    knocking = [r for r in world.rows("organisations")[:14] if r["kind"] not in OFFICES]
    by_kind = {kind: [r for r in world.rows("relations") if r["kind"] == kind] for kind in MADE_FOR_DESKS}
    found: list[tuple[str | Outsider, str]] = []
    for operates in by_kind["operates"]:
        agency, office = organisations[operates["source"]], organisations[operates["target"]]
        if office["kind"] in OFFICES:
            into = [r["target"] for r in by_kind["promotes"] if r["source"] == agency["id"]]
            found += [(r["id"], market) for r in knocking for market in into if r["country"] == office["country"]]
            found += [(Outsider(office["country"]), market) for market in into]
            around = [r["id"] for r in knocking if r["country"] == agency["country"]]
            found += [(id, market) for id in around for market in (office["country"], *into)]
    return found


def _markets(world: World) -> list[str]:
    """Where the world's organisations are, and what they promote."""
    promoted = {r["target"] for r in world.rows("relations") if r["kind"] == "promotes"}
    return sorted(promoted | {r["country"] for r in world.rows("organisations")})


@st.composite
def worlds_and_questions(draw: DrawFn) -> tuple[World, Question]:
    """A world and one question on it."""
    world = draw(worlds())
    return world, draw(questions(world))

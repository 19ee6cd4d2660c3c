"""Hypothesis strategies for small worlds in which a great deal happens, and for questions on them.

Biased towards equal scores (few confidences, often no dates), and towards mandates, desks, offices, front doors and
receptions that really occur. Every row is a valid interchange row: a loader quarantines none of them. `cast` makes
what a world is made of, one piece after another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from .askers import Constraints, Outsider
from .cast import MARKETS, REGIONS, RETRIEVALS, SECTORS, Cast, chance, pick, some
from .pieces import (
    add_agency,
    add_bilateral_chamber,
    add_chain,
    add_chamber_abroad,
    add_chambers,
    add_clusters,
    add_contexts,
    add_corridors,
    add_crowd,
    add_hub,
    add_lying,
    add_market_rows,
    add_organisation,
    add_regional_doors,
    add_relation,
    add_repetitions,
    add_rivals,
    add_sector_rows,
    add_succession,
    draw_sectors,
    judgements,
)
from .table import AFFILIATIONS, ASSOCIATIONS, OFFICES
from .world import World

__all__ = ["AS_OF", "Question", "constraints", "pick", "questions", "worlds", "worlds_and_questions"]

AS_OF = (*["2024"] * 4, "2025-01-01", "2024-06-15", "2020-06", "2017", "2021-12-31", "2020-06-15", "2100")
KINDS = (
    *["cluster"] * 5,
    *["trade_agency"] * 2,
    "trade_office",
    "innovation_office",
    "company",
    *["research_organisation"] * 2,
    "public_body",
    "investor",
)
RELATION_KINDS = (
    *["partner_of"] * 2,
    *["member_of", "part_of", "hosts", "represents"],
    *["mou_with", "twinned_with", "operates", "board_seat"],
    *["participates_in", "organises", "attends"],
    *["promotes", "serves", "serves", "active_in", "takes_place_in"],
    *["mandated_for", "works_in", "lies_on"],
    *["funds", "runs", "eligible_for", "interested_in"],
)
EVEN_KINDS = (*["partner_of", "member_of"] * 6, *RELATION_KINDS)
MOST_ORGANISATIONS = 20


@st.composite
def worlds(draw: DrawFn) -> World:
    """A small world of up to about 20 organisations, and now and then a crowd besides."""
    cast = Cast(
        markets=tuple(draw(st.permutations(MARKETS))[: pick(draw, (2, 2, 3, 4))]),
        sectors=SECTORS[: pick(draw, (2, 3, 4, 5))],
        even=chance(draw, 2),
        ids=draw(st.permutations("abcdefghijklmnopqrstuvwxyz123456789")),
    )
    add_market_rows(draw, cast)
    add_sector_rows(draw, cast)
    add_corridors(draw, cast)
    if chance(draw, 3):
        add_rivals(draw, cast)
    elif chance(draw, 6):
        add_regional_doors(draw, cast)
    for _ in range(pick(draw, (2, 3, 2, 1))):
        add_agency(draw, cast)
    if chance(draw, 4):
        add_chambers(draw, cast)
    if chance(draw, 3):
        add_bilateral_chamber(draw, cast)
    if chance(draw, 4):
        add_chamber_abroad(draw, cast)
    if not chance(draw, 3):
        add_clusters(draw, cast)
    room = MOST_ORGANISATIONS - len(cast.rows["organisations"])
    for _ in range(draw(st.integers(max(0, min(3, room)), max(0, min(9, room))))):
        add_organisation(draw, cast, pick(draw, KINDS))
    add_lying(draw, cast)
    add_contexts(draw, cast)
    add_chain(draw, cast)
    if chance(draw, 2):
        add_hub(draw, cast)
    for _ in range(pick(draw, (4, 8, 12, 16, 0))):
        add_relation(draw, cast, pick(draw, EVEN_KINDS if cast.even else RELATION_KINDS))
    add_succession(draw, cast)
    add_repetitions(draw, cast)
    if chance(draw, 12):
        add_crowd(draw, cast)
    return World(cast.rows, judgements(draw, cast), pick(draw, RETRIEVALS))


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
    if tempting and not chance(draw, 3):
        hint, market = pick(draw, tempting)
    else:
        hint, market = "", pick(draw, _markets(world))
    return Question(
        as_of=pick(draw, AS_OF),
        askers=tuple(draw_asker(draw, world, hint) for _ in range(pick(draw, (1, 1, 1, 2)))),
        market=market if corridor is None else None,
        corridor=corridor,
        sector=pick(draw, (None, None, None, *(r["id"] for r in world.rows("sectors")))),
        constraints=draw(constraints(world)),
    )


def draw_asker(draw: DrawFn, world: World, hint: str = "") -> str | Outsider:
    """The organisation of this id, or somebody of this country: any kind of organisation, or an outsider."""
    country = hint if hint in REGIONS else ""
    if hint and not country and not chance(draw, 4):
        return hint
    organisations = [r for r in world.rows("organisations")[:30] if country in ("", r["country"])]
    others = [r for r in organisations if r["kind"] not in OFFICES]
    organisations = others if others and not chance(draw, 6) else organisations
    if organisations and not chance(draw, 4):
        return pick(draw, [r["id"] for r in organisations])
    country = country or pick(draw, _markets(world))
    return Outsider(
        country=country,
        region=pick(draw, (None, *REGIONS[country])),
        sectors=tuple(draw_sectors(draw, [r["id"] for r in world.rows("sectors")])),
        knows=tuple(some(draw, [r["id"] for r in world.rows("organisations")], 3)),
        kind=pick(draw, ("company", "cluster", "research_organisation", *KINDS)),
    )


@st.composite
def constraints(draw: DrawFn, world: World) -> Constraints:
    """None in two thirds of the cases, else a few; in a crowd, routes are short, for the reference lists them all."""
    size = len(world.rows("organisations"))
    max_steps = pick(draw, (3, 2, 1) if size > 20 else (3, 3, 3, 3, 2, 1, 4) if size > 11 else (3, 3, 2, 1, 4, 5, 6))
    if not chance(draw, 3):
        return Constraints(max_steps)
    ids = [r["id"] for r in world.rows("organisations")]
    kinds = sorted({r["kind"] for r in world.rows("organisations")})
    mentioned = sorted({r["kind"] for r in world.rows("relations")})
    return Constraints(
        max_steps=max_steps,
        min_strength=pick(draw, (None, None, None, 0.55, 0.5, 0.45, 0.2, 0.15, 0.1)),
        relation_kinds=_all_but(draw, mentioned, 3) if chance(draw, 3) else None,
        opener_kinds=_all_but(draw, [*kinds, "company"], 3) if chance(draw, 3) else None,
        avoid=frozenset(some(draw, ids + kinds + _markets(world), 2)) if chance(draw, 2) else frozenset(),
        via=frozenset(some(draw, ids, 3)) if chance(draw, 4) else frozenset(),
        via_in_order=tuple(some(draw, ids, 2)) if chance(draw, 6) else (),
        public_anchor=chance(draw, 5),
    )


def _all_but(draw: DrawFn, values: Sequence[str], most: int) -> frozenset[str]:
    """All but a few, or only a few."""
    few = frozenset(some(draw, values, most))
    return few if chance(draw, 4) else frozenset(values) - few


def _tempting(world: World) -> list[tuple[str, str]]:
    """Pairs of an asker, or its country, and a market between which rules may matter, dates aside: of a constituency
    and where its agency has offices, of an office and what its operator is for, of anywhere and what is promoted, of
    the own market, of an affiliate and what its hub serves."""
    organisations = {r["id"]: r for r in world.rows("organisations")}
    countries = {r["country"] for r in organisations.values()}
    hubs = {(r["target"], r["source"]) for r in world.rows("relations") if r["kind"] in AFFILIATIONS}
    found: list[tuple[str, str]] = []
    for relation in world.rows("relations"):
        source, target = organisations.get(relation["source"]), relation["target"]
        if relation["kind"] == "operates" and source and organisations[target]["kind"] in OFFICES:
            there = organisations[target]["country"]
            found += [(source["country"], there), (there, source["country"])] * 2
        elif relation["kind"] == "promotes":
            found += [(country, target) for country in countries] * 2
        elif relation["kind"] == "mandated_for" and source and relation["role"] == "home" and target.isupper():
            home, seat = target[:2], source["country"]
            found += [(home, seat), (seat, home)]
            found += [pair for country in countries for pair in ((home, country), (country, seat))]
            found += [(home, home)] * (2 if source["form"] in ASSOCIATIONS else 0)
        elif relation["kind"] == "serves":
            found += [(affiliate, target) for hub, affiliate in hubs if hub == relation["source"]]
    return sorted((asker, market) for asker, market in found if asker in countries or asker in organisations)


def _markets(world: World) -> list[str]:
    """Where the world's organisations are, and what they promote."""
    promoted = {r["target"] for r in world.rows("relations") if r["kind"] == "promotes"}
    return sorted(promoted | {r["country"] for r in world.rows("organisations")})


@st.composite
def worlds_and_questions(draw: DrawFn) -> tuple[World, Question]:
    """A world and one question on it."""
    world = draw(worlds())
    return world, draw(questions(world))

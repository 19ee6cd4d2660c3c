"""Words for small worlds in tests.

Statements are `verified` (confidence 1) and `current` (age 0), organisations active, verified clusters in Sweden,
unless an example says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from . import Answer, Opener, Outsider, Route, World, door_openers, ties
from .askers import Constraints

DAY = "2024-06-30"
Told = tuple[str, dict[str, str]]
Telling: TypeAlias = "Told | Sequence[Telling]"


def org(id: str, kind: str = "cluster", country: str = "SE", **more: str) -> Told:
    values = {"id": id, "kind": kind, "name": id, "country": country, "status": "active", "confidence": "verified"}
    return "organisations", values | more


def orgs(ids: str, kind: str = "cluster", country: str = "SE", **more: str) -> list[Told]:
    return [org(id, kind, country, **more) for id in ids.split()]


def agency(id: str, country: str = "SE", form: str = "trade_promotion", home: str = "", **more: str) -> list[Told]:
    """An agency; `home` names the targets of its home mandates."""
    mandates = [rel(f"{id} mandated_for {target}", role="home") for target in home.split()]
    return [org(id, "trade_agency", country, form=form, **more), *mandates]


def office(id: str, country: str, by: str, kind: str = "trade_office", **more: str) -> list[Told]:
    return [org(id, kind, country, **more), *[rel(f"{operator} operates {id}") for operator in by.split()]]


def rel(text: str, **more: str) -> Told:
    source, kind, target = text.split()
    values = {"source": source, "kind": kind, "target": target, "status": "current", "confidence": "verified"}
    return "relations", values | more


def told(text: str, **more: str) -> Told:
    """A relation of which it is not said whether it is current."""
    return rel(text, **({"status": ""} | more))


def row(stem: str, id: str, kind: str = "", **more: str) -> Told:
    return stem, {"id": id, "kind": kind, "name": id} | more


def city(code: str, main: str, capital: str) -> Told:
    return "markets", {"code": code, "main_business_city": main, "capital": capital}


def world(*rows: Telling, same: list[tuple[str, str]] | None = None, retrieved: str = "2024-06-30") -> World:
    tables: dict[str, list[dict[str, str]]] = {}
    for stem, values in flat(rows):
        tables.setdefault(stem, []).append(values)
    return World(tables, same or [], retrieved)


def flat(rows: Iterable[Telling]) -> Iterator[Told]:
    for one in rows:
        if isinstance(one, tuple):
            yield one
        else:
            yield from flat(one)


def extended(w: World, *more: Telling) -> World:
    """A world of which more is told."""
    return world([(stem, values) for stem in w.tables for values in w.rows(stem)], *more)


# Asking


def tie(w: World, a: str = "a", b: str = "b", as_of: str = DAY) -> float:
    return ties(w, as_of).get((a, b), 0.0)


def answer(
    w: World, *askers: str | Outsider, market: str | None = "KR", corridor: str | None = None, **constraints: object
) -> Answer:
    given = Constraints(**constraints)  # type: ignore[arg-type]
    return door_openers(w, DAY, askers or ("a",), None if corridor else market, corridor, None, given)


def openers(w: World, *askers: str | Outsider, market: str = "KR", sector: str | None = None) -> dict[str, Opener]:
    """The ranked ones by id, in their order."""
    return {o.id: o for o in door_openers(w, DAY, askers or ("a",), market, sector=sector).ranked}


def ways(w: World, *askers: str | Outsider, market: str = "KR") -> dict[str, str]:
    """How each is reached, in order of rank."""
    return {id: opener.how for id, opener in openers(w, *askers, market=market).items()}


def presence(w: World, id: str, asker: str | Outsider = "a", market: str = "KR") -> float:
    """An opener's presence; 0 if it is none."""
    opener = openers(w, asker, market=market).get(id)
    return 0.0 if opener is None else opener.presence


def ids(routes: list[Route]) -> list[tuple[str, ...]]:
    return [route.ids for route in routes]


def hows(route: Route) -> tuple[str, ...]:
    return tuple(step.how for step in route.steps)

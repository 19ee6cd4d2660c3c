"""What is lost if two organisations become one that rarely are: it is asked about again before they do."""

import sys
from typing import TYPE_CHECKING, Any, Final

import typer

from cli.characters import plain
from cli.failures import refuse

if TYPE_CHECKING:
    from graph.snapshot.on_day import Day
    from graph.snapshot.snapshot import Snapshot
    from graph.store.protocol import Store

AGENCY: Final = "trade_agency"


def confirm_unlike(store: "Store", snapshot: "Snapshot", left: str, right: str) -> None:
    """Ask whoever sits at the terminal, where kinds or countries differ, or a market's only agency is one of the two.

    Raises:
        InputError: nobody is there to be asked (code ``not_confirmed``).
    """
    told = _loss(store, snapshot, left, right)
    if not told:
        return
    if not sys.stdin.isatty():
        refuse(
            f"{told} Nobody is here to be asked whether {left} and {right} are one all the same.",
            "not_confirmed",
            "--yes",
            "Say --yes if it is meant; `unmerge` undoes it.",
            [left, right],
        )
    typer.confirm(plain(f"{told} Are {left} and {right} one all the same?"), abort=True, err=True)


def _loss(store: "Store", snapshot: "Snapshot", left: str, right: str) -> str:
    """What is lost, in sentences; empty where the two are alike and nothing is."""
    day = snapshot.on_day()
    said = {id_: _described(snapshot.record(_node(day, id_))) for id_ in (left, right)}
    alone = [
        f"{id_} is the only agency known {what}." for id_ in (left, right) for what in _alone(day, _node(day, id_))
    ]
    told = []
    if said[left] != said[right]:
        one = _described(_united(store, snapshot, left, right))
        lost = " and ".join(f"that {id_} is {what}" for id_, what in said.items() if what != one)
        told.append(f"Unlike: {left} is {said[left]}, {right} is {said[right]}. As one they are {one}: {lost} is lost.")
    return " ".join(told + alone)


def _node(day: "Day", id_: str) -> int:
    return day.node(id_, "organisation", "merge")


def _described(said: dict[str, Any]) -> str:
    return f"a {said['kind'].replace('_', ' ')} in {said['country']}"


def _united(store: "Store", snapshot: "Snapshot", *ids: str) -> dict[str, Any]:
    """What several organisations are if they are one."""
    from graph.identity import owners_of
    from graph.uniting import best_first, united

    sayings = [(id_, said) for id_ in ids for said in store.things(_places(snapshot, id_))]
    properties, _ = united("organisation", best_first(sayings, owners_of(snapshot.sources.values())), _as_written)
    return properties


def _places(snapshot: "Snapshot", id_: str) -> list[tuple[str, str]]:
    node = snapshot.find(id_)
    assert node is not None, f"{id_} was found before"
    return [(one["source"], one["id"]) for one in snapshot.record(node)["statements"]]


def _as_written(_: str, reference: str) -> str:
    return reference


def _alone(day: "Day", node: int) -> list[str]:
    """What no other living agency is known for: to promote a market, or to be in its own."""
    import numpy as np

    from graph.kinds import ORGANISATION_KINDS
    from queries.reading.recorded import held_at

    facts, snapshot = day.facts, day.snapshot
    agency = ORGANISATION_KINDS.index(AGENCY)
    if facts.kind[node] != agency:
        return []
    here = int(facts.country[node])
    agencies = np.flatnonzero((facts.kind == agency) & (facts.country == here) & ~day.on.after.gone)
    promoted = {market for _, market in held_at(day, node, "promotes", "OUT")}
    alone = [market for market in promoted if {one for _, one in held_at(day, market, "promotes", "IN")} == {node}]
    located = [f"in {snapshot.market_code(here)}"] if agencies.tolist() == [node] else []
    return located + [f"to promote {id_}" for id_ in sorted(map(snapshot.id_of, alone))]

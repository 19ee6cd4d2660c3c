"""Every question as it is asked from the command line: its document answered in the process, on one snapshot."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from api.execute import answer
from bench.measure import milliseconds_each
from bench.mix import AS_OF, SEED, Mix
from bench.tasks.given import Given
from cli import (
    born_global,
    brokers,
    connect,
    consortium,
    corridor,
    coverage,
    cross_cluster_links,
    door_changes,
    events,
    funding,
    gateways,
    interest_match,
    propose_network,
    reach,
    resilience,
    signals,
    snowball,
    strategy_match,
    supercluster,
    take_stock,
    what_if,
)
from cli.starter import fill_if_empty
from graph.snapshot.building.build import build_snapshot
from graph.snapshot.snapshot import Snapshot
from graph.store.opening import open_store

WARM_UP: Final = 4
"""Questions of each kind that are asked before any is timed."""
SINCE: Final = "2023-01-01"
Variables = Mapping[str, Any]
Asked = tuple[str, Callable[[Mix], Variables]]
"""A document, and the variables of the next question."""


def _from(mix: Mix, **more: Any) -> Variables:
    return {"from": {"id": mix.asker()}, "first": 10, **more}


def _from_some(mix: Mix, **more: Any) -> Variables:
    return {"from": [{"id": mix.asker()}], "first": 10, **more}


def _between(mix: Mix) -> Variables:
    one, other = mix.two_markets()
    return {"from": one, "to": other, "first": 10}


def _abroad(mix: Mix) -> Variables:
    home, market = mix.two_markets()
    return {"from": {"outsider": {"country": home, "sectors": [mix.sector()]}}, "market": market, "first": 10}


ASKED: Final[Mapping[str, Asked]] = {
    "reach": (reach.DOCUMENT, lambda mix: _from_some(mix, oneMore=False)),
    "door_changes": (door_changes.DOCUMENT, lambda mix: _from_some(mix, market=mix.market(), since=SINCE)),
    "snowball": (snowball.DOCUMENT, lambda mix: _from(mix, waves=3)),
    "what_if": (
        what_if.DOCUMENT,
        lambda mix: _from_some(
            mix, market=mix.market(), changes=[{"merge": {"organisation": mix.cluster(), "into": mix.cluster()}}]
        ),
    ),
    "gateways": (gateways.DOCUMENT, _between),
    "brokers": (brokers.DOCUMENT, lambda mix: {"market": mix.market(), "by": "betweenness", "first": 10}),
    "resilience": (resilience.DOCUMENT, lambda mix: _from(mix, market=mix.market())),
    "connect": (
        connect.DOCUMENT, lambda mix: {"organisations": list({mix.cluster(): 0 for _ in range(4)}), "reach": 2}
    ),
    "take_stock": (take_stock.DOCUMENT, lambda mix: {"id": mix.asker(), "share": 0.1, "first": 10}),
    "funding": (funding.DOCUMENT, _abroad),
    "interest_match": (
        interest_match.DOCUMENT, lambda mix: {"from": {"id": mix.interested()}, "first": 10, "past": False}
    ),
    "events": (events.DOCUMENT, lambda mix: _from(mix, market=mix.market())),
    "signals": (signals.DOCUMENT, lambda mix: _from(mix, market=mix.market(), since=SINCE, recorded=False)),
    "born_global": (born_global.DOCUMENT, lambda mix: {"from": {"id": mix.company()}, "first": None}),
    "propose_network": (propose_network.DOCUMENT, lambda mix: {"market": mix.market(), "members": 4}),
    "consortium": (
        consortium.DOCUMENT, lambda mix: {"market": mix.market(), "sector": mix.sector(), "first": 3}
    ),
    "coverage": (coverage.DOCUMENT, lambda mix: {"area": mix.market(), "first": 10}),
    "corridor": (corridor.DOCUMENT, lambda mix: {"id": mix.corridor(), "first": 10}),
    "supercluster": (supercluster.DOCUMENT, lambda mix: {"id": mix.cluster(), "first": 10}),
    "strategy_match": (strategy_match.DOCUMENT, _from),
    "cross_cluster_links": (
        cross_cluster_links.DOCUMENT, lambda mix: {"countries": sorted({mix.market(), mix.market()}), "first": 10}
    ),
}  # fmt: skip


def on_world(given: Given, question: str) -> Iterator[float]:
    """The question again and again, of others each time, on the world."""
    yield from _measured(Snapshot(given.snapshot), question, given.count)


def on_starter(given: Given, question: str) -> Iterator[float]:
    """The same on the starter data."""
    with TemporaryDirectory(prefix="opendoors-bench-") as folder, open_store("sqlite:", Path(folder)) as store:
        fill_if_empty(store)
        yield from _measured(build_snapshot(store, Path(folder), AS_OF), question, given.count)


def _measured(snapshot: Snapshot, question: str, count: int) -> list[float]:
    document, variables = ASKED[question]
    mix = Mix(snapshot, SEED)
    asked = [variables(mix) for _ in range(WARM_UP + count)]

    def ask(given: Variables) -> None:
        answer(snapshot, document, dict(given))

    for given in asked[:WARM_UP]:
        ask(given)
    return milliseconds_each(ask, asked[WARM_UP:])

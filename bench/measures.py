"""The one table of what is measured, and which figures are aimed at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

LARGE: Final = "_1m"
"""Ends the names of what is measured on a world of a million companies."""
Needs = Literal["nothing", "files", "store", "snapshot", "changing", "browser"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        task: module and function in ``bench.tasks``.
        meaning: what is measured, for people.
        target: that the median must keep to; None where nothing is aimed at.
        p99_target: that the 99th percentile must keep to.
        better: which figures are.
        needs: what must be there before; ``changing``: a snapshot and a store that may be written to; ``browser``: one
            that is installed.
        store: which one it is about.
        count: questions asked, changes made, or seconds spent, in one process.
        runs: fresh processes.
        peers: name → task.
    """

    name: str
    unit: str
    task: str
    meaning: str
    target: float | None = None
    p99_target: float | None = None
    better: Literal["lower", "higher"] = "lower"
    needs: Needs = "snapshot"
    store: Literal["sqlite", "neo4j"] = "sqlite"
    count: int = 1
    runs: int = 1
    peers: Mapping[str, str] | None = None

    def met(self, value: float, p99: float) -> bool | None:
        """Whether the targets are met; None where there is none."""
        if self.target is None:
            return None
        if self.better == "higher":
            return value >= self.target
        return value <= self.target and (self.p99_target is None or p99 <= self.p99_target)

    def quick(self) -> "Measure":
        """A tenth of it."""
        return replace(self, count=max(1, self.count // 10), runs=max(1, self.runs // 10))


LOAD: Final = "loading.load_world"
BUILD: Final = "loading.build"
CHANGE: Final = "live.changes"
ON_NEO4J: Final = frozenset({"cypher_3_steps", "cypher_frontier"})
"""Peers that are asked of a server that holds the same world."""
MEASURES: Final = (
    Measure(
        "load_relations_per_s", "1/s", LOAD,
        "relations loaded, validated and indexed, by the second of the whole load",
        target=30_000, better="higher", needs="files", runs=3,
    ),
    Measure(
        "snapshot_build", "ms", BUILD, "a snapshot from the store, published", target=20_000, needs="store", runs=3
    ),
    Measure(
        "snapshot_open", "ms", "loading.open_snapshot", "a snapshot opened in a fresh process", target=200, runs=10
    ),
    Measure(
        "first_answer", "ms", "door_openers.first_in_process",
        "a snapshot opened and one question answered in a fresh process", runs=10,
    ),
    Measure(
        "door_openers_warm", "ms", "door_openers.warm",
        "10 openers and their best routes, on a market asked about before",
        target=0.5, p99_target=4, count=2_000,
        peers={
            "networkx": "peers.networkx_openers", "igraph": "peers.igraph_openers", "scipy": "peers.scipy_openers",
            "ladybug": "peers.ladybug_openers",
            "cypher_3_steps": "cypher.three_steps", "cypher_frontier": "cypher.frontier",
        },
    ),
    Measure(
        "door_openers_cold", "ms", "door_openers.cold", "the first question on a market", target=20, count=1_000
    ),
    Measure(
        "door_openers_full", "ms", "door_openers.full",
        "10 openers with 3 routes and a fallback each", target=30, count=400,
    ),
    Measure(
        "introductions", "ms", "routes.between",
        "3 routes and a fallback between two organisations", target=1.5, count=1_000,
        peers={"networkx": "peers.networkx_paths", "igraph": "peers.igraph_paths"},
    ),
    Measure(
        "search", "ms", "names.misspelt", "the beginning of a name, misspelt", target=10, count=1_000,
        peers={"rapidfuzz": "peers.rapidfuzz_names"},
    ),
    Measure(
        "worker_memory", "MB", "memory.worker",
        "most memory of a fresh process that answers about every market", target=600,
    ),
    Measure(
        "starter_ask_http", "ms", "http.ask_starter",
        "GraphiQL's first example over HTTP, on the starter data", needs="nothing", count=500,
    ),
    Measure(
        "change_live", "ms", CHANGE,
        "a change of 1 % of the world, from its commit to answers of its revision by a running server",
        target=3_000, p99_target=3_000, needs="changing", count=5,
    ),
    Measure(
        "neo4j_load_relations_per_s", "1/s", LOAD,
        "relations loaded into Neo4j, validated and indexed, by the second of the whole load; "
        "the first time into a server that has just started",
        target=8_000, better="higher", needs="files", store="neo4j", runs=3,
    ),
    Measure(
        "neo4j_snapshot_build", "ms", BUILD, "a snapshot from a full scan of Neo4j, published",
        target=60_000, needs="store", store="neo4j", runs=3,
    ),
    Measure(
        "neo4j_change_live", "ms", CHANGE, "the same change, of the world in Neo4j",
        target=3_000, p99_target=3_000, needs="changing", store="neo4j", count=5,
    ),
)  # fmt: skip
"""On a world of 200,000 companies; in the order of measuring."""

LARGE_TARGETS: Final[Mapping[str, float | None]] = {
    "load_relations_per_s": None,
    "snapshot_build": None,
    "snapshot_open": None,
    "door_openers_warm": 3,
    "door_openers_cold": 400,
    "worker_memory": 2_500,
}
"""What is measured on the large world too, with its target there."""
LARGE_MEASURES: Final = tuple(
    replace(
        one, name=one.name + LARGE, target=LARGE_TARGETS[one.name], p99_target=None, peers=None,
        runs=1 if one.task in (LOAD, BUILD) else one.runs,
    )
    for one in MEASURES if one.name in LARGE_TARGETS
)  # fmt: skip

AT_ONCE: Final = {"reach": 300.0, "take_stock": 50.0, "events": 50.0, "interest_match": 50.0, "signals": 50.0}
"""Targets of what a page shows at once; of all others it is ``ANY_QUESTION``."""
ANY_QUESTION: Final = 2_000.0
QUESTIONS: Final = (
    "reach", "door_changes", "snowball", "what_if", "gateways", "brokers", "resilience", "connect", "take_stock",
    "funding", "interest_match", "events", "signals", "born_global", "propose_network", "consortium", "coverage",
    "corridor", "supercluster", "strategy_match", "cross_cluster_links",
)  # fmt: skip
ABOUT_HAPPENINGS: Final = ("events", "interest_match", "funding")
"""Those about what the usual world has none of."""


def _asked_in_process(question: str) -> Measure:
    return Measure(
        f"question_{question}", "ms", f"questions.on_world:{question}",
        f"{question}, as the command line asks it, in the process",
        target=AT_ONCE.get(question, ANY_QUESTION), count=40,
    )  # fmt: skip


QUESTION_MEASURES: Final = tuple(_asked_in_process(one) for one in QUESTIONS if one not in ABOUT_HAPPENINGS)
"""The other questions, on a world of 200,000 companies."""
HAPPENING_MEASURES: Final = tuple(_asked_in_process(one) for one in ABOUT_HAPPENINGS)
"""On such a world with events, interests and programmes."""
STARTER_TARGETS: Final = {**AT_ONCE, "reach": 150.0, "funding": ANY_QUESTION}
STARTER_MEASURES: Final = tuple(
    Measure(
        f"starter_{one}", "ms", f"questions.on_starter:{one}", f"{one}, on the starter data",
        target=target, needs="nothing", count=100,
    )
    for one, target in STARTER_TARGETS.items()
)  # fmt: skip
PAGE_MEASURES: Final = (
    Measure(
        "page_first_list", "ms", "page.first_list",
        "the explorer in a browser, on the starter data: from Enter to the first list of door openers",
        target=300, needs="browser", count=40,
    ),
    Measure(
        "page_largest_paint", "ms", "page.largest_paint",
        "the explorer's first page on a phone (150 ms, 1.6 Mbit/s, a processor a quarter as fast): its largest paint",
        target=1_000, needs="browser", count=10,
    ),
    Measure(
        "page_first_visit", "kB", "page.first_visit",
        "what a first visit of the explorer loads, headers and its questions included",
        target=80, needs="browser", count=3,
    ),
)  # fmt: skip
EXPORTED: Final = ("graphml", "gexf", "csv", "parquet", "jsonld")
"""Formats of graphs."""
EXPORT_TARGETS: Final[Mapping[str, tuple[float, float]]] = {"graphml": (30_000, 500)}
"""Of a format: milliseconds and megabytes."""


def _exported(name: str) -> tuple[Measure, Measure]:
    milliseconds, megabytes = EXPORT_TARGETS.get(name, (None, None))
    graph = f"the whole graph of relations as {name}"
    return (
        Measure(f"export_{name}", "ms", f"exports.export:{name}", graph, target=milliseconds),
        Measure(
            f"export_{name}_memory", "MB", f"exports.memory:{name}",
            f"most memory of a process that writes {graph}", target=megabytes,
        ),
    )  # fmt: skip


EXPORT_MEASURES: Final = tuple(one for name in EXPORTED for one in _exported(name))
ATTACKED_MEASURES: Final = (
    Measure(
        "attacked_p99_ratio", "×", "soak.soaked",
        "p99 of the answers to 32 clients beside an attacker of each kind ÷ p99 without, where no question fails",
        target=5, count=600,
    ),
)  # fmt: skip
"""On a world of 50,000 companies and 4,000 clusters."""

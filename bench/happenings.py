"""Events, published interests and programmes for the made-up world, added to its interchange files.

The published world of ``bench.world`` holds none and stays as it is; questions about these are measured on another one.
To each four clusters there is an event, to each eight five interests, and to each hundred about four programmes: what
the starter data has by its clusters, or more. The same arguments always add the same rows.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.world import AGENCIES, COLUMNS, CONFIDENCES, COUNTRIES, SECTORS

SEED: Final = 2
CONTEXT_COLUMNS: Final = (
    *COLUMNS["contexts"],
    "status", "format", "mode", "month", "cadence", "country", "countries", "beneficiaries", "deadline",
)  # fmt: skip
FORMATS: Final = ("matchmaking", "investor_pitching", "knowledge", "project_meeting", "networking", "fair")
MODES: Final = ("online", "on_site", "hybrid")
SOUGHT: Final = ("seeks_market_entry", "seeks_partners", "seeks_investors", "seeks_knowledge", "seeks_suppliers")
BENEFICIARIES: Final = ("cluster", "sme", "company", "research", "agency")
RECURRING: Final = 0.4
"""Share of events that have no dates but a month."""
ATTENDING_AT_MOST: Final = 20

Row = Mapping[str, object]


def add_happenings(folder: Path, clusters: int, seed: int = SEED) -> None:
    """Add what happens to the files of a world of so many clusters."""
    made = _Happenings(Random(seed), clusters)
    contexts = [*made.events(clusters // 4), *made.programmes(clusters * 3 // 80)]
    path = folder / "contexts.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows: list[Row] = [*csv.DictReader(file), *contexts]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, CONTEXT_COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "relations.csv").open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([*made.relations, *made.interests(clusters * 5 // 8)])


class _Happenings:
    """Rows by chance, asked for in one fixed order.

    Attributes:
        relations: those that belong to the contexts made so far.
    """

    def __init__(self, chance: Random, clusters: int) -> None:
        self._chance = chance
        self._clusters = [f"c{at}" for at in range(clusters)]
        self.relations: list[tuple[object, ...]] = []

    def events(self, count: int) -> Iterator[Row]:
        """Events of one day, or recurring, in one country each, with an organiser and who attends."""
        chance = self._chance
        for event in (f"e{at}" for at in range(count)):
            year, month = chance.randint(2023, 2026), chance.randint(1, 12)
            day = f"{year}-{month:02}-{chance.randint(1, 28):02}"
            recurs = chance.random() < RECURRING
            when = {"month": month, "cadence": "annual"} if recurs else {"start": day, "end": day}
            country = self._country()
            yield {
                "id": event, "kind": "event", "name": f"Event {event}", "sectors": self._some(SECTORS),
                "format": chance.choice(FORMATS), "mode": chance.choice(MODES), "country": country, **when,
            }  # fmt: skip
            self._relate("takes_place_in", event, country)
            organiser, *others = dict.fromkeys(
                chance.choice(self._clusters) for _ in range(chance.randint(1, ATTENDING_AT_MOST))
            )
            self._relate("organises", organiser, event)
            for other in others:
                self._relate("attends", other, event)

    def programmes(self, count: int) -> Iterator[Row]:
        """Programmes that agencies run, open to some countries and kinds, with or without a deadline."""
        chance = self._chance
        for programme in (f"f{at}" for at in range(count)):
            start = chance.randint(2018, 2025)
            yield {
                "id": programme, "kind": "programme", "name": f"Programme {programme}", "start": start,
                "end": start + chance.randint(1, 7), "sectors": self._some(SECTORS),
                "countries": self._some(COUNTRIES[:60], 30), "beneficiaries": self._some(BENEFICIARIES),
                "deadline": f"2026-{chance.randint(1, 12):02}-15" if chance.random() < 0.5 else "",
                "status": chance.choice(("active", "planned", "closed")),
            }  # fmt: skip
            self._relate("runs", f"a{chance.randrange(AGENCIES)}", programme)

    def interests(self, count: int) -> Iterator[tuple[object, ...]]:
        """What clusters look for: in a market or a sector, since a year, and until one or open."""
        chance = self._chance
        for _ in range(count):
            target = self._country() if chance.random() < 0.6 else chance.choice(SECTORS)
            since = chance.randint(2018, 2025)
            until: Any = since + chance.randint(1, 6) if chance.random() < 0.4 else ""
            cluster, sought = chance.choice(self._clusters), chance.choice(SOUGHT)
            yield "interested_in", cluster, target, since, until, sought, chance.choice(CONFIDENCES)

    def _relate(self, kind: str, source: str, target: str) -> None:
        self.relations.append((kind, source, target, "", "", "", self._chance.choice(CONFIDENCES)))

    def _country(self) -> str:
        """The earlier the likelier."""
        return COUNTRIES[int(len(COUNTRIES) * self._chance.random() ** 2)]

    def _some(self, words: tuple[str, ...], most: int = 3) -> str:
        return "|".join(self._chance.sample(words, self._chance.randint(1, most)))

"""What the rows of interchange files say of agencies, offices and clusters on a day, read without the engine."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graph.dates import first_day, last_day

Row = Mapping[str, str]
OFFICES: Final = frozenset({"trade_office", "innovation_office"})
GONE: Final = frozenset({"merged", "closed"})
HEIRS: Final = frozenset({"merged_into", "succeeded_by"})


class Rows:
    """The facts by which answers are judged.

    Attributes:
        kind, country: of organisations, by id.
        promoters: market → agencies that promote it nationally.
        promoted: organisation → markets that it promotes, in whatever role.
        operators: office → who operates it.
        constituency: organisation → markets of its home mandates; a region counts as its market.
        clusters: (market, sector) → how many living cluster organisations.
    """

    def __init__(self, folder: Path, day: int) -> None:
        self._day = day
        self._relations = [row for row in _read(folder / "relations.csv") if _holds(row, day)]
        self._heirs = {row["source"]: row["target"] for row in self._relations if row["kind"] in HEIRS}
        self.kind: dict[str, str] = {}
        self.country: dict[str, str] = {}
        self.clusters: dict[tuple[str, str], int] = defaultdict(int)
        for row in _read(folder / "organisations.csv"):
            self.kind[row["id"]], self.country[row["id"]] = row["kind"], row["country"]
            if row["kind"] == "cluster" and self._lives(row):
                for sector in row["sectors"].split("|"):
                    self.clusters[row["country"], sector] += 1
        self.promoters = self._by_target("promotes", lambda row: row["role"] in ("", "national"))
        self.promoted = self._by_source("promotes")
        self.operators = self._by_target("operates")
        self._blocs = self._by_target("lies_on", lambda row: _is_market(row["source"]))
        self.constituency = {
            one: {market for place in places for market in self._markets(place)}
            for one, places in self._by_source("mandated_for", lambda row: row["role"] == "home").items()
        }

    def heir(self, organisation: str) -> str:
        """What has become of it."""
        passed = {organisation}
        while (after := self._heirs.get(organisation)) and after not in passed:
            organisation = after
            passed.add(organisation)
        return organisation

    def own_agencies(self, market: str) -> set[str]:
        """Agencies that promote the market nationally, and the offices that they operate."""
        agencies = self.promoters.get(market, set())
        return agencies | {office for office, operators in self.operators.items() if operators & agencies}

    def is_of_a_third_country(self, office: str, country: str, market: str) -> bool:
        """Whether it is an office abroad of neither of the two countries, as the package defines it."""
        if self.kind.get(office) not in OFFICES:
            return False
        operators = self.operators.get(office, set())
        serves = {place for one in {office, *operators} for place in self.constituency.get(one, ())}
        at_home = {self.country[one] for one in operators if one in self.country}
        promoted = {place for one in operators for place in self.promoted.get(one, ())}
        return country not in serves | at_home and market not in serves | at_home | promoted

    def _by_source(self, kind: str, wanted: Callable[[Row], bool] = lambda _: True) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._relations:
            if row["kind"] == kind and wanted(row):
                found[self.heir(row["source"])].add(self.heir(row["target"]))
        return dict(found)

    def _by_target(self, kind: str, wanted: Callable[[Row], bool] = lambda _: True) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for source, targets in self._by_source(kind, wanted).items():
            for target in targets:
                found[target].add(source)
        return dict(found)

    def _markets(self, place: str) -> set[str]:
        """Of a market, of a region's code, or of a bloc."""
        return {place[:2]} if place[:2].isupper() else self._blocs.get(place, set())

    def _lives(self, row: Row) -> bool:
        dissolved = row.get("dissolved")
        return row["status"] not in GONE and not (dissolved and last_day(dissolved) < self._day)


def _holds(row: Row, day: int) -> bool:
    """Whether a relation has begun and has not ended."""
    begun = not row["since"] or first_day(row["since"]) <= day
    ended = row["status"] == "ended" or (row["until"] and last_day(row["until"]) < day)
    return begun and not ended


def _is_market(id_: str) -> bool:
    return len(id_) == 2 and id_.isupper()


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: value or "" for name, value in row.items()}

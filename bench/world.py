"""A made-up cluster ecosystem of world size, as interchange files: ``python -m bench.world FOLDER``.

The same arguments always give the same files. The default has 8,000 cluster organisations, 600 agencies, 6,000 offices
abroad, 300 corridors, 20,000 projects of up to 8 participants and 200,000 member companies. Degrees are skewed, as in
life: a few clusters have thousands of members, most have a handful. Agencies serve their home market, half of the
offices are desks, half of the agencies promote their market.
"""

import argparse
import csv
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

COMPANIES: Final = 200_000
CLUSTERS: Final = 8_000
AGENCIES: Final = 600
OFFICES: Final = 6_000
CORRIDORS: Final = 300
PROJECTS: Final = 20_000
SEED: Final = 1

COUNTRIES: Final = (
    "US", "CN", "DE", "JP", "IN", "GB", "FR", "IT", "BR", "CA", "KR", "RU", "AU", "ES", "MX", "ID", "TR", "NL",
    "SA", "CH", "PL", "TW", "BE", "SE", "AR", "AT", "TH", "NO", "AE", "IL", "IE", "SG", "NG", "ZA", "BD", "EG",
    "DK", "PH", "MY", "VN", "HK", "PK", "CO", "CL", "FI", "RO", "CZ", "PT", "NZ", "IQ", "PE", "KZ", "GR", "QA",
    "DZ", "HU", "UA", "KW", "MA", "ET", "SK", "EC", "DO", "PR", "KE", "GT", "OM", "BG", "LU", "VE", "AO", "LK",
    "UZ", "TZ", "CR", "HR", "BY", "LT", "GH", "CI", "MM", "SI", "UY", "CM", "CD", "TN", "RS", "PA", "AZ", "JO",
    "LB", "BO", "UG", "PY", "LV", "EE", "NP", "KH", "ZM", "BA", "HN", "SN", "IS", "CY", "GE", "PG", "TT", "SV",
    "ZW", "SY", "LA", "AL", "HT", "MT", "MN", "MZ", "BF", "GA", "BW", "MK", "ML", "MG", "AM", "BN", "BJ", "NA",
    "JM", "CG", "MD", "MU", "BS", "GN", "TD", "NI", "RW", "NE", "XK", "KG", "TJ", "MW", "FJ", "ME", "BB", "MV",
    "TG", "MR", "SS", "SL", "SR", "LR", "GY", "BT", "BI", "LS", "TL", "DJ", "LC", "CV", "BZ", "CF", "GM", "SC",
    "GW", "SB", "AG", "KM", "GD", "VC", "WS", "VU", "DM", "TO", "ST", "FM", "KI", "PW", "MH", "NR", "TV", "YE",
    "AF", "LY", "SD", "SO", "ER", "CU", "KP", "SZ",
)  # fmt: skip
"""The likeliest first."""
SECTORS: Final = (
    "energy", "health", "food", "mobility", "digital", "materials", "maritime", "aerospace", "construction", "creative",
    "textile", "agriculture", "electronics", "water", "tourism", "security",
)  # fmt: skip
CONFIDENCES: Final = ("verified", "imported", "recalled", "inferred")
COLUMNS: Final = {
    "sectors": ("id", "name"),
    "organisations": ("id", "kind", "name", "country", "sectors"),
    "contexts": ("id", "kind", "name", "start", "end", "sectors"),
    "corridors": ("id", "kind", "name", "markets"),
    "relations": ("kind", "source", "target", "since", "until", "role", "confidence"),
}

Write = Callable[[Sequence[object]], Any]


def write_world(folder: Path, companies: int = COMPANIES, clusters: int = CLUSTERS, seed: int = SEED) -> None:
    """Write the world's files into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writes = {stem: _writer(stack, folder / f"{stem}.csv", columns) for stem, columns in COLUMNS.items()}
        _World(Random(seed), writes, companies, clusters).write()


def _writer(stack: ExitStack, path: Path, columns: Sequence[str]) -> Write:
    writer = csv.writer(stack.enter_context(path.open("w", newline="", encoding="utf-8")))
    writer.writerow(columns)
    return writer.writerow


class _World:
    """Chance is asked for in one fixed order: an additional question, or another order, makes another world."""

    def __init__(self, chance: Random, writes: dict[str, Write], companies: int, clusters: int) -> None:
        self._chance = chance
        self._sector, self._organisation, self._context, self._corridor, self._relation = (
            writes[stem] for stem in COLUMNS
        )
        self._clusters, self._agencies, self._companies = (
            [f"{letter}{at}" for at in range(count)]
            for letter, count in (("c", clusters), ("a", AGENCIES), ("m", companies))
        )
        self._some_country = self._skewed(COUNTRIES, 0.7)
        self._some_cluster = self._skewed(self._clusters, 0.6)
        self._some_agency = self._skewed(self._agencies, 0.7)
        self._home: dict[str, str] = {}

    def write(self) -> None:
        for sector in SECTORS:
            self._sector((sector, sector.capitalize()))
        for cluster in self._clusters:
            self._home[cluster] = self._some_country()
            self._organisation((cluster, "cluster", f"Cluster {cluster}", self._home[cluster], self._sectors()))
        self._write_agencies()
        self._write_offices()
        self._write_companies()
        for _ in range(30_000):
            self._link("partner_of", self._some_cluster(), self._some_cluster(), ended=0.4)
        for _ in range(15_000):
            self._link("mou_with", self._any(self._agencies), self._some_cluster(), ended=0.3)
        self._write_corridors()
        self._write_projects()

    def _write_agencies(self) -> None:
        for at, agency in enumerate(self._agencies):
            home = COUNTRIES[at % len(COUNTRIES)]
            self._organisation((agency, "trade_agency", f"Agency {agency}", home, ""))
            self._mandate("mandated_for", agency, home, "home")
            if at % 2:
                self._mandate("promotes", agency, home, "")

    def _write_offices(self) -> None:
        for office in (f"o{at}" for at in range(OFFICES)):
            country = self._some_country()
            self._organisation((office, "innovation_office", f"Office {office}", country, ""))
            self._link("operates", self._some_agency(), office)
            if self._chance.random() < 0.5:
                self._mandate("mandated_for", office, country, "host")

    def _write_companies(self) -> None:
        for company in self._companies:
            cluster = self._some_cluster()
            self._organisation((company, "company", f"Company {company}", self._home[cluster], self._sectors()))
            self._link("member_of", company, cluster)
            if self._chance.random() < 0.3:
                self._link("member_of", company, self._some_cluster())

    def _write_corridors(self) -> None:
        for corridor in (f"k{at}" for at in range(CORRIDORS)):
            markets = "|".join(self._chance.sample(COUNTRIES, self._chance.randint(3, 12)))
            self._corridor((corridor, "economic_corridor", f"Corridor {corridor}", markets))
            for _ in range(20):
                self._link("lies_on", self._any(self._clusters), corridor)

    def _write_projects(self) -> None:
        for project in (f"p{at}" for at in range(PROJECTS)):
            year = self._chance.randint(2010, 2025)
            self._context((project, "project", f"Project {project}", year, year + 3, self._sectors()))
            role = "coordinator"
            for participant in dict.fromkeys(self._participants()):
                self._relation(("participates_in", participant, project, year, year + 3, role, "imported"))
                role = "participant"

    def _participants(self) -> Iterator[str]:
        for _ in range(8):
            yield self._some_cluster() if self._chance.random() < 0.3 else self._any(self._companies)

    def _link(self, kind: str, source: str, target: str, ended: float | None = None) -> None:
        """A dated relation, which has ended with a given probability; none of anything with itself."""
        if source == target:
            return
        since: int = self._chance.randint(2000, 2025)
        until: object = ""
        if ended is not None and self._chance.random() < ended:
            until = min(2026, since + self._chance.randint(1, 6))
        self._relation((kind, source, target, since, until, "", self._chance.choice(CONFIDENCES)))

    def _mandate(self, kind: str, source: str, market: str, role: str) -> None:
        self._relation((kind, source, market, "", "", role, "inferred"))

    def _sectors(self) -> str:
        return "|".join(self._chance.sample(SECTORS, self._chance.randint(1, 3)))

    def _any(self, ids: Sequence[str]) -> str:
        return ids[self._chance.randrange(len(ids))]

    def _skewed(self, values: Sequence[str], power: float) -> Callable[[], str]:
        """One of the values, the earlier the likelier."""
        weights = list(accumulate((at + 1) ** -power for at in range(len(values))))
        return lambda: values[bisect_left(weights, self._chance.random() * weights[-1])]


def main() -> None:
    """Write a world where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.world", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--companies", type=int, default=COMPANIES)
    parser.add_argument("--clusters", type=int, default=CLUSTERS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_world(given.folder, given.companies, given.clusters, given.seed)


if __name__ == "__main__":
    main()

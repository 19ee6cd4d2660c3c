"""What resolution comes to on pairs of published records that were labelled by hand.

``labelled/records.csv`` holds facts of published records: names, cities, web addresses and ids of organisations in the
Research Organization Registry (CC0 1.0), the catalogue of European Digital Innovation Hubs and CORDIS (European Union,
CC BY 4.0), and a few names and cities from the European Cluster Collaboration Platform; a record of ``starter`` is the
starter data's. ``labelled/pairs.csv`` says of pairs of them whether they are one, and why.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.statements import EntityStatement, Evidence
from loaders import registry
from loaders.resolution.comparison import Verdict
from loaders.resolution.profile import Profile, profile
from loaders.resolution.resolver import resolve

LABELLED = Path(__file__).parent / "labelled"
LISTS = ("other_names", "identifiers")


@dataclass(frozen=True)
class Measured:
    """What became of the labelled pairs: (left, right) of those that were found, and of those that are one."""

    sure: frozenset[tuple[str, str]]
    asked: frozenset[tuple[str, str]]
    one: frozenset[tuple[str, str]]
    two: frozenset[tuple[str, str]]

    def precision(self, found: frozenset[tuple[str, str]]) -> float:
        """Which part of what was found is one."""
        return len(found & self.one) / len(found & (self.one | self.two))

    def recall(self, found: frozenset[tuple[str, str]]) -> float:
        """Which part of what is one was found."""
        return len(found & self.one) / len(self.one)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profile_of(source: str, row: dict[str, str]) -> Profile:
    said = {name: text.split("|") if name in LISTS else text for name, text in row.items() if text}
    return profile(EntityStatement(source, row["id"], "organisation", said, Evidence()))


def profiles() -> list[Profile]:
    starter = rows(registry.sources()["starter"] / "organisations.csv")
    published = rows(LABELLED / "records.csv")
    return [profile_of("starter", row) for row in starter] + [profile_of(row["source"], row) for row in published]


@cache
def measured() -> Measured:
    found = resolve(profiles())
    keys = {
        verdict: frozenset((":".join(one.one.key), ":".join(one.other.key)) for one in pairs)
        for verdict, pairs in ((Verdict.SURE, found.sure), (Verdict.UNSURE, found.unsure))
    }
    labels = {(row["left"], row["right"]): row["same"] == "yes" for row in rows(LABELLED / "pairs.csv")}
    one = frozenset(pair for pair, same in labels.items() if same)
    return Measured(keys[Verdict.SURE], keys[Verdict.UNSURE], one, frozenset(labels.keys() - one))


def test_the_sample_is_large_and_of_both_kinds_and_names_what_is_there() -> None:
    there = {":".join(one.key) for one in profiles()}
    labels = rows(LABELLED / "pairs.csv")
    assert {row[side] for row in labels for side in ("left", "right")} <= there
    assert len(measured().one | measured().two) == len(labels) >= 300
    assert len(measured().one) >= 120
    assert len(measured().two) >= 120
    assert all(row["left"] < row["right"] and row["reason"] for row in labels)


def test_what_is_merged_without_asking_is_one() -> None:
    assert measured().precision(measured().sure) >= 0.995


def test_most_of_what_is_one_is_found() -> None:
    assert measured().recall(measured().sure) >= 0.68
    assert measured().recall(measured().sure | measured().asked) >= 0.92

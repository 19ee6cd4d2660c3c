"""What rows say: who promotes what, whose an office is, and which facts no longer hold."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from bench.answers.rows import Rows

DAY = date(2026, 1, 1).toordinal()
ORGANISATION = ("id", "kind", "country", "status", "sectors", "dissolved")
RELATION = ("kind", "source", "target", "since", "until", "status", "role")


def rows(folder: Path, organisations: Sequence[Mapping[str, str]], relations: Sequence[Mapping[str, str]]) -> Rows:
    for stem, columns, given in (("organisations", ORGANISATION, organisations), ("relations", RELATION, relations)):
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(given)
    return Rows(folder, DAY)


def one(id_: str, kind: str, country: str, **more: str) -> dict[str, str]:
    return {"id": id_, "kind": kind, "country": country, "status": "active", **more}


def said(kind: str, source: str, target: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "source": source, "target": target, **more}


KOTRA = [one("kotra", "trade_agency", "KR"), one("kotra--oslo", "trade_office", "NO")]
OPERATES = said("operates", "kotra", "kotra--oslo")


@pytest.mark.parametrize(
    ("more", "own"),
    [
        ({}, {"kotra", "kotra--oslo"}),
        ({"role": "national"}, {"kotra", "kotra--oslo"}),
        ({"role": "regional"}, set()),
        ({"until": "2026"}, {"kotra", "kotra--oslo"}),
        ({"until": "2025"}, set()),
        ({"status": "ended"}, set()),
        ({"since": "2027"}, set()),
    ],
)
def test_own_agencies_promote_nationally_and_now(tmp_path: Path, more: dict[str, str], own: set[str]) -> None:
    assert rows(tmp_path, KOTRA, [OPERATES, said("promotes", "kotra", "KR", **more)]).own_agencies("KR") == own


def test_an_heir_promotes_what_its_predecessor_did(tmp_path: Path) -> None:
    passed = [said("promotes", "old", "KR"), said("succeeded_by", "old", "new"), said("merged_into", "new", "newest")]
    assert rows(tmp_path, KOTRA, passed).own_agencies("KR") == {"newest"}


@pytest.mark.parametrize(
    ("relations", "country", "market", "third"),
    [
        ([], "DK", "NO", True),
        ([], "KR", "NO", False),
        ([], "DK", "KR", False),
        ([said("promotes", "kotra", "JP", role="supranational")], "DK", "JP", False),
        ([said("mandated_for", "kotra", "DK", role="home")], "DK", "NO", False),
        ([said("mandated_for", "kotra--oslo", "DK-84", role="home")], "DK", "NO", False),
        ([said("mandated_for", "kotra--oslo", "DK", role="host")], "DK", "NO", True),
        ([said("mandated_for", "kotra", "eu", role="home"), said("lies_on", "DK", "eu")], "DK", "NO", False),
        ([said("mandated_for", "kotra", "eu", role="home"), said("lies_on", "SE", "eu")], "DK", "NO", True),
    ],
)
def test_whose_an_office_is(
    tmp_path: Path, relations: list[dict[str, str]], country: str, market: str, third: bool
) -> None:
    found = rows(tmp_path, KOTRA, [OPERATES, *relations])
    assert found.is_of_a_third_country("kotra--oslo", country, market) is third
    assert not found.is_of_a_third_country("kotra", country, market)


def test_living_clusters_by_market_and_sector(tmp_path: Path) -> None:
    given = [
        one("a", "cluster", "DK", sectors="energy|health"),
        one("b", "cluster", "DK", sectors="energy", status="closed"),
        one("c", "cluster", "DK", sectors="energy", dissolved="2025"),
        one("d", "company", "DK", sectors="energy"),
    ]
    assert rows(tmp_path, given, []).clusters == {("DK", "energy"): 1, ("DK", "health"): 1}

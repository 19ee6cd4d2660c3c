"""What stands under a name."""

from pathlib import Path

import pytest

from graph.snapshot.on_day import Day
from graph.words import Language
from queries.reading.subtitle import subtitle
from tests.worlds import organisation, snapshot_of

ROWS = {
    "organisations": [
        organisation("plain", "DK", city="Odense"),
        organisation("formed", "DK", form="supercluster", city="Odense"),
        organisation("nowhere", "KR", "company"),
        organisation("city-state", "SG", "trade_agency", form="chamber", city="Singapore"),
        {**organisation("gone", "DK", city="Odense"), "status": "closed"},
        organisation("office", "KR", "trade_office", form="chamber", city="Seoul"),
    ],
    "contexts": [
        {"id": "work", "kind": "project", "name": "Work", "start": "2022-03", "end": "2025"},
        {"id": "fair", "kind": "event", "name": "Fair", "format": "fair", "city": "Busan", "country": "KR"},
        {"id": "someday", "kind": "event", "name": "Someday", "city": "Busan", "start": "2025-05", "end": "2025-06"},
    ],
    "corridors": [{"id": "bloc", "kind": "trade_bloc", "name": "Bloc", "markets": "DK|SE"}],
    "sectors": [{"id": "energy", "name": "Energy"}],
    "priorities": [{"id": "prio", "organisation": "plain", "name": "Korea"}],
    "services": [{"id": "svc", "organisation": "office", "service": "training"}],
    "estimates": [
        {"id": "est", "region": "DK", "count": "9", "what": "cluster_organisations", "publisher": "X", "year": "2020"}
    ],
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder: Path = tmp_path_factory.mktemp("subtitle")
    return snapshot_of(ROWS, folder).on_day()


@pytest.mark.parametrize(
    ("id_", "english", "german"),
    [
        ("plain", "cluster · Odense, Denmark", "Cluster · Odense, Dänemark"),
        ("formed", "supercluster · Odense, Denmark", "Supercluster · Odense, Dänemark"),
        ("nowhere", "company · South Korea", "Unternehmen · Südkorea"),
        ("city-state", "chamber of commerce · Singapore", "Handelskammer · Singapur"),
        ("gone", "cluster · Odense, Denmark · closed", "Cluster · Odense, Dänemark · aufgelöst"),
        ("office", "chamber abroad · Seoul, South Korea", "Auslandshandelskammer · Seoul, Südkorea"),
        ("work", "project · 2022–2025", "Projekt · 2022–2025"),
        ("fair", "trade fair · Busan, South Korea", "Messe · Busan, Südkorea"),
        ("someday", "event · Busan · 2025", "Veranstaltung · Busan · 2025"),
        ("bloc", "trade bloc", "Wirtschaftsraum"),
        ("energy", "sector", "Branche"),
        ("KR", "country", "Land"),
        ("prio", "strategic priority · plain", "strategischer Schwerpunkt · plain"),
        ("svc", "service · office", "Leistung · office"),
        ("est", "X · 2020", "X · 2020"),
    ],
)
def test_it_says_what_a_thing_is_and_where(day: Day, id_: str, english: str, german: str) -> None:
    node = day.snapshot.find(id_)
    assert node is not None
    assert subtitle(day, node) == english
    assert subtitle(day, node, Language.GERMAN) == german

"""Participations in Horizon 2020: rows made up, in the layout of the file."""

from pathlib import Path

from graph.store import Store
from tests.loaders.folders import dumped, links, waiting
from tests.loaders.published import load_published, row, said, table

COLUMNS = (
    "rcn", "role", "pic", "type", "contribution", "country", "start_date", "end_date", "max_contribution",
    "total_cost", "start_year", "end_year", "duration", "group", "nunique",
)  # fmt: skip


def taken_part(rcn: str, pic: str, role: str = "participant", **said: str) -> list[str]:
    told = {"type": "PRC", "country": "EL", "start_date": "2019-05-01", "end_date": "2022-04-30"} | said
    return row(COLUMNS, rcn=rcn, pic=pic, role=role, **told)


def write_published(folder: Path, *rows: list[str]) -> Path:
    path = folder / "participations.csv"
    path.write_text(table(COLUMNS, *rows), encoding="utf-8")
    return path


def test_organisations_and_projects_come_once_and_each_participation_is_a_relation(
    store: Store, tmp_path: Path
) -> None:
    rows = [
        taken_part("1", "900000001", "coordinator", type="OTH"),
        taken_part("1", "900000002", "partner", country="UK"),
        taken_part("2", "900000001", type="OTH"),
    ]
    done = load_published(store, "cordis", write_published(tmp_path, *rows))
    assert [(one["id"], one["name"], one["kind"], one["country"]) for one in said(store, "organisation", "cordis")] == [
        ("pic-900000001", "PIC 900000001", "research_organisation", "GR"),
        ("pic-900000002", "PIC 900000002", "company", "GB"),
    ]
    assert [(one["id"], one["participants"], one["end"]) for one in said(store, "context", "cordis")] == [
        ("rcn-1", 2, "2022-04-30"),
        ("rcn-2", 1, "2022-04-30"),
    ]
    assert sorted((one["start"], one["end"], one["role"]) for one in dumped(store, "relation")) == [
        ("pic-900000001", "rcn-1", "coordinator"),
        ("pic-900000001", "rcn-2", "participant"),
        ("pic-900000002", "rcn-1", "participant"),
    ]
    assert done.total.read == done.total.written == 7


def test_an_organisation_has_the_country_of_the_first_row_that_says_one(store: Store, tmp_path: Path) -> None:
    rows = [taken_part("1", "900000001", country=""), taken_part("2", "900000001", country="FR")]
    load_published(store, "cordis", write_published(tmp_path, *rows))
    assert [one["country"] for one in said(store, "organisation", "cordis")] == ["FR"]
    assert len(links(store)) == 2


def test_na_is_no_date_and_not_namibia(store: Store, tmp_path: Path) -> None:
    path = write_published(tmp_path, taken_part("1", "900000001", country="NA", end_date="NA"))
    done = load_published(store, "cordis", path)
    assert sorted(waiting(store)) == [
        ("participations.csv:2", "country", "missing_value"),
        ("participations.csv:2", "source", "unknown_reference"),
    ]
    assert [one.get("end") for one in said(store, "context", "cordis")] == [None]
    assert done.notes == {"country: NA is read as unknown": 1, "end_date: NA is read as unknown": 1}

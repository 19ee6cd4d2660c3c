"""Dates: ISO, declared styles, days as spreadsheets count them, and what stands where none is known."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.stated_dates import STYLES, in_style, stated_date
from graph.store import Store
from tests.loaders.folders import declared, dumped, links, loaded, waiting

ORGANISATIONS = """\
id,kind,name,country,founded,dissolved,retrieved
a,cluster,Alpha,DK,0001,,2026
b,cluster,Beta,JP,2030,,2030-01-01
c,cluster,Gamma,JP,2020,2010,
d,cluster,Delta,JP,,9999-12-31,
e,cluster,Epsilon,JP,,0001-01-01,
f,cluster,Phi,JP,2024-02-29,,
"""
RELATIONS = """\
kind,source,target,since,until,status,retrieved
partner_of,a,c,0001-01-01,9999-12-31,,
partner_of,a,d,2020,2019,,
partner_of,b,f,1900-02-29,,,
partner_of,b,d,31/12/2025,,,
partner_of,b,e,2025-12-31T00:00:00Z,,,
partner_of,e,f,2025-1-5,,,
partner_of,a,f,1900-01-01,,,
"""


def test_the_trial(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "x", {"organisations": ORGANISATIONS, "relations": RELATIONS})
    assert [place for place, _, _ in waiting(store)] == [f"relations.csv:{line}" for line in (3, 4, 5, 7)]
    since = {said["end"]: said.get("since") for said in dumped(store, "relation") if said["start"] in "ab"}
    assert since == {"c": None, "e": "2025-12-31", "f": "1900-01-01"}
    assert (report.dates_unknown, report.total.quarantined) == (4, 4)
    said = {said["id"]: said["properties"] for said in dumped(store, "entity")}
    assert ("dissolved" in said["d"], "dissolved" in said["e"], said["a"]["founded"]) == (False, False, "0001")


@pytest.mark.parametrize("day", ["0001-01-01", "1753-01-01", "9999-12-31", "0000-00-00", "1753-01-01T00:00:00"])
def test_an_end_that_is_no_date_is_not_known(store: Store, tmp_path: Path, day: str) -> None:
    """Trial 13."""
    organisations = "id,kind,name,country\na,cluster,Alpha,DK\nb,cluster,Beta,JP\n"
    relations = f"kind,source,target,since,until,retrieved\npartner_of,a,b,,{day},{day}\n"
    report = loaded(store, tmp_path / "net", {"organisations": organisations, "relations": relations})
    assert (links(store), report.dates_unknown, waiting(store)) == (["partner_of a b"], 2, [])
    assert [said.get("until") for said in dumped(store, "relation")] == [None]


def test_what_is_written_where_no_date_is_known_may_be_a_name(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "x", {"organisations": "id,kind,name,country\na,cluster,9999,DK\n"})
    assert (report.dates_unknown, waiting(store)) == (0, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("45321", "45321 is 2024-01-30 in a spreadsheet"),
        ("31/12/2025", 'declare `dates = "dd/mm/yyyy"` in source.toml'),
        ("3/12/2025", 'declare `dates = "dd/mm/yyyy"` or `dates = "mm/dd/yyyy"` in source.toml'),
        ("31.12.2025", 'declare `dates = "dd.mm.yyyy"` in source.toml'),
        ("5 Jan 2025", 'declare `dates = "d mmm yyyy"` in source.toml'),
        ("2025-1-5", "Write 2025-01-05"),
        ("2025/01/05", "Write 2025-01-05"),
        ("2025-02-30", "no date of the calendar"),
        ("soon", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_what_another_style_may_mean_is_told(store: Store, tmp_path: Path, text: str, told: str) -> None:
    loaded(store, tmp_path / "x", {"organisations": f"id,kind,name,country,founded\na,cluster,A,DK,{text}\n"})
    assert waiting(store) == [("organisations.csv:2", "founded", "bad_value")]
    assert told in store.quarantined()[0].message


@pytest.mark.parametrize(
    ("style", "text", "day"),
    [
        ("dd/mm/yyyy", "05/01/2025", "2025-01-05"),
        ("mm/dd/yyyy", "05/01/2025", "2025-05-01"),
        ("dd.mm.yyyy", "5.1.2025", "2025-01-05"),
        ("yyyymmdd", "20250105", "2025-01-05"),
        ("d mmm yyyy", "5 Jan 2025", "2025-01-05"),
        ("serial", "45321", "2024-01-30"),
        ("dd/mm/yyyy", "2025-01", "2025-01"),
        ("dd/mm/yyyy", "13/13/2025", None),
    ],
)
def test_a_declared_style_is_read(store: Store, tmp_path: Path, style: str, text: str, day: str | None) -> None:
    files = {
        "source.toml": declared("x", dates=f'"{style}"'),
        "organisations": f"id,kind,name,country,founded\na,cluster,A,DK,{text}\n",
    }
    loaded(store, tmp_path / "x", files)
    assert [said["properties"].get("founded") for said in dumped(store, "entity")] == [day]


def test_a_declared_style_is_read_in_json_too(store: Store, tmp_path: Path) -> None:
    line = '{"id": "a", "kind": "cluster", "name": "A", "country": "DK", "founded": "05/01/2025", "lat": 3.125}\n'
    toml = declared("x", dates='"dd/mm/yyyy"', thousands='"."')
    loaded(store, tmp_path / "x", {"source.toml": toml, "organisations.jsonl": line})
    assert [(said["properties"]["founded"], said["properties"]["lat"]) for said in dumped(store, "entity")] == [
        ("2025-01-05", 3.125)
    ]


@given(st.dates(date(1000, 1, 1)), st.sampled_from(sorted(STYLES)))
def test_every_day_in_every_style(day: date, style: str) -> None:
    assert in_style(day.strftime(STYLES[style]), style) == day.isoformat()


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,5}[/. -]?[0-9]{1,4}[/. -]?[0-9]{1,4}", fullmatch=True))
def test_any_text_is_in_the_form_of_a_date_or_a_reason(text: str) -> None:
    try:
        said: Any = stated_date(text)
    except ValueError as error:
        assert "is no date" in str(error)
    else:
        assert said.replace("-", "").isdigit()

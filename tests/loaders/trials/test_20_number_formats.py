"""Numbers that may mean several things are refused with what they may mean, or declared; none is guessed."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.numerals import decimal, whole
from graph.store import Store
from loaders.styles import Styles
from tests.loaders.folders import declared, dumped, loaded, waiting

ESTIMATES = """\
id,region,count,what,publisher,year
e1,europe,3.000,regional_clusters,Statistik,2024
e2,world,"8,000",regional_clusters,Statistik,2024
e3,world,8 000,regional_clusters,Statistik,2024
e4,DK,8_000,cluster_organisations,Statistik,2024
e5,DE,1.234.000,cluster_organisations,Statistik,2024
e6,FR,12.0,cluster_organisations,Statistik,2024.0
e7,SE,1.5e3,cluster_organisations,Statistik,2024
e8,NO,٣٠٠,cluster_organisations,Statistik,2024
e9,FI,1.500,cluster_organisations,Statistik,2024
"""
PLACES = 'id,kind,name,country,lat,lon\na,cluster,A,DK,56_1.5,10\nb,cluster,B,DK,+56.1,-10\nc,cluster,C,DK,"56,15",10\n'


def counts(store: Store) -> dict[str, int]:
    return {said["id"]: said["properties"]["count"] for said in dumped(store, "entity") if said["type"] == "estimate"}


def test_what_may_mean_several_numbers_is_none(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"estimates": ESTIMATES})
    assert counts(store) == {"e6": 12, "e8": 300}
    told = {row.line: row.message for row in store.quarantined()}
    assert [place for place, _, _ in waiting(store)] == [f"estimates.csv:{line}" for line in (2, 3, 4, 5, 6, 8, 10)]
    for line, meant in ((2, "3000 or 3"), (3, "8000 or 8"), (4, "8000"), (5, "8000"), (6, "1234000"), (8, "1500")):
        assert meant in told[line]
    assert 'declare `thousands = "."`' in told[2]


@pytest.mark.parametrize(("mark", "taken"), [(".", {"e1": 3000, "e5": 1234000, "e9": 1500}), (",", {"e2": 8000})])
def test_what_is_declared_is_read(store: Store, tmp_path: Path, mark: str, taken: dict[str, int]) -> None:
    toml = declared("x", thousands=f'"{mark}"')
    loaded(store, tmp_path / "x", {"source.toml": toml, "estimates": ESTIMATES})
    read = counts(store)
    assert {id_: read.get(id_) for id_ in taken} == taken
    assert ("e1" in read) == (mark == ".")


def test_a_decimal_comma_is_told_or_declared(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"organisations": PLACES})
    assert waiting(store) == [("organisations.csv:2", "lat", "bad_value"), ("organisations.csv:4", "lat", "bad_value")]
    assert 'write 56.15, or declare `decimal = ","`' in store.quarantined()[1].message
    loaded(store, tmp_path / "x", {"source.toml": declared("x", decimal='","'), "organisations": PLACES})
    assert {said["id"]: said["properties"].get("lat") for said in dumped(store, "entity")} == {
        "a": None,
        "b": 56.1,
        "c": 56.15,
    }


@given(st.integers(-(10**9), 10**9))
def test_every_whole_number_is_read_as_it_was_written(number: int) -> None:
    assert whole(str(number)) == number
    for mark in (".", ",", " ", "_", "'"):
        written = f"{number:,}".replace(",", mark)
        assert int(Styles("," if mark == "." else ".", mark).plain(written)) == number
        if written != str(number):
            with pytest.raises(ValueError, match="is no whole number in plain digits"):
                whole(written)


@given(st.floats(-180, 180))
def test_every_number_is_read_as_it_was_written(number: float) -> None:
    assert decimal(str(number)) == number
    if "e" not in str(number):
        assert float(Styles(",").plain(str(number).replace(".", ","))) == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    for read in (whole, decimal):
        try:
            said: Any = read(text)
        except ValueError as error:
            assert "is no" in str(error)
        else:
            assert isinstance(said, int | float)

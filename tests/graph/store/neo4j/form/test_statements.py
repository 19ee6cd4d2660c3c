"""What a source writes comes back from the properties of a relationship to the letter."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.time import Date

from graph.records import ENTITY_ROWS
from graph.statements import EntityStatement, Evidence
from graph.store.neo4j.form.dates import Properties, said_date, stored_date
from graph.store.neo4j.form.properties import OWN_PROPERTIES, said_properties, stored_properties
from graph.store.neo4j.form.statements import read_entity, stored_entity

partial_dates = st.one_of(
    st.dates().map(date.isoformat), st.dates().map(lambda day: f"{day:%Y-%m}"), st.dates().map(lambda day: f"{day:%Y}")
).filter(lambda text: len(text) in (4, 7, 10))
names = st.one_of(
    st.sampled_from(
        [*OWN_PROPERTIES, "since", "since_precision", "start", "end", "dissolved", "said_id", "said_said_x"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
)
values = st.one_of(partial_dates, st.text(), st.integers(-(2**63), 2**63 - 1), st.booleans(), st.lists(st.text()))


def sent(stored: Properties) -> Properties:
    """As the driver hands it back."""
    return {name: Date.from_native(value) if isinstance(value, date) else value for name, value in stored.items()}


@given(type_=st.sampled_from(list(ENTITY_ROWS)), properties=st.dictionaries(names, values))
def test_properties_come_back(type_: str, properties: dict[str, Any]) -> None:
    stored = stored_properties(type_, properties)
    assert not stored.keys() & OWN_PROPERTIES
    assert said_properties(type_, sent(stored)) == properties


@given(retrieved=st.one_of(st.none(), partial_dates, st.just("lately")), properties=st.dictionaries(names, values))
def test_statements_come_back(retrieved: str | None, properties: dict[str, Any]) -> None:
    said = EntityStatement("a", "x", "context", properties, Evidence("u", None, retrieved, "recalled"), "partners")
    stored = stored_entity(said, "d", stored_properties(said.type, said.properties))
    assert read_entity("a", {**sent(stored), "added": 1, "changed": 1, "seen": 1}) == said


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3), None),
    ],
)
def test_a_partial_date_is_its_first_or_last_day(text: str, first: date, last: date, precision: str | None) -> None:
    assert (stored_date(text, False), stored_date(text, True)) == ((first, precision), (last, precision))
    assert said_date(last.isoformat(), precision) == said_date(Date.from_native(first), precision) == text


def test_dates_are_dates_where_the_model_says_so() -> None:
    stored = stored_properties("context", {"start": "2024", "end": "2024-02", "deadline": "soon", "name": "2024"})
    assert stored == {
        "start": date(2024, 1, 1), "start_precision": "year", "end": date(2024, 2, 29), "end_precision": "month",
        "deadline": "soon", "name": "2024",
    }  # fmt: skip
    assert stored_properties("sector", {"start": "2024"}) == {"start": "2024"}

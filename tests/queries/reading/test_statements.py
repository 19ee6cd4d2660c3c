"""What each source says of a thing."""

from typing import Any

from queries.reading.statements import stated_of

ALONE: dict[str, Any] = {
    "id": "one",
    "type": "organisation",
    "name": "One",
    "city": "Aalborg",
    "statements": [{"id": "x"}],
}
SEVERAL: dict[str, Any] = {
    **ALONE,
    "statements": [
        {"id": "x", "properties": {"name": "One"}},
        {"id": "y", "properties": {"name": "1", "city": "Aalborg"}},
    ],
}


def test_a_single_source_says_what_the_record_says() -> None:
    (one,) = stated_of(ALONE)
    assert (one.id_in_source, one.properties, one.evidence) == ("x", {"name": "One", "city": "Aalborg"}, {"id": "x"})


def test_each_of_several_sources_says_its_own() -> None:
    assert [(one.id_in_source, one.properties) for one in stated_of(SEVERAL)] == [
        ("x", {"name": "One"}),
        ("y", {"name": "1", "city": "Aalborg"}),
    ]


def test_of_a_property_speak_those_that_state_it() -> None:
    assert [(one.id_in_source, one.properties) for one in stated_of(SEVERAL, "city")] == [("y", {"city": "Aalborg"})]
    assert [stated_of(record, "website") for record in (ALONE, SEVERAL, {"id": "DK"})] == [[], [], []]

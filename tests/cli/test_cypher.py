"""``opendoors cypher``."""

from queries.cypher import saved_queries
from tests.cli.conftest import Opendoors


def test_all_are_listed(opendoors: Opendoors) -> None:
    listed = opendoors("cypher", "--json")
    assert listed.code == 0
    assert listed.json == [{"name": query.name, "question": query.question} for query in saved_queries()]
    assert "door_openers" in opendoors("cypher").out


def test_one_is_printed_to_the_letter(opendoors: Opendoors) -> None:
    for query in saved_queries():
        assert opendoors("cypher", query.name).out == query.text
    assert opendoors("cypher", "evidence_of_a_tie", "--json").json["text"].startswith("// Everything")


def test_an_unknown_one_is_bad_input(opendoors: Opendoors) -> None:
    refused = opendoors("cypher", "evidence_of_tie", "--json")
    assert refused.code == 2
    assert refused.error["code"] == "unknown_query"

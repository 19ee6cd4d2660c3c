"""The texts of saved Cypher: what they say of the model is what the model says, and what they share is the same."""

import re
from collections import Counter

import pytest

from graph.errors import InputError
from graph.kinds import CROSS_SECTOR, FORMS, OFFICE_KINDS, ORGANISATION_STATUSES
from graph.relations import HOME, HOST, NATIONAL, PROMOTES_BASES, RELATION_KINDS, Carries
from graph.snapshot.day.worth import COST_PER_NAT
from graph.store.neo4j.form.schema import ENTITY, RETIRED, SAYS, all_labels, camel
from queries.cypher import SavedQuery, saved_queries, saved_query
from queries.cypher.compose import HERE, blocks_of, composed, numbers
from queries.questions.corridor import ALONG

QUERIES = {query.name: query for query in saved_queries()}


def code(query: SavedQuery) -> str:
    """The query without comments and texts."""
    return re.sub(r"//[^\n]*|'[^']*'", "", query.text)


def types(carries: Carries) -> str:
    """Relationship types in one pattern."""
    return "|".join(kind.name.upper() for kind in RELATION_KINDS.values() if kind.carries is carries)


@pytest.fixture(params=QUERIES)
def query(request: pytest.FixtureRequest) -> SavedQuery:
    return QUERIES[request.param]


def test_a_query_says_what_it_answers_and_what_to_set(query: SavedQuery) -> None:
    assert query.text.startswith("// ")
    assert query.question.endswith((".", "?"))
    assert "Neo4j Browser" in query.text
    used = set(re.findall(r"\$(\w+)", code(query)))
    assert set(re.findall(r"^//   :param (\w+) => \S", query.text, flags=re.MULTILINE)) == used


def test_a_query_can_be_pasted(query: SavedQuery) -> None:
    """One statement, without what only some clients understand, and not wider than an editor shows."""
    assert ";" not in code(query)
    assert "\t" not in query.text
    assert query.text.endswith("\n")
    assert max(map(len, query.text.splitlines())) <= 130


def test_labels_and_relationship_types_are_those_of_the_graph(query: SavedQuery) -> None:
    labels = {*all_labels(), ENTITY, "Source", "Judgement", "OpenDoors"}
    relationships = {kind.upper() for kind in RELATION_KINDS} | {SAYS, RETIRED}
    said = re.findall(r"(?<![\w{,])(?<!, )\w*:(\w+(?:\|\w+)*)", code(query))
    used = {name for one in said for name in one.split("|")}
    assert used <= labels | relationships, used - labels - relationships


def test_nothing_is_written(query: SavedQuery) -> None:
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD)\b", code(query))


def test_blocks_are_written_into_all_queries(query: SavedQuery) -> None:
    """Whoever changes a block, or a number of the model, is reminded of ``python -m queries.cypher.compose``."""
    assert composed(query.text) == query.text


def test_blocks_are_shared() -> None:
    used = Counter(name for query in QUERIES.values() for name in blocks_of(query.text))
    assert used.keys() == {"numbers", *(path.stem for path in (HERE / "blocks").iterdir())}
    assert min(used.values()) > 1


def test_all_numbers_are_named_and_used() -> None:
    assert "SERVES: {base: 0.6, halfLife: 6.0}" in numbers()
    assert "MEMBER_OF: {base: 0.75, halfLife: 12.0, affiliation: true}" in numbers()
    assert "ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5}" in numbers()
    named = set(re.findall(r"(\w+): ", numbers().partition("AS sure")[2]))
    used = set(re.findall(r"number\.(\w+)", "".join(query.text for query in QUERIES.values())))
    assert used <= named
    assert named - used <= {*FORMS["trade_agency"]}


@pytest.mark.parametrize("carries", [Carries.TIE, Carries.PARTICIPATION])
def test_patterns_name_all_kinds_that_do_the_same(carries: Carries) -> None:
    """Whoever adds a kind to the table is told here which queries to add it to."""
    affiliations = "|".join(kind.name.upper() for kind in RELATION_KINDS.values() if kind.affiliation)
    whole = types(carries)
    first = whole.partition("|")[0]
    of_hubs = {affiliations, f"{affiliations}|{types(Carries.PARTICIPATION)}"}
    met = set()
    for query in QUERIES.values():
        for found in re.findall(r"-\[\w*:([A-Z_|]+)", query.text):
            if first in found.split("|") and "|" in found:
                met.add(found)
                assert found in {whole, *of_hubs}, query.name
    assert whole in met


def test_the_words_are_the_models() -> None:
    """The words that stand in the texts, as the model has them."""
    whole = "\n".join(query.text for query in QUERIES.values())
    forms = {form for forms in FORMS.values() for form in forms}
    named = set(re.findall(r"form = '(\w+)'", whole))
    named |= {word for listed in re.findall(r"form IN \[(.*?)\]", whole) for word in re.findall(r"'(\w+)'", listed)}
    assert named <= forms
    assert {"chamber", "business_association", "export_credit", "innovation_agency", "innovation_network"} <= named
    assert set(re.findall(r"role: '(\w+)'", whole)) == {HOME, HOST}
    assert {NATIONAL, *PROMOTES_BASES} == set(re.findall(r"role = '(national|regional|supranational)'", whole))
    statuses = {word for listed in re.findall(r"status IN \[(.*?)\]", whole) for word in re.findall(r"'(\w+)'", listed)}
    assert statuses <= set(ORGANISATION_STATUSES)
    assert set(re.findall(r"<> '(\w+-\w+)'", whole)) == {CROSS_SECTOR}
    assert set(re.findall(r"round\(-(\d+) \* log", whole)) == {str(COST_PER_NAT)}
    assert "|".join(camel(kind) for kind in OFFICE_KINDS) in whole
    assert types(Carries.PRESENCE) == "PROMOTES|SERVES|ACTIVE_IN"
    leading = {
        kind.name: kind.leading_roles
        for kind in RELATION_KINDS.values()
        if kind.carries is Carries.PARTICIPATION and kind.leading_roles != ()
    }
    assert leading == {"participates_in": ("coordinator",), "organises": None}
    assert f"corridor.kind IN {list(ALONG)}" in whole


def test_a_query_is_found_by_its_name() -> None:
    assert saved_query("search_by_name").text.startswith("// Things by their name")
    with pytest.raises(InputError) as refused:
        saved_query("search_by_nam")
    assert refused.value.code == "unknown_query"
    assert "search_by_name" in str(refused.value.suggestion)

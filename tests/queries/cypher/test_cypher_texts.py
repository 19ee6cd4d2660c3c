"""The texts of saved Cypher: what they say of the model is what the model says, and what they share is the same."""

import re
from collections import Counter

import pytest

from graph.errors import InputError
from graph.kinds import CROSS_SECTOR, FORMS, OFFICE_KINDS, ORGANISATION_STATUSES
from graph.relations import (
    CONTEXT,
    HOME,
    HOST,
    MARKET,
    NATIONAL,
    ORGANISATION,
    PROMOTES_BASES,
    RELATION_KINDS,
    Carries,
    RelationKind,
)
from graph.store.neo4j.form.schema import ENTITY, RETIRED, SAYS, all_labels, camel
from graph.written import COMMAND, stale
from queries.cypher import SavedQuery, saved_queries, saved_query
from queries.cypher.compose import HERE, composed, written
from queries.questions.corridor import ALONG

QUERIES = {query.name: query for query in saved_queries()}
BLOCKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "blocks").iterdir())}
TEMPLATES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "templates").iterdir())}
WIDEST = 130
BY_THEIR_OWN_RULE = {
    "OPERATES", "MANDATED_FOR", "PROMOTES", "ACTIVE_IN", "TAKES_PLACE_IN", "LIES_ON", "WORKS_IN", "MERGED_INTO",
}  # fmt: skip
"""Kinds to which the specification gives a rule of their own, beside what their entry says."""


def code(query: SavedQuery) -> str:
    """The query without comments and texts."""
    return re.sub(r"//[^\n]*|'[^']*'", "", query.text)


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
    assert max(map(len, query.text.splitlines())) <= WIDEST


def test_labels_and_relationship_types_are_those_of_the_graph(query: SavedQuery) -> None:
    labels = {*all_labels(), ENTITY, "Source", "Judgement", "OpenDoors"}
    relationships = {kind.upper() for kind in RELATION_KINDS} | {SAYS, RETIRED}
    said = re.findall(r"(?<![\w{,])(?<!, )\w*:(\w+(?:\|\w+)*)", code(query))
    used = {name for one in said for name in one.split("|")}
    assert used <= labels | relationships, used - labels - relationships


def test_nothing_is_written(query: SavedQuery) -> None:
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD)\b", code(query))


def test_queries_are_as_they_are_written() -> None:
    assert not stale(written()), f"Change templates or blocks, then run: {COMMAND}"
    assert TEMPLATES.keys() == QUERIES.keys()


def test_blocks_are_shared() -> None:
    used = Counter(re.findall(r"// ---- (\w+)\n", "".join((*TEMPLATES.values(), *BLOCKS.values()))))
    assert used.keys() == BLOCKS.keys()
    assert min(used.values()) > 1


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_what_it_takes_and_gives(name: str) -> None:
    """Its first two lines; what it takes is what the ``CALL`` takes that all of it is in, if there is one."""
    head, _, text = BLOCKS[name].partition("// ---- ")
    assert text.startswith(f"{name}: ")
    assert text.endswith("\n// ----\n")
    (takes, *taken), (gives, *given) = (re.findall(r"\$?\w+", line.partition(";")[0]) for line in head.splitlines())
    assert (takes, gives) == ("Takes", "Gives")
    said = re.sub(r"//[^\n]*", "", text.partition("\n")[2])
    assert set(re.findall(r"\$\w+", said)) <= set(taken)
    assert all(re.search(rf"(?<![\w$]){re.escape(one)}\b", said) for one in (*taken, *given))
    begin, *_, end = outermost = [line for line in said.splitlines() if line and not line.startswith(" ")]
    if begin.startswith("CALL") and outermost == [begin, end]:
        assert begin == f"CALL ({', '.join(taken)}) {{"


def test_a_query_has_the_numbers_that_it_uses(query: SavedQuery) -> None:
    named = re.search(r"AS sure, \{\n(.*?)\n\} AS number", query.text, flags=re.DOTALL)
    said = set(re.findall(r"(\w+): ", named[1])) if named else set()
    assert said - set(FORMS["trade_agency"]) == set(re.findall(r"number\.(\w+)", code(query))) - set(
        FORMS["trade_agency"]
    )


def test_numbers_are_those_of_the_table() -> None:
    text = QUERIES["door_openers"].text
    assert "  MEMBER_OF: {base: 0.75, halfLife: 12.0, affiliation: true},\n" in text
    assert "  ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5},\n" in text
    assert "  SERVES: {base: 0.6, halfLife: 6.0},\n" in text
    assert "verified: 1.0, imported: 0.98" in text
    assert "least: 0.0001, strongest: 0.95, hub: 0.3, spelledOut: 30," in text
    assert "round(-65536 * log(" in text


@pytest.mark.parametrize("text", [*TEMPLATES.values(), *BLOCKS.values()], ids=[*TEMPLATES, *BLOCKS])
def test_only_kinds_with_a_rule_of_their_own_are_named_by_hand(text: str) -> None:
    named = set(re.findall(r"\w+", re.sub(r"//[^\n]*", "", text))) & {kind.upper() for kind in RELATION_KINDS}
    assert named <= BY_THEIR_OWN_RULE


ALIKE = {
    "MEMBER_OF": RelationKind(
        "new_tie", "has_new_tie", ORGANISATION, ORGANISATION, "T.", Carries.TIE, 0.4, 5, affiliation=True
    ),
    "ATTENDS": RelationKind(
        "new_part", "has_new_part", ORGANISATION, CONTEXT, "P.", Carries.PARTICIPATION, 0.3, 4, 0.5,
        leading_roles=("main", "title"),
    ),
    "SERVES": RelationKind("new_claim", "has_new_claim", ORGANISATION, MARKET, "C.", Carries.PRESENCE, 0.5),
}  # fmt: skip
"""Relationship type → a new kind that carries the same."""


def test_a_new_kind_comes_into_the_queries_from_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ALIKE.values():
        monkeypatch.setitem(RELATION_KINDS, kind.name, kind)
    text = composed(TEMPLATES["door_openers"])
    patterns = [set(found.split("|")) for found in re.findall(r"\[\w*:([A-Z_|]+)\]", re.sub(r"\|\s+", "|", text))]
    for known, kind in ALIKE.items():
        having = [types for types in patterns if known in types]
        assert having
        assert all(kind.name.upper() in types for types in having), known
    assert re.search(r"\sOR type = 'NEW_PART' AND role IN \['main', 'title'\] AS leads,\n", text)
    assert "  NEW_TIE: {base: 0.4, halfLife: 5.0, affiliation: true},\n" in text
    assert "  NEW_PART: {base: 0.3, halfLife: 4.0, dilution: 0.5},\n" in text
    assert "  NEW_CLAIM: {base: 0.5}\n" in text
    assert max(map(len, text.splitlines())) <= WIDEST


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
    assert "|".join(camel(kind) for kind in OFFICE_KINDS) in whole
    assert f"corridor.kind IN {list(ALONG)}" in whole


def test_a_query_is_found_by_its_name() -> None:
    assert saved_query("search_by_name").text.startswith("// Things by their name")
    with pytest.raises(InputError) as refused:
        saved_query("search_by_nam")
    assert refused.value.code == "unknown_query"
    assert "search_by_name" in str(refused.value.suggestion)

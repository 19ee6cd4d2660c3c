"""The texts of saved Cypher: what they say of the model is what the model says, and what they share is the same."""

import re

import pytest

from graph.errors import InputError
from graph.kinds import CONFIDENCES, CROSS_SECTOR, OFFICE_KINDS, ORGANISATION_STATUSES
from graph.relations import (
    COURTESY,
    FIT_CROSS_SECTOR,
    FIT_OTHER,
    FIT_SHARED,
    HALVED,
    HOME,
    HOST,
    LOCATED_BASE,
    LOCATED_COMPANY_BASE,
    LOCATED_OFFICE_BASE,
    LOCATED_OUTWARD_AGENCY_BASE,
    RELATION_KINDS,
    SPELLED_OUT_PARTICIPANTS,
    STRONGEST_TIE,
    Carries,
)
from graph.snapshot.day.worth import COST_PER_NAT
from graph.store.neo4j.schema import ENTITY, RETIRED, SAYS, all_labels, camel
from queries.corridor import ALONG
from queries.cypher import SavedQuery, saved_queries, saved_query

QUERIES = {query.name: query for query in saved_queries()}
OPENERS = ("openers_within_2_steps", "openers_within_3_steps")
COUNTING = (Carries.TIE, Carries.PARTICIPATION, Carries.MANDATE, Carries.PRESENCE)
BLOCK = re.compile(r"^ *// ---- (\w+)[:. ].*?^ *// ----$", flags=re.MULTILINE | re.DOTALL)


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


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if "// ---- numbers" in query.text])
def test_the_numbers_are_the_tables(name: str) -> None:
    text = QUERIES[name].text
    said = {
        kind: dict(re.findall(r"(\w+): ([\w.]+)", rest))
        for kind, rest in re.findall(r"^  ([A-Z_]+): \{(.*)\},?$", text, flags=re.MULTILINE)
    }
    expected: dict[str, dict[str, str]] = {}
    for kind in RELATION_KINDS.values():
        if kind.carries in COUNTING:
            numbers = {"base": kind.base, "halfLife": kind.half_life and float(kind.half_life)}
            if kind.carries in (Carries.TIE, Carries.PARTICIPATION):
                numbers["dilution"] = kind.dilution
            written = {name: str(number) for name, number in numbers.items() if number is not None}
            expected[kind.name.upper()] = written | ({"symmetric": "true"} if kind.symmetric else {})
    assert said == expected
    assert ", ".join(f"{word}: {worth}" for word, worth in CONFIDENCES.items()) in text


def test_what_queries_share_is_the_same_in_all() -> None:
    shared: dict[str, dict[str, set[str]]] = {}
    for query in QUERIES.values():
        for found in BLOCK.finditer(query.text):
            lines = "\n".join(line.strip() for line in found[0].splitlines())
            shared.setdefault(found[1], {}).setdefault(lines, set()).add(query.name)
    assert shared.keys() == {"numbers", "gone", "mandates", "presence", "tie"}
    for name, texts in shared.items():
        assert len(texts) == 1, f"{name} differs: {list(texts.values())}"
        assert len(next(iter(texts.values()))) > 1, f"{name} is not shared at all"


def test_three_steps_are_two_and_one_more() -> None:
    two, three = (code(QUERIES[name]) for name in OPENERS)
    hop = re.compile(r"CALL \(gone, asker, knocks, \w+(?:, openers)?\) \{.*?^\}\n", flags=re.MULTILINE | re.DOTALL)
    assert len(hop.findall(two)) == 2
    assert len(hop.findall(three)) == 3
    names = re.compile(r"\b(none|once|twice|thrice)\b|, openers\b| AND next IN openers")
    assert len({names.sub("", found) for text in (two, three) for found in hop.findall(text)}) == 1
    rest = [hop.sub("", text).replace(" + thrice", "") for text in (two, three)]
    assert rest[0] == rest[1]


@pytest.mark.parametrize("carries", [Carries.TIE, Carries.PARTICIPATION])
def test_patterns_name_all_kinds_that_do_the_same(carries: Carries) -> None:
    """Whoever adds a kind to the table is told here which queries to add it to."""
    whole = types(carries)
    first = whole.partition("|")[0]
    for query in QUERIES.values():
        for found in re.findall(r"-\[\w*:([A-Z_|]+)", query.text):
            if first in found.split("|") and "|" in found and found != f"MEMBER_OF|{types(Carries.PARTICIPATION)}":
                assert found == whole, query.name


def test_the_rules_are_the_models() -> None:
    """The numbers that stand in the text, as the model has them."""
    assert types(Carries.PRESENCE) == "PROMOTES|SERVES|ACTIVE_IN"
    diluted = [kind.name for kind in RELATION_KINDS.values() if kind.carries is Carries.TIE and kind.dilution]
    leading = {
        kind.name: kind.leading_roles
        for kind in RELATION_KINDS.values()
        if kind.carries is Carries.PARTICIPATION and kind.leading_roles != ()
    }
    offices = [camel(kind) for kind in OFFICE_KINDS]
    for name in OPENERS:
        text = QUERIES[name].text
        for expected in (
            f"WHEN one:{offices[0]} OR one:{offices[1]} THEN {LOCATED_OFFICE_BASE}",
            f"WHEN one:Company THEN {LOCATED_COMPANY_BASE}",
            f"THEN CASE one.form WHEN 'export_credit' THEN 0.0 ELSE {LOCATED_OUTWARD_AGENCY_BASE} END",
            f"ELSE {LOCATED_BASE}\n",
            f"['suspended', 'unknown'] THEN {HALVED} ELSE 1.0",
            f"THEN 1.0 ELSE {COURTESY} END",
            f"ELSE {COURTESY}\n",
            f"sector = '{CROSS_SECTOR}') OR any(sector IN wanted WHERE sector IN offered) THEN {FIT_SHARED}",
            f"'{CROSS_SECTOR}' IN offered THEN {FIT_CROSS_SECTOR}\n    ELSE {FIT_OTHER}\n",
            f"mandate.role = '{HOME}' AND holder:TradeAgency",
            f"mandate.role = '{HOST}' AND (holder:{offices[0]} OR holder:{offices[1]})",
            f"WHEN strength > {STRONGEST_TIE} THEN {STRONGEST_TIE} ELSE strength",
            f"n <= {SPELLED_OUT_PARTICIPANTS} OR leads",
            f"(who:Organisation)-[joins:{diluted[0].upper()}|{types(Carries.PARTICIPATION)}]->(target)",
            f"round(-{COST_PER_NAT} * log(",
        ):
            assert expected in text, expected
    assert len(diluted) == 1
    assert leading == {"participates_in": ("coordinator",), "organises": None}
    assert {"suspended", "unknown", "merged", "closed"} <= set(ORGANISATION_STATUSES)
    for name in ("corridor_markets", "corridor_bridges"):
        assert f"corridor.kind IN {list(ALONG)}" in QUERIES[name].text


def test_a_query_is_found_by_its_name() -> None:
    assert saved_query("search_by_name").text.startswith("// Things by their name")
    with pytest.raises(InputError) as refused:
        saved_query("search_by_nam")
    assert refused.value.code == "unknown_query"
    assert "search_by_name" in str(refused.value.suggestion)

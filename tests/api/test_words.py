"""Labels for every word of the schema, subtitles and names in the reader's language."""

import pytest
from graphql import GraphQLEnumType

from api.execute import GRAPHQL
from graph.properties import words_of
from graph.relations import RELATION_KINDS
from graph.words import Language, labels
from tests.api.conftest import Ask

OF_QUESTIONS = {"Direction", "OrganisationOrder", "Language"}
"""Enums that are only asked with."""
ENUMS = {
    name: list(type_.values)
    for name, type_ in GRAPHQL.type_map.items()
    if isinstance(type_, GraphQLEnumType) and not name.startswith("__") and name not in OF_QUESTIONS
}


@pytest.mark.parametrize("language", Language)
def test_every_word_that_answers_have_has_a_label_and_nothing_else_has(language: Language) -> None:
    roles = [role for kind in RELATION_KINDS.values() for role in (*kind.roles, *(kind.leading_roles or ()))]
    beside = {
        "RelationKindReverse": list(RELATION_KINDS),
        "OrganisationKinds": ENUMS["OrganisationKind"],
        "Ownership": list(words_of("organisation", "ownership")),
        "RelationRole": roles,
    }
    said = labels(language)
    assert set(said) == {*ENUMS, *beside, "OpenerGroup", "InterestRole", "EstimateOf", "StrategyReason"}
    for name, words in ENUMS.items():
        assert set(said[name]) == set(words), name
    for name, words in beside.items():
        assert set(said[name]) >= set(words), name


def test_words_are_told_with_their_labels(ask: Ask) -> None:
    english = ask("{ words { name words { word label } } }")["words"]
    german = ask("{ words(language: de) { name words { word label } } }")["words"]
    assert [one["name"] for one in english] == [one["name"] for one in german]
    tiers = next(one for one in german if one["name"] == "Tier")
    assert tiers["words"][0] == {"word": "strong", "label": "stark"}


def test_a_subtitle_says_what_a_hit_is_and_where(ask: Ask) -> None:
    said = ask('{ search(text: "alpha", first: 1) { nodes { subtitle german: subtitle(language: de) } } }')
    assert said["search"]["nodes"] == [
        {"subtitle": "supercluster · Aalborg, Denmark", "german": "Supercluster · Aalborg, Dänemark"}
    ]


def test_a_market_is_called_as_its_readers_call_it(ask: Ask) -> None:
    said = ask('{ market(code: "KR") { name german: name(language: de) } node(id: "KR") { ... on Thing { name } } }')
    assert said["market"] == {"name": "South Korea", "german": "Südkorea"}
    assert said["node"] == {"name": "South Korea"}

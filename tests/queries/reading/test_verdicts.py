"""For whom something is: by kind, form and size, and the words of sources."""

import pytest

from queries.reading.verdicts import called, is_for, one_is


@pytest.mark.parametrize(
    ("word", "kind", "form", "size", "verdict"),
    [
        ("sme", "company", None, "medium", "yes"), ("sme", "company", None, "large", "no"),
        ("sme", "company", None, None, "unknown"), ("sme", "cluster", None, None, "no"),
        ("large", "company", None, "large", "yes"), ("startup", "company", None, "small", "unknown"),
        ("startup", "company", None, "medium", "no"), ("company", "company", None, None, "yes"),
        ("cluster", "cluster", "network", None, "yes"), ("association", "cluster", "association", None, "yes"),
        ("association", "cluster", "cluster", None, "no"), ("agency", "trade_agency", "chamber", None, "no"),
        ("agency", "trade_office", "trade", None, "yes"), ("chamber", "trade_agency", "chamber", None, "yes"),
        ("research", "research_organisation", None, None, "yes"), ("public", "public_body", None, None, "yes"),
        ("region", "public_body", None, None, "unknown"), ("region", "cluster", None, None, "no"),
        ("ngo", "cluster", "association", None, "unknown"), ("investor", "investor", None, None, "yes"),
        ("consortium", "cluster", None, None, "unknown"), ("martians", "company", None, None, "unknown"),
    ],
)  # fmt: skip
def test_one_is(word: str, kind: str, form: str | None, size: str | None, verdict: str) -> None:
    assert one_is(word, kind, form, size) == verdict


def test_one_word_is_enough_and_none_decides_nothing() -> None:
    assert is_for(["cluster", "sme"], "company", None, "small") == "yes"
    assert is_for(["cluster", "sme"], "company", None, None) == "unknown"
    assert is_for(["cluster", "research"], "company", None, None) == "no"
    assert is_for([], "company", None, None) == "unknown"
    assert is_for(["sme", "large"], "company", None, None) == "yes", "together they are all companies"
    assert is_for(["sme", "large"], "cluster", None, None) == "no"


def test_called() -> None:
    assert called(["sme"]) == "small and medium-sized companies"
    assert (
        called(["company", "industry", "martians", "ngo"]) == "companies, martians and non-governmental organisations"
    )

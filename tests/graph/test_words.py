"""Every list of words has its labels in every language, and the page's build has those that it shows."""

import re
from pathlib import Path

import pytest

from graph.words import FIRST_WORDS, RECORD_WORDS, Language, label, labels, written
from graph.written import COMMAND, stale

OTHERS = [language for language in Language if language is not Language.ENGLISH]


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_words_in_the_same_order(language: Language) -> None:
    of_english, of_language = labels(), labels(language)
    assert list(of_language) == list(of_english)
    for name, words in of_english.items():
        assert list(of_language[name]) == list(words), name


@pytest.mark.parametrize("language", Language)
def test_no_label_is_empty_or_has_an_underscore(language: Language) -> None:
    said = [text for words in labels(language).values() for text in words.values()]
    assert all(text.strip() == text and text and "_" not in text for text in said)


@pytest.mark.parametrize("language", Language)
def test_what_is_called_alike_in_two_lists_is_called_alike(language: Language) -> None:
    lists = labels(language)
    for kinds in (lists["OrganisationKind"], lists["ContextKind"]):
        assert kinds.items() <= lists["NodeKind"].items()


def test_a_word_without_a_label_stands_for_itself() -> None:
    assert label("RelationKindName", "new_tie") == "new tie"
    assert label("NoSuchList", "x", Language.GERMAN) == "x"


def test_the_files_of_the_page_are_as_they_are_written() -> None:
    assert not stale(written()), f"Run: {COMMAND}"


def test_the_page_has_the_lists_that_it_shows_words_of_and_no_others() -> None:
    sources = Path(__file__).parents[2] / "web" / "explorer" / "src"
    shown: dict[str, set[str]] = {}
    for path in sources.rglob("*.ts*"):
        for called in re.findall(r"\bword\(([^)]*)", path.read_text(encoding="utf-8")):
            for name in set(re.findall(r"'([A-Z]\w+)'", called)) & set(labels()):
                shown.setdefault(name, set()).add(path.relative_to(sources).parts[1])
    assert set(shown) == {*FIRST_WORDS, *RECORD_WORDS}
    of_records = {"organisation", "market", "corridor", "data", "record"}
    assert {name for name, where in shown.items() if not where <= of_records} <= set(FIRST_WORDS)

"""What words typed may stand for."""

import pytest

from queries.reading.names.meaning import WORDS_AT_MOST, Part, parts_of


def one(text: str) -> Part:
    (part,) = parts_of(text)
    return part


def test_a_word_stands_for_itself() -> None:
    assert parts_of("Aerospace Valley") == (Part(("aerospace",)), Part(("valley",)))
    assert not one("aerospace").means_more


def test_a_country_is_meant_by_name_and_by_adjective() -> None:
    assert one("denmark").countries == one("Danish").countries == {"DK"}
    assert ("danish",) in one("denmark").otherwise
    assert ("denmark",) in one("danish").otherwise
    assert one("danish").words == ("danish",)


def test_an_adjective_of_several_countries_means_each_of_them() -> None:
    assert one("dominican").countries == {"DM", "DO"}


def test_the_longest_that_stands_for_one_thing_comes_first() -> None:
    parts = parts_of("chamber south korea energy")
    assert [part.words for part in parts] == [("chamber",), ("south", "korea"), ("energy",)]
    assert parts[1].countries == {"KR"}


@pytest.mark.parametrize(("typed", "name"), [("München", "munich"), ("Mailand", "milan"), ("köbenhavn", "copenhagen")])
def test_a_city_in_another_language(typed: str, name: str) -> None:
    assert one(typed).otherwise == ((name,),)


@pytest.mark.parametrize("typed", ["chamber in kenya", "it cluster", "de energy", "no wind"])
def test_small_words_are_no_codes_among_others(typed: str) -> None:
    small = next(part for part in parts_of(typed) if len(part.words[0]) == 2)
    assert not small.countries


def test_codes_in_capitals_are_countries() -> None:
    assert parts_of("energy DK")[1].countries == {"DK"}


@pytest.mark.parametrize("typed", ["energiklynge", "Energi klynge"])
def test_a_word_for_cluster_at_the_end_of_a_longer_one(typed: str) -> None:
    stem, cluster = parts_of(typed)
    assert (stem.words, cluster.words) == (("energi",), ("klynge",))
    assert cluster.kinds == {"cluster"}
    assert cluster.otherwise == (("cluster",),)
    assert cluster.within == {"DK", "NO"}


def test_no_more_words_than_are_looked_for() -> None:
    assert len(parts_of("a " * 50)) == WORDS_AT_MOST


def test_syllables_of_a_word_are_words() -> None:
    assert parts_of("코트라") == tuple(Part((word,)) for word in ("ko", "teu", "la"))

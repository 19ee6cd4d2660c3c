"""Search by name, as people type."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.names import NameIndex, NameRow, fold, write_name_index
from queries.search import (
    COUNTED_AT_MOST,
    ENOUGH,
    FILTERS_AT_MOST,
    FIRST_AT_MOST,
    SIMILAR_AT_MOST,
    TEXT_AT_MOST,
    SearchAnswer,
    search,
)

# id, kind, country, name, native name
THINGS = [
    ("energy-cluster-denmark", "cluster", "DK", "Energy Cluster Denmark", ""),
    ("energy-denmark-club", "cluster", "DK", "Danish Club for Energy", ""),
    ("nordic-energy-clusters", "cluster", "NO", "Nordic Energy Clusters", ""),
    ("medicon-valley-alliance", "cluster", "DK", "Medicon Valley Alliance", ""),
    ("media-evolution", "cluster", "SE", "Media Evolution", ""),
    ("medical-hub", "company", "SE", "Medical Hub", ""),
    ("oresund-business", "trade_agency", "SE", "Øresund Business Agency", ""),
    ("oresund-water", "cluster", "DK", "Water of Øresund", ""),
    ("lodz-fashion", "cluster", "PL", "Łódź Fashion Cluster", "Łódzki Klaster Mody"),
    ("idf-mobility", "cluster", "FR", "Île-de-France Mobility", "Mobilité en Île-de-France"),
    ("korea-trade", "trade_agency", "KR", "Korea Trade Agency", "대한무역투자진흥공사"),
    ("korea-hydrogen", "cluster", "KR", "Korea Hydrogen Cluster", "한국수소산업협회"),
    ("muenchen-aero", "cluster", "DE", "Aerospace Cluster München", ""),
    ("aarhus-food", "cluster", "DK", "Food & Bio Hub Århus", ""),
    ("h2-chile", "cluster", "CL", "H2 Chile", ""),
    ("bio4dreams", "company", "IT", "Bio4Dreams", ""),
    ("big-c", "company", "DK", "Big C", ""),
    ("c17", "cluster", "DE", "Cluster c17", ""),
    ("c18", "cluster", "DE", "Cluster c18", ""),
    ("KR", "market", "", "South Korea", ""),
    ("DK", "market", "", "Denmark", ""),
    ("textile-net", "cluster", "PT", "Têxtil Network of Northern Regions", ""),
    ("steel-and-metal", "cluster", "AT", "Steel and Metal Alliance", ""),
    ("wood-k", "cluster", "AT", "Wood Kplus", ""),
    ("photonics-bw", "cluster", "DE", "Photonics BW", ""),
    ("silicon-saxony", "cluster", "DE", "Silicon Saxony", ""),
    ("brainport", "cluster", "NL", "Brainport Eindhoven", ""),
    ("minalogic", "cluster", "FR", "Minalogic", ""),
    ("cap-digital", "cluster", "FR", "Cap Digital", ""),
    ("maritime-hub", "cluster", "NO", "GCE Blue Maritime Hub", ""),
    ("seafood", "cluster", "NO", "Seafood Innovation Cluster", ""),
    ("automotive-west", "cluster", "SE", "Automotive Region West Götaland", ""),
]


def rows() -> list[NameRow]:
    made = []
    for node, (id_, kind, country, name, native) in enumerate(THINGS):
        names = [("name", name), ("native_name", native), ("id", id_)]
        made.append(NameRow(node, id_, kind, country or None, [(field, text) for field, text in names if text]))
    return made


@contextmanager
def indexed(some: Sequence[NameRow]) -> Iterator[NameIndex]:
    with tempfile.TemporaryDirectory() as folder:
        write_name_index(Path(folder) / "names.sqlite", some)
        index = NameIndex(Path(folder) / "names.sqlite")
        try:
            yield index
        finally:
            index.close()


def named(*names: str) -> list[NameRow]:
    return [NameRow(node, f"x{node:04}", "cluster", "DK", [("name", name)]) for node, name in enumerate(names)]


@pytest.fixture(scope="module")
def index() -> Iterator[NameIndex]:
    with indexed(rows()) as made:
        yield made


def ids(answer: SearchAnswer) -> list[str]:
    return [hit.id for hit in answer.hits]


class TestFinds:
    @pytest.mark.parametrize(
        ("text", "first", "how"),
        [
            ("Øresund", "oresund-business", "prefix"),
            ("oresund", "oresund-business", "prefix"),
            ("ORESUND business agency", "oresund-business", "exact"),
            ("lodz", "lodz-fashion", "prefix"),
            ("ŁÓDZKI", "lodz-fashion", "prefix"),
            ("ile de fr", "idf-mobility", "prefix"),
            ("Île–de–France", "idf-mobility", "prefix"),
            ("대한무역투자진흥공사", "korea-trade", "exact"),
            ("한국수소", "korea-hydrogen", "prefix"),
            ("수소산업", "korea-hydrogen", "words"),
            ("한국수노산업협회", "korea-hydrogen", "similar"),
            ("energy-cluster-denmark", "energy-cluster-denmark", "exact"),
            ("korea-hyd", "korea-hydrogen", "prefix"),
            ("photonics-b", "photonics-bw", "prefix"),
            ("idf-mob", "idf-mobility", "words"),
            ("kr", "KR", "exact"),
            ("c17", "c17", "exact"),
            ("energy clust den", "energy-cluster-denmark", "words"),
            ("energy denmark", "energy-cluster-denmark", "words"),
            ("denmark cluster energy", "energy-cluster-denmark", "words"),
            ("food and bio", "aarhus-food", "prefix"),
            ("hub århus", "aarhus-food", "words"),
            ("Medicon Vally", "medicon-valley-alliance", "similar"),
            ("Mdeicon Valley Aliance", "medicon-valley-alliance", "similar"),
            ("enrgy clus", "energy-cluster-denmark", "similar"),
            ("enegry cluter", "energy-cluster-denmark", "similar"),
            ("clustr energy denmark", "energy-cluster-denmark", "similar"),
            ("oersund", "oresund-business", "similar"),
            ("muenchen", "muenchen-aero", "words"),
            ("aerospaec muenchen", "muenchen-aero", "similar"),
            ("fotonics", "photonics-bw", "similar"),
            ("bio4draems", "bio4dreams", "similar"),
            ("2 chile", "h2-chile", "similar"),
        ],
    )
    def test_examples(self, index: NameIndex, text: str, first: str, how: str) -> None:
        hit = search(index, text).hits[0]
        assert (hit.id, hit.how) == (first, how)

    def test_while_typing(self, index: NameIndex) -> None:
        assert ids(search(index, "medi")) == ["medical-hub", "media-evolution", "medicon-valley-alliance"]
        for size in range(1, len("medicon valley alliance") + 1):
            assert "medicon-valley-alliance" in ids(search(index, "medicon valley alliance"[:size]))

    def test_says_which_name_matched(self, index: NameIndex) -> None:
        hit = search(index, "mobilite en").hits[0]
        assert (hit.name, hit.field) == ("Mobilité en Île-de-France", "native_name")
        hit = search(index, "energy-cluster-denmark").hits[0]
        assert (hit.name, hit.field) == ("Energy Cluster Denmark", "name")
        hit = search(index, "korea-hyd").hits[0]
        assert (hit.name, hit.field) == ("Korea Hydrogen Cluster", "name")
        hit = search(index, "medicl hub").hits[0]
        assert (hit.name, hit.field) == ("Medical Hub", "name")
        hit = search(index, "mody klaster").hits[0]
        assert (hit.name, hit.field, hit.how) == ("Łódzki Klaster Mody", "native_name", "words")
        (hit,) = search(index, "idf").hits
        assert (hit.id, hit.name, hit.field, hit.kind, hit.country) == (
            "idf-mobility",
            "idf-mobility",
            "id",
            "cluster",
            "FR",
        )
        assert hit.node == [thing[0] for thing in THINGS].index("idf-mobility")

    def test_words_from_several_names(self, index: NameIndex) -> None:
        assert ids(search(index, "fashion mody")) == ["lodz-fashion"]

    @pytest.mark.parametrize("text", ["qqqqqqqq", "cluster c1999", "q", "1234567", "ebergymclosterdonmerk", "c17 c18"])
    def test_nothing(self, index: NameIndex, text: str) -> None:
        assert search(index, text) == SearchAnswer((), 0, capped=False)

    def test_numbers_that_differ_are_different(self, index: NameIndex) -> None:
        assert ids(search(index, "clsuter c17")) == ["c17"]

    def test_one_error_in_a_short_word_two_in_a_long_one(self) -> None:
        with indexed(named("abcdefg", "hijklmno")) as index:
            assert search(index, "axcdefg").total == 1
            assert search(index, "axcxefg").total == 0
            assert search(index, "hxjkxmno").total == 1
            assert search(index, "hxjkxmxo").total == 0
            assert search(index, "badcefg").total == 0
            assert search(index, "ihjklmon").total == 1


class TestRanks:
    @pytest.mark.parametrize("exact", [False, True])
    def test_ways_to_match_then_length_then_id(self, exact: bool) -> None:
        ranked = [
            ("exact", "energy park"),
            ("prefix", "energy parks"),
            ("prefix", "energy park two"),
            ("words", "energy one parks"),
            ("words", "new energy one park"),
            ("words", "park of energy"),
            ("words", "parks of the energys"),
            ("similar", "energi park"),
            ("similar", "one energi park"),
        ]
        # Who types a name exactly made no typing error.
        ranked = ranked[:-2] if exact else ranked[1:]
        texts = [name for _, name in ranked]
        with indexed(named(*sorted(texts))) as index:
            answer = search(index, "energy park")
        assert [(hit.how, hit.name) for hit in answer.hits] == ranked
        assert answer.total == len(ranked)
        scores = [hit.score for hit in answer.hits]
        assert scores == sorted(scores, reverse=True)
        assert (scores[0] == 1) == exact
        assert len(set(scores)) == len(scores)

    def test_equal_ones_by_id(self) -> None:
        with indexed(named("agro park", "agro bank", "agro park")) as index:
            assert ids(search(index, "agro")) == ["x0000", "x0001", "x0002"]
            assert ids(search(index, "agro park", first=2)) == ["x0000", "x0002"]

    def test_more_names_than_are_looked_at(self) -> None:
        names = [f"new agro {number:04}" for number in range(COUNTED_AT_MOST + 500)]
        with indexed(named(*names, "agro park of a very long name", "agro")) as index:
            answer = search(index, "agro", first=3)
            assert [hit.how for hit in answer.hits] == ["exact", "prefix", "words"]
            assert (answer.total, answer.capped) == (COUNTED_AT_MOST, True)
            assert search(index, "new agro 00", first=100).total == 100
            last = search(index, "new agro", first=100, offset=900)
            assert [hit.name for hit in last.hits] == names[900:1000]

    def test_similar_names_only_where_few_match_as_typed(self) -> None:
        names = [f"agro {letter}" for letter in "abcdefghijkl"[:ENOUGH]]
        with indexed(named(*names, "agri z")) as index:
            assert search(index, "agro").total == ENOUGH
        with indexed(named(*names[1:], "agri z")) as index:
            assert search(index, "agro").hits[-1].name == "agri z"
            assert search(index, "agro").total == ENOUGH

    def test_similar_names_are_counted_to_a_limit(self) -> None:
        with indexed(named(*(f"agro {number}" for number in range(SIMILAR_AT_MOST)))) as index:
            answer = search(index, "agrp")
            assert (answer.total, len(answer.hits)) == (SIMILAR_AT_MOST, 10)
        with indexed(named(*(f"agro {number}" for number in range(SIMILAR_AT_MOST + 1)))) as index:
            answer = search(index, "agrp")
            assert (answer.total, answer.capped) == (SIMILAR_AT_MOST, True)


class TestRestricts:
    def test_kinds_and_countries(self, index: NameIndex) -> None:
        assert ids(search(index, "medi", kinds=["cluster"])) == ["media-evolution", "medicon-valley-alliance"]
        assert ids(search(index, "medi", countries=("SE",))) == ["medical-hub", "media-evolution"]
        assert ids(search(index, "medi", kinds={"cluster", "market"}, countries=["SE"])) == ["media-evolution"]
        assert ids(search(index, "mdeicon", kinds=["company"])) == []
        assert ids(search(index, "energy cluster denmark", countries=["NO"])) == []
        assert ids(search(index, "cluster", kinds=["market"])) == []

    def test_every_kind_and_country_at_once(self, index: NameIndex) -> None:
        many = [f"kind-{number}" for number in range(FILTERS_AT_MOST - 1)]
        words = "cluster cluste clust clus clu cl energy energ ener ene en e"
        answer = search(index, words, kinds=[*many, "cluster"], countries=[*many, "DK"])
        assert ids(answer)[0] == "energy-cluster-denmark"
        answer = search(index, f"x{words}", kinds=[*many, "cluster"], countries=[*many, "DK"])
        assert (ids(answer), answer.hits[0].how) == (["energy-cluster-denmark"], "similar")

    def test_pages_join(self, index: NameIndex) -> None:
        for text in ("c", "cluster", "e d", "enrgy", "korea"):
            whole = search(index, text, first=100)
            pages = [search(index, text, first=2, offset=offset) for offset in range(0, 100, 2)]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            assert {page.total for page in pages} == {whole.total} == {len(whole.hits)}

    def test_first_nothing(self, index: NameIndex) -> None:
        assert search(index, "medi", first=0) == SearchAnswer((), 3, capped=False)


class TestRefuses:
    @pytest.mark.parametrize("text", ["", "  ", "—", "!?", "\n\t\0", "\ud800"])
    def test_nothing_to_look_for(self, index: NameIndex, text: str) -> None:
        with pytest.raises(InputError) as raised:
            search(index, text)
        assert (raised.value.code, raised.value.where) == ("empty_text", "text")

    def test_long_text(self, index: NameIndex) -> None:
        search(index, "x" * TEXT_AT_MOST)
        with pytest.raises(LimitError) as raised:
            search(index, "x" * (TEXT_AT_MOST + 1))
        assert (raised.value.code, raised.value.where) == ("text_too_long", "text")

    @pytest.mark.parametrize(
        ("arguments", "where", "limit"),
        [
            ({"first": -1}, "first", False),
            ({"offset": -1}, "offset", False),
            ({"first": FIRST_AT_MOST + 1}, "first", True),
            ({"first": 10, "offset": COUNTED_AT_MOST - 9}, "offset", True),
            ({"kinds": ["x"] * (FILTERS_AT_MOST + 1)}, "kinds", True),
            ({"countries": ["x"] * (FILTERS_AT_MOST + 1)}, "countries", True),
        ],
    )
    def test_limits(self, index: NameIndex, arguments: dict[str, int], where: str, limit: bool) -> None:
        with pytest.raises(InputError) as raised:
            search(index, "agro", **arguments)  # type: ignore[arg-type]
        assert raised.value.where == where
        assert isinstance(raised.value, LimitError) == limit
        assert raised.value.suggestion

    def test_words_after_the_twelfth_count_only_in_whole_names(self) -> None:
        letters = " ".join("abcdefghijklmno")
        with indexed(named(letters, f"{letters} p", " ".join("abcdefghijkl"))) as index:
            assert [hit.how for hit in search(index, letters).hits] == ["exact", "prefix", "words"]


class TestAnyName:
    def test_finds_itself_first(self, index: NameIndex) -> None:
        for row in rows():
            for field, name in row.names:
                hit = search(index, name).hits[0]
                assert (hit.id, hit.how, hit.score) == (row.id, "exact", 1.0), (field, name)

    def test_finds_itself_with_one_letter_dropped_or_two_transposed(self, index: NameIndex) -> None:
        for row in rows():
            for _, name in row.names:
                for mistyped in _mistyped(name):
                    assert row.id in ids(search(index, mistyped)), (mistyped, name)

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def test_made_up_names(self, data: st.DataObject) -> None:
        word = st.text("abcdefghilmnoprstuåøłé", min_size=2, max_size=9)
        name = st.lists(word, min_size=1, max_size=4).map(" ".join)
        names = data.draw(st.lists(name, min_size=1, max_size=30, unique=True))
        exact = {fold(name_) for name_ in names}
        with indexed(named(*names)) as index:
            for node, name_ in enumerate(names):
                found = [hit.node for hit in search(index, name_, first=100).hits if hit.how == "exact"]
                assert node in found
                for mistyped in _dropped(name_):
                    if fold(mistyped) in exact:
                        continue  # Who types another's name made no typing error.
                    hits = search(index, mistyped, first=10).hits
                    assert node in [hit.node for hit in hits], (mistyped, name_)

    @settings(deadline=None)
    @given(st.text(max_size=TEXT_AT_MOST))
    def test_any_text_is_answered_or_refused(self, index: NameIndex, text: str) -> None:
        try:
            answer = search(index, text, first=100)
        except InputError:
            return
        assert len(answer.hits) == answer.total
        assert all(0 < hit.score <= 1 for hit in answer.hits)
        assert len({hit.node for hit in answer.hits}) == len(answer.hits)
        assert sorted((hit.score for hit in answer.hits), reverse=True) == [hit.score for hit in answer.hits]


def _dropped(name: str) -> list[str]:
    """The name without each of its letters, if it has enough."""
    return [name[:at] + name[at + 1 :] for at, letter in enumerate(name) if letter.isalpha()] if len(name) >= 5 else []


def _mistyped(name: str) -> list[str]:
    swapped = [
        name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        for at in range(len(name) - 1)
        if name[at].isalpha() and name[at + 1].isalpha()
    ]
    return _dropped(name) + (swapped if len(name) >= 5 else [])

"""Search by name, as people type."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError, SnapshotError
from graph.snapshot.names.folding import fold
from graph.snapshot.names.form import NameRow
from graph.snapshot.names.index import NameIndex
from graph.snapshot.names.writing import write_name_index
from queries.questions.search import (
    FIRST_AT_MOST,
    SearchAnswer,
    search,
)
from queries.reading.names.hits import (
    COUNTED_AT_MOST,
    ENOUGH,
    FILTERS_AT_MOST,
    TEXT_AT_MOST,
)
from queries.reading.names.similar import SIMILAR_AT_MOST
from tests.profiles import draws

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


@dataclass(frozen=True)
class Things:
    """What is searched: some named things, and others of which there is no name, numbered."""

    names: NameIndex
    ids: Sequence[str]

    def find(self, id_: str) -> int | None:
        return self.ids.index(id_) if id_ in self.ids else None


def rows() -> list[NameRow]:
    made = []
    for id_, kind, country, name, native in THINGS:
        names = [("name", name), ("native_name", native), ("id", id_)]
        made.append(NameRow(id_, kind, country or None, [(field, text) for field, text in names if text]))
    return made


@contextmanager
def indexed(some: Sequence[NameRow]) -> Iterator[Things]:
    with tempfile.TemporaryDirectory() as folder:
        write_name_index(Path(folder) / "names.sqlite", some)
        with closing(NameIndex(Path(folder) / "names.sqlite")) as index:
            yield Things(index, [row.id for row in some])


def named(*names: str) -> list[NameRow]:
    return [NameRow(f"x{node:04}", "cluster", "DK", [("name", name)]) for node, name in enumerate(names)]


@pytest.fixture(scope="module")
def things() -> Iterator[Things]:
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
    def test_examples(self, things: Things, text: str, first: str, how: str) -> None:
        hit = search(things, text).hits[0]
        assert (hit.id, hit.how) == (first, how)

    def test_while_typing(self, things: Things) -> None:
        assert ids(search(things, "medi")) == ["media-evolution", "medicon-valley-alliance", "medical-hub"]
        for size in range(1, len("medicon valley alliance") + 1):
            assert "medicon-valley-alliance" in ids(search(things, "medicon valley alliance"[:size]))

    def test_says_which_name_matched(self, things: Things) -> None:
        hit = search(things, "mobilite en").hits[0]
        assert (hit.name, hit.field) == ("Mobilité en Île-de-France", "native_name")
        hit = search(things, "energy-cluster-denmark").hits[0]
        assert (hit.name, hit.field) == ("Energy Cluster Denmark", "name")
        hit = search(things, "korea-hyd").hits[0]
        assert (hit.name, hit.field) == ("Korea Hydrogen Cluster", "name")
        hit = search(things, "medicl hub").hits[0]
        assert (hit.name, hit.field) == ("Medical Hub", "name")
        hit = search(things, "mody klaster").hits[0]
        assert (hit.name, hit.field, hit.how) == ("Łódzki Klaster Mody", "native_name", "words")
        (hit,) = search(things, "idf").hits
        assert (hit.id, hit.name, hit.field, hit.kind, hit.country) == (
            "idf-mobility",
            "idf-mobility",
            "id",
            "cluster",
            "FR",
        )

    def test_words_from_several_names(self, things: Things) -> None:
        assert ids(search(things, "fashion mody")) == ["lodz-fashion"]

    @pytest.mark.parametrize("text", ["qqqqqqqq", "cluster c1999", "q", "1234567", "ebergymclosterdonmerk", "c17 c18"])
    def test_nothing(self, things: Things, text: str) -> None:
        assert search(things, text) == SearchAnswer((), 0, capped=False)

    def test_numbers_that_differ_are_different(self, things: Things) -> None:
        assert ids(search(things, "clsuter c17")) == ["c17"]

    def test_one_error_in_a_short_word_two_in_a_long_one(self) -> None:
        with indexed(named("abcdefg", "hijklmno")) as things:
            assert search(things, "axcdefg").total == 1
            assert search(things, "axcxefg").total == 0
            assert search(things, "hxjkxmno").total == 1
            assert search(things, "hxjkxmxo").total == 0
            assert search(things, "badcefg").total == 0
            assert search(things, "ihjklmon").total == 1


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
        with indexed(named(*sorted(texts))) as things:
            answer = search(things, "energy park")
        assert [(hit.how, hit.name) for hit in answer.hits] == ranked
        assert answer.total == len(ranked)
        scores = [hit.score for hit in answer.hits]
        assert scores == sorted(scores, reverse=True)
        assert (scores[0] == 1) == exact
        assert len(set(scores)) == len(scores)

    def test_equal_ones_by_id(self) -> None:
        with indexed(named("agro park", "agro bank", "agro park")) as things:
            assert ids(search(things, "agro")) == ["x0000", "x0001", "x0002"]
            assert ids(search(things, "agro park", first=2)) == ["x0000", "x0002"]

    def test_more_names_than_are_looked_at(self) -> None:
        names = [f"new agro {number:04}" for number in range(COUNTED_AT_MOST + 500)]
        with indexed(named(*names, "agro park of a very long name", "agro")) as things:
            answer = search(things, "agro", first=3)
            assert [hit.how for hit in answer.hits] == ["exact", "prefix", "words"]
            assert (answer.total, answer.capped) == (COUNTED_AT_MOST, True)
            assert search(things, "new agro 00", first=100).total == 100
            last = search(things, "new agro", first=100, offset=900)
            assert [hit.name for hit in last.hits] == names[900:1000]

    def test_similar_names_only_where_few_match_as_typed(self) -> None:
        names = [f"agro {letter}" for letter in "abcdefghijkl"[:ENOUGH]]
        with indexed(named(*names, "agri z")) as things:
            assert search(things, "agro").total == ENOUGH
        with indexed(named(*names[1:], "agri z")) as things:
            assert search(things, "agro").hits[-1].name == "agri z"
            assert search(things, "agro").total == ENOUGH

    def test_similar_names_are_counted_to_a_limit(self) -> None:
        with indexed(named(*(f"agro {number}" for number in range(SIMILAR_AT_MOST)))) as things:
            answer = search(things, "agrp")
            assert (answer.total, len(answer.hits)) == (SIMILAR_AT_MOST, 10)
        with indexed(named(*(f"agro {number}" for number in range(SIMILAR_AT_MOST + 1)))) as things:
            answer = search(things, "agrp")
            assert (answer.total, answer.capped) == (SIMILAR_AT_MOST, True)


def thing(
    id_: str, kind: str, country: str, *names: str | tuple[str, str], about: str = "", gone: bool = False
) -> NameRow:
    fields = [("name", one) if isinstance(one, str) else one for one in names]
    return NameRow(id_, kind, country, [*fields, ("id", id_)], about.split(), "merged" if gone else None)


class TestOtherNames:
    def test_a_former_name_is_a_name(self) -> None:
        with indexed([thing("bf", "trade_agency", "FI", "Business Finland", ("former", "Tekes"))]) as things:
            (hit,) = search(things, "tekes").hits
            assert (hit.id, hit.name, hit.field, hit.how) == ("bf", "Tekes", "former", "exact")

    def test_a_short_acronym_begins_nothing(self) -> None:
        with indexed([thing("x", "cluster", "DK", "Medicon Alliance", ("acronym", "MVA"))]) as things:
            assert search(things, "mva").hits[0].how == "exact"
            assert search(things, "mv").total == 0
            assert ids(search(things, "mva medicon")) == ["x"]

    def test_a_longer_acronym_is_a_name_like_others(self) -> None:
        with indexed([thing("x", "cluster", "DK", "Korea Agency", ("acronym", "KOTRA"))]) as things:
            assert search(things, "kotr").hits[0].how == "prefix"

    def test_initials_that_nobody_states_are_found_by_themselves(self) -> None:
        rows = [
            thing("x", "cluster", "DK", "Energy Cluster Denmark", ("initials", "ECD")),
            thing("y", "cluster", "PL", "ECDF Klaster"),
        ]
        with indexed(rows) as things:
            assert [(hit.id, hit.how) for hit in search(things, "ecd").hits] == [("x", "initials"), ("y", "prefix")]
            assert ids(search(things, "ecd aalborg")) == []

    def test_initials_come_between_a_word_and_longer_ones_that_begin_so(self) -> None:
        rows = [
            thing("initials", "cluster", "DK", "Dalarna Science Park", ("initials", "DSP")),
            thing("begun", "cluster", "DK", "DSPA"),
            thing("word", "cluster", "BE", "DSPs", ("short", "DSP Valley of Flanders and beyond")),
            thing("exact", "cluster", "DK", "Digital Something", ("acronym", "DSP")),
        ]
        with indexed(rows) as things:
            hits = search(things, "dsp").hits
            assert [(hit.id, hit.how) for hit in hits] == [
                ("exact", "exact"), ("word", "prefix"), ("initials", "initials"), ("begun", "prefix"),
            ]  # fmt: skip
            assert hits[1].name == "DSP Valley of Flanders and beyond"
            assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
            pages = [search(things, "dsp", first=1, offset=offset) for offset in range(4)]
            assert [page.hits[0] for page in pages] == list(hits)
            assert {page.total for page in pages} == {4}
            assert ids(search(things, "dsp", countries=["BE"])) == ["word"]

    def test_a_stated_acronym_comes_before_initials(self) -> None:
        rows = [
            thing("x", "cluster", "DK", "A B C", ("initials", "ABC")),
            thing("y", "cluster", "DK", "A Very Long Name", ("acronym", "ABC")),
        ]
        with indexed(rows) as things:
            assert [hit.id for hit in search(things, "abc").hits] == ["y", "x"]


class TestMeaning:
    ROWS = (
        thing("ecd", "cluster", "DK", "Energy Cluster Denmark", about="Aalborg supercluster energy"),
        thing("north", "cluster", "DK", "North Wind", about="Aarhus cluster offshore-wind energy"),
        thing("biom", "cluster", "DE", "BioM", about="Munich cluster health"),
        thing("fuel", "company", "DK", "Energy Fuel"),
        thing("gone", "cluster", "DK", "Energy Hub", gone=True),
        thing("h2", "cluster", "KR", "H2Korea", about="Seoul association hydrogen"),
        thing("nor", "cluster", "NO", "Energy Norway Cluster"),
        thing("agency", "trade_agency", "SE", "Vinnova", about="Stockholm innovation_agency"),
        thing("KR", "market", "KR", "South Korea"),
        thing("DK", "market", "DK", "Denmark"),
    )

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("danish energy", ["ecd", "fuel", "gone", "north"]),
            ("energy aalborg", ["ecd"]),
            ("münchen", ["biom"]),
            ("health cluster munich", ["biom"]),
            ("hydrogen seoul", ["h2"]),
            ("wind denmark", ["north"]),
            ("innovation agency sweden", ["agency"]),
            ("h2 korea", ["h2"]),
            ("north wind aarhus", ["north"]),
            ("the energy of aalborg", ["ecd"]),
            ("energyfuel", ["fuel"]),
            ("energi klynge", ["nor", "ecd"]),
            ("danish enrgy fule", ["fuel"]),
        ],
    )
    def test_what_is_meant(self, text: str, found: list[str]) -> None:
        with indexed(self.ROWS) as things:
            assert ids(search(things, text))[: len(found)] == found

    def test_says_how(self) -> None:
        with indexed(self.ROWS) as things:
            assert search(things, "danish energy").hits[0].how == "about"
            assert search(things, "h2 korea").hits[0].how == "similar"

    def test_a_market_comes_first(self) -> None:
        with indexed([*self.ROWS, thing("den", "cluster", "DK", "Denmark")]) as things:
            assert ids(search(things, "denmark"))[:2] == ["DK", "den"]
            assert search(things, "denmark", kinds=["cluster"]).hits[0].id == "den"

    def test_a_code_comes_behind_what_is_called_so(self) -> None:
        with indexed([*self.ROWS, thing("den", "cluster", "DK", "DK")]) as things:
            assert ids(search(things, "dk"))[:2] == ["den", "DK"]

    def test_what_is_gone_is_marked_and_comes_last_of_its_sort(self) -> None:
        with indexed(self.ROWS) as things:
            hits = search(things, "energy").hits
            assert [hit.id for hit in hits][:4] == ["nor", "ecd", "fuel", "gone"]
            assert [hit.status for hit in hits][:4] == [None, None, None, "merged"]

    def test_pages_join(self) -> None:
        with indexed(self.ROWS) as things:
            for text in ("danish energy", "energy", "energi klynge", "dk", "denmark"):
                whole = search(things, text, first=100)
                pages = [search(things, text, first=1, offset=offset).hits for offset in range(whole.total)]
                assert [hit for page in pages for hit in page] == list(whole.hits)
                scores = [hit.score for hit in whole.hits]
                assert scores == sorted(scores, reverse=True)


class TestRestricts:
    def test_kinds_and_countries(self, things: Things) -> None:
        assert ids(search(things, "medi", kinds=["cluster"])) == ["media-evolution", "medicon-valley-alliance"]
        assert ids(search(things, "medi", countries=("SE",))) == ["media-evolution", "medical-hub"]
        assert ids(search(things, "medi", kinds={"cluster", "market"}, countries=["SE"])) == ["media-evolution"]
        assert ids(search(things, "mdeicon", kinds=["company"])) == []
        assert ids(search(things, "energy cluster denmark", countries=["NO"])) == []
        assert ids(search(things, "cluster", kinds=["market"])) == []

    def test_every_kind_and_country_at_once(self, things: Things) -> None:
        many = [f"kind-{number}" for number in range(FILTERS_AT_MOST - 1)]
        words = "cluster cluste clust clus clu cl energy energ ener ene en e"
        answer = search(things, words, kinds=[*many, "cluster"], countries=[*many, "DK"])
        assert ids(answer)[0] == "energy-cluster-denmark"
        answer = search(things, f"x{words}", kinds=[*many, "cluster"], countries=[*many, "DK"])
        assert (ids(answer), answer.hits[0].how) == (["energy-cluster-denmark"], "similar")

    def test_pages_join(self, things: Things) -> None:
        for text in ("c", "cluster", "e d", "enrgy", "korea"):
            whole = search(things, text, first=100)
            pages = [search(things, text, first=2, offset=offset) for offset in range(0, 100, 2)]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            assert {page.total for page in pages} == {whole.total} == {len(whole.hits)}

    def test_first_nothing(self, things: Things) -> None:
        assert search(things, "medi", first=0) == SearchAnswer((), 3, capped=False)


class TestRefuses:
    @pytest.mark.parametrize("text", ["", "  ", "—", "!?", "\n\t\0", "\ud800"])
    def test_nothing_to_look_for(self, things: Things, text: str) -> None:
        with pytest.raises(InputError) as raised:
            search(things, text)
        assert (raised.value.code, raised.value.where) == ("empty_text", "text")

    def test_long_text(self, things: Things) -> None:
        search(things, "x" * TEXT_AT_MOST)
        with pytest.raises(LimitError) as raised:
            search(things, "x" * (TEXT_AT_MOST + 1))
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
    def test_limits(self, things: Things, arguments: dict[str, int], where: str, limit: bool) -> None:
        with pytest.raises(InputError) as raised:
            search(things, "agro", **arguments)  # type: ignore[arg-type]
        assert raised.value.where == where
        assert isinstance(raised.value, LimitError) == limit
        assert raised.value.suggestion

    def test_words_after_the_twelfth_count_only_in_whole_names(self) -> None:
        letters = " ".join("abcdefghijklmno")
        with indexed(named(letters, f"{letters} p", " ".join("abcdefghijkl"))) as things:
            assert [hit.how for hit in search(things, letters).hits] == ["exact", "prefix", "words"]


class TestNodes:
    def test_are_those_of_the_snapshot(self, things: Things) -> None:
        (hit,) = search(things, "idf").hits
        assert hit.node == things.ids.index("idf-mobility")
        more = replace(things, ids=["first", *things.ids])
        assert search(more, "idf").hits[0].node == hit.node + 1

    def test_another_snapshots_index(self, things: Things) -> None:
        with pytest.raises(SnapshotError) as raised:
            search(replace(things, ids=[]), "idf")
        assert (raised.value.code, raised.value.value) == ("snapshot_damaged", "idf-mobility")


class TestAnyName:
    def test_finds_itself_first(self, things: Things) -> None:
        for row in rows():
            for field, name in row.names:
                hit = search(things, name).hits[0]
                assert (hit.id, hit.how, hit.score) == (row.id, "exact", 1.0), (field, name)

    def test_finds_itself_with_one_letter_dropped_or_two_transposed(self, things: Things) -> None:
        for row in rows():
            for _, name in row.names:
                for mistyped in _mistyped(name):
                    assert row.id in ids(search(things, mistyped)), (mistyped, name)

    @settings(max_examples=draws(40))
    @given(st.data())
    def test_made_up_names(self, data: st.DataObject) -> None:
        word = st.text("abcdefghilmnoprstuåøłé", min_size=2, max_size=9)
        name = st.lists(word, min_size=1, max_size=4).map(" ".join)
        names = data.draw(st.lists(name, min_size=1, max_size=30, unique=True))
        exact = {fold(name_) for name_ in names}
        with indexed(named(*names)) as things:
            for node, name_ in enumerate(names):
                found = [hit.node for hit in search(things, name_, first=100).hits if hit.how == "exact"]
                assert node in found
                for mistyped in _dropped(name_):
                    if fold(mistyped) in exact:
                        continue  # Who types another's name made no typing error.
                    hits = search(things, mistyped, first=10).hits
                    assert node in [hit.node for hit in hits], (mistyped, name_)

    @given(st.text(max_size=TEXT_AT_MOST))
    def test_any_text_is_answered_or_refused(self, things: Things, text: str) -> None:
        try:
            answer = search(things, text, first=100)
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

"""What ids refer to: within a source, between sources, and in whatever order these are loaded."""

from itertools import permutations
from pathlib import Path

import pytest

from graph.store import Store
from graph.store.sqlite.store import SqliteStore
from tests.loaders.folders import WHOLE, declared, dumped, ids, links, loaded, waiting

PEOPLE = {"organisations": "id,kind,name,country\ncom,company,Com,DK\n"}
ORG = "id,kind,name,country,sectors\n"
REL = "kind,source,target,role\n"


def source(name: str, *, owns: bool = False, **files: str) -> dict[str, str]:
    return {"source.toml": declared(name, owns_ids=str(owns).lower()), **files}


KINDS = {
    "org": (
        "organisations",
        "id,kind,name,country\norg,cluster,O,DK\nagency,trade_agency,A,DK\noffice,trade_office,F,KR\n",
    ),
    "project": ("contexts", "id,kind,name\nproject,project,P\nevent,event,E\nprogramme,programme,G\n"),
    "corridor": ("corridors", "id,kind,name,markets\nbloc,trade_bloc,B,DK|DE\n"),
    "sector": ("sectors", "id,name\nsec,S\n"),
    "priority": ("priorities", "id,organisation,name\nprio,org,P\n"),
    "service": ("services", "id,organisation,service\nserv,org,training\n"),
}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("partner_of,org,agency,", None),
        ("partner_of,org,sec,", ("target", "wrong_end")),
        ("partner_of,project,org,", ("source", "wrong_end")),
        ("partner_of,org,nobody,", ("target", "unknown_reference")),
        ("partner_of,nobody,org,", ("source", "unknown_reference")),
        ("partner_of,nobody,sec,", ("source", "unknown_reference")),
        ("part_of,org,agency,", ("target", "wrong_end")),
        ("participates_in,org,project,", None),
        ("participates_in,org,event,", ("target", "wrong_end")),
        ("attends,org,event,", None),
        ("mandated_for,agency,KR,home", None),
        ("mandated_for,agency,DE-BW,home", None),
        ("mandated_for,agency,bloc,home", None),
        ("mandated_for,office,KR,host", None),
        ("mandated_for,org,KR,home", ("source", "wrong_end")),
        ("mandated_for,agency,kr,home", ("target", "unknown_reference")),
        ("mandated_for,agency,ZZ-BW,home", ("target", "unknown_reference")),
        ("mandated_for,agency,usa,home", ("target", "unknown_reference")),
        ("mandated_for,agency,South Korea,home", None),
        ("mandated_for,agency,Danmrak,home", ("target", "unknown_market")),
        ("serves,org,usa,", None),
        ("serves,org,bloc,", ("target", "wrong_end")),
        ("serves,org,Virgin Islands,", ("target", "ambiguous_market")),
        ("lies_on,Czech Republic,bloc,", None),
        ("promotes,agency,DK,", None),
        ("lies_on,DK,bloc,", None),
        ("lies_on,org,bloc,", None),
        ("lies_on,event,bloc,", ("source", "wrong_end")),
        ("takes_place_in,event,DK,", None),
        ("takes_place_in,event,bloc,", ("target", "wrong_end")),
        ("works_in,project,sec,", None),
        ("interested_in,org,bloc,", None),
        ("pursues,org,prio,", None),
        ("pursues,org,serv,", ("target", "wrong_end")),
        ("offers,org,serv,", None),
        ("eligible_for,org,programme,", None),
    ],
)
def test_ends_of_relations(store: Store, tmp_path: Path, row: str, problem: tuple[str, str] | None) -> None:
    files = dict(KINDS.values())
    loaded(store, tmp_path / "x", {**files, "relations": f"{REL}{row}\n"})
    assert waiting(store) == ([("relations.csv:2", *problem)] if problem else [])


@pytest.mark.parametrize(
    ("stem", "text", "problem"),
    [
        ("organisations", f"{ORG}o,cluster,O,DK,sec|nothing\n", ("sectors", "unknown_reference")),
        ("organisations", f"{ORG}o,cluster,O,DK,sec|bloc\n", ("sectors", "wrong_end")),
        ("contexts", "id,kind,name,sectors\ne,event,E,nothing\n", ("sectors", "unknown_reference")),
        ("priorities", "id,organisation,name\np,nobody,P\n", ("organisation", "unknown_reference")),
        ("priorities", "id,organisation,name\np,sec,P\n", ("organisation", "wrong_end")),
        ("priorities", "id,organisation,name,sectors\np,org,P,nothing\n", ("sectors", "unknown_reference")),
        ("services", "id,organisation,service\ns,nobody,training\n", ("organisation", "unknown_reference")),
        ("services", "id,organisation,service\ns,project,training\n", ("organisation", "wrong_end")),
        (
            "estimates",
            "id,region,count,what,publisher\ne,nowhere,1,regional_clusters,P\n",
            ("region", "unknown_reference"),
        ),
        ("estimates", "id,region,count,what,publisher\ne,org,1,regional_clusters,P\n", ("region", "wrong_end")),
        (
            "estimates",
            "id,region,count,what,publisher,sector\ne,DK,1,regional_clusters,P,no\n",
            ("sector", "unknown_reference"),
        ),
        ("estimates", "id,region,count,what,publisher\ne,europe,1,regional_clusters,P\n", None),
        ("estimates", "id,region,count,what,publisher\ne,bloc,1,regional_clusters,P\n", None),
    ],
)
def test_references_of_things(
    store: Store, tmp_path: Path, stem: str, text: str, problem: tuple[str, str] | None
) -> None:
    """What is referred to is another source's, which makes no difference."""
    loaded(store, tmp_path / "base", dict(KINDS.values()))
    loaded(store, tmp_path / "x", {stem: text})
    assert waiting(store) == ([(f"{stem}.csv:2", *problem)] if problem else [])


def test_an_unknown_id_meets_the_ids_near_to_it(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {**WHOLE, "relations": f"{REL}partner_of,alpha,betta,\n"})
    assert store.quarantined()[0].message == "nothing in this source or in the store has the id 'betta'; near are beta"


def test_an_everyday_word_meets_the_sector_that_it_may_mean(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "base", {"sectors": "id,name\nmaritime,Maritime and blue economy\n"})
    loaded(store, tmp_path / "x", {"organisations": "id,kind,name,country,sectors\no,cluster,O,DK,ocean\n"})
    assert store.quarantined()[0].message == (
        "nothing in this source or in the store has the id 'ocean'; near are maritime"
    )


def test_a_market_in_the_form_of_an_id_meets_its_code(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {**WHOLE, "relations": f"{REL}mandated_for,gamma,usa,home\npartner_of,alpha,usa,\n"})
    assert [row.message.rpartition("'")[2] for row in store.quarantined()] == ["; near are US", ""]


def test_what_is_put_aside_answers_for_nothing_until_it_is_taken_in(store: Store, tmp_path: Path) -> None:
    files = {
        "organisations": f"{ORG}p,cluster,P,DK,\n",
        "priorities": "id,organisation,name\nprio,later,P\n",
        "relations": f"{REL}partner_of,later,p,\npursues,p,prio,\n",
    }
    loaded(store, tmp_path / "x", files)
    assert [(place, code) for place, _, code in waiting(store)] == [
        ("priorities.csv:2", "unknown_reference"),
        ("relations.csv:2", "unknown_reference"),
        ("relations.csv:3", "unknown_reference"),
    ]
    report = loaded(store, tmp_path / "y", {"organisations": f"{ORG}later,cluster,L,DK,\n"})
    assert (report.released, waiting(store)) == (3, [])
    assert links(store) == ["partner_of later p", "pursues p prio"]
    assert loaded(store, tmp_path / "x", files).total.unchanged == 4


def test_a_duplicate_is_one_whatever_is_loaded_already(store: Store, tmp_path: Path) -> None:
    """The first row of an id has it, even while its sector waits."""
    files = {"organisations": f"{ORG}o,cluster,First,DK,later\no,cluster,Second,DK,\n"}
    loaded(store, tmp_path / "x", files)
    assert (ids(store), len(waiting(store))) == (["o"], 2)
    assert loaded(store, tmp_path / "y", {"sectors": "id,name\nlater,L\n"}).released == 1
    (said,) = (said for said in dumped(store, "entity") if said["id"] == "o")
    assert said["properties"]["name"] == "First"
    assert waiting(store) == [("organisations.csv:3", "id", "duplicate_id")]


def test_a_kind_that_another_source_corrects(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "base", source("base", organisations=f"{ORG}o,company,O,DK,\n"))
    loaded(store, tmp_path / "x", source("x", relations=f"{REL}promotes,o,DK,\n"))
    assert waiting(store) == [("relations.csv:2", "source", "wrong_end")]
    report = loaded(store, tmp_path / "base", source("base", organisations=f"{ORG}o,trade_agency,O,DK,\n"))
    assert (report.released, links(store)) == (1, ["promotes o DK"])


def test_a_reason_that_changes_is_noted(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", source("x", relations=f"{REL}promotes,o,DK,\n"))
    assert waiting(store) == [("relations.csv:2", "source", "unknown_reference")]
    assert loaded(store, tmp_path / "base", source("base", organisations=f"{ORG}o,company,O,DK,\n")).released == 0
    assert waiting(store) == [("relations.csv:2", "source", "wrong_end")]


class TestIdsThatSeveralSourcesUse:
    company = f"{ORG}o,company,O,DK,\n"
    agency = f"{ORG}o,trade_agency,O,DK,\n"
    promotes = f"{REL}promotes,o,DK,\n"

    def test_a_sources_own_comes_first(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "a", source("a", owns=True, organisations=self.agency))
        loaded(store, tmp_path / "x", source("x", organisations=self.company, relations=self.promotes))
        assert waiting(store) == [("relations.csv:2", "source", "wrong_end")]
        loaded(store, tmp_path / "y", source("y", organisations=self.agency, relations=self.promotes))
        assert links(store) == ["promotes o DK"]

    @pytest.mark.parametrize("owner_first", [True, False])
    def test_then_that_of_the_source_that_owns_the_ids(self, store: Store, tmp_path: Path, owner_first: bool) -> None:
        files = {"a": source("a", organisations=self.company), "b": source("b", owns=True, organisations=self.agency)}
        for name in sorted(files, reverse=owner_first):
            loaded(store, tmp_path / name, files[name])
        loaded(store, tmp_path / "x", source("x", relations=self.promotes))
        assert (links(store), waiting(store)) == (["promotes o DK"], [])

    def test_where_nobody_owns_it_a_reference_must_say_whose(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "a", source("a", organisations=self.company))
        loaded(store, tmp_path / "b", source("b", organisations=self.agency))
        rows = f"{REL}promotes,o,DK,\npromotes,b:o,DE,\npromotes,a:o,DE,\npromotes,c:o,DE,\n"
        loaded(store, tmp_path / "x", source("x", relations=rows))
        assert links(store) == ["promotes b:o DE"]
        assert waiting(store) == [
            ("relations.csv:2", "source", "ambiguous_reference"),
            ("relations.csv:4", "source", "wrong_end"),
            ("relations.csv:5", "source", "unknown_reference"),
        ]
        assert "a:o, b:o" in store.quarantined()[0].message
        report = loaded(store, tmp_path / "c", source("c", owns=True, organisations=self.agency))
        assert (report.released, links(store)) == (1, ["promotes b:o DE", "promotes o DK"])

    def test_an_own_id_makes_the_others_need_their_sources_name(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "a", source("a", organisations=self.company))
        rows = f"{REL}partner_of,o,a:o,\n"
        report = loaded(store, tmp_path / "b", source("b", organisations=self.agency, relations=rows))
        assert (links(store), waiting(store)) == (["partner_of o a:o"], [])
        assert (report.total.written, report.released) == (2, 0)

    def test_sectors_are_one_vocabulary(self, store: Store, tmp_path: Path) -> None:
        for name in "ab":
            loaded(store, tmp_path / name, source(name, sectors="id,name\nenergy,Energy\n"))
        loaded(store, tmp_path / "x", source("x", organisations=f"{ORG}o,cluster,O,DK,energy\n"))
        assert (ids(store, "x"), waiting(store)) == (["o"], [])


SOURCES = {
    "a": source("a", owns=True, sectors="id,name\nenergy,Energy\n", corridors="id,kind,name\nbloc,trade_bloc,B\n"),
    "b": source(
        "b",
        organisations=f"{ORG}beta,cluster,B,DE,energy\nbad,cluster,B,DE,nothing\n",
        priorities="id,organisation,name,sectors\nprio,beta,P,energy\nprio-2,gamma,P,\n",
        relations=f"{REL}partner_of,beta,gamma,\nlies_on,beta,bloc,\npartner_of,bad,beta,\npursues,gamma,prio-2,\n",
    ),
    "c": source(
        "c",
        organisations=f"{ORG}gamma,cluster,C,FR,energy\ngamma,cluster,Again,FR,\n",
        estimates="id,region,count,what,publisher\ne,bloc,1,regional_clusters,P\n",
        relations=f"{REL}pursues,gamma,prio,\npursues,gamma,prio-2,\npartner_of,gamma,nobody,\npartner_of,gamma,energy,\n",
    ),
}


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    outcomes = set()
    for order in permutations(SOURCES):
        with SqliteStore(tmp_path / "-".join(order) / "store.sqlite") as store:
            for name in order:
                loaded(store, tmp_path / name, SOURCES[name])
            live = sorted(map(repr, dumped(store, "source", "entity", "relation")))
            aside = [(row.source, row.file, row.line, row.column, row.code) for row in store.quarantined()]
            outcomes.add(repr((live, aside)))
    assert len(outcomes) == 1
    (outcome,) = outcomes
    assert outcome.count("duplicate_id") == 1
    assert outcome.count("unknown_reference") == 2
    assert outcome.count("wrong_end") == 1


@pytest.mark.parametrize("stem", ["organisations", "sectors"])
def test_what_the_graph_makes_up_cannot_be_written_by_hand(store: Store, tmp_path: Path, stem: str) -> None:
    row = {"organisations": "id,kind,name,country\nx:com,company,Other,KR\n", "sectors": "id,name\nx:com,Other\n"}
    loaded(store, tmp_path / "x", PEOPLE)
    loaded(store, tmp_path / "y", {stem: row[stem]})
    assert waiting(store) == [(f"{stem}.csv:2", "id", "reserved_id")]
    assert ids(store, "y") == []


@pytest.mark.parametrize("rows", [("com", "x:com"), ("x:com", "com")])
def test_a_source_cannot_write_both_of_its_own_forms(store: Store, tmp_path: Path, rows: tuple[str, str]) -> None:
    text = "".join(f"{id_},company,Com,DK\n" for id_ in rows)
    loaded(store, tmp_path / "x", {"organisations": f"id,kind,name,country\n{text}"})
    assert waiting(store) == [("organisations.csv:3", "id", "reserved_id")]
    assert ids(store) == [rows[0]]


def test_an_id_with_a_colon_is_anybodys_where_no_source_is_called_so(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"organisations": "id,kind,name,country\nlei:1,company,Com,DK\n"})
    assert (ids(store), waiting(store)) == (["lei:1"], [])


@pytest.mark.parametrize("stem", ["organisations", "relations"])
@pytest.mark.parametrize("order", [("owner", "mine"), ("mine", "owner", "mine")])
def test_a_load_tells_which_of_its_ids_are_others_too(
    store: Store, tmp_path: Path, stem: str, order: tuple[str, ...]
) -> None:
    """Known ids stated again: of the same thing, or of another one, and then own relations stand on that."""
    mine = {"organisations": f"{ORG}me,company,Me,DK,\nhub,cluster,Hub (DK),SE,\nown,company,Own,DK,\n"}
    if stem == "relations":
        mine["relations"] = f"{REL}member_of,me,hub,\nmember_of,me,own,\n"
    files = {
        "owner": source("owner", owns=True, organisations=f"{ORG}hub,cluster,Hub,DK,\nown,cluster,Own,DK,\n"),
        "mine": mine,
    }
    reports = [loaded(store, tmp_path / name, files[name]) for name in order]
    assert reports[-1].apart == (("mine:own", "own", ("owner",), "kind"),)
    assert reports[-1].restated == {"hub": ("owner",)}
    assert loaded(store, tmp_path / "owner", files["owner"]).apart == ()


def test_a_row_that_comes_to_mean_the_same_or_no_longer_does(store: Store, tmp_path: Path) -> None:
    """What its relations may be follows in the same load."""
    owner = source("owner", owns=True, organisations=f"{ORG}hub,trade_agency,Hub,DK,\n")
    loaded(store, tmp_path / "owner", owner)
    for kind, refused in (("cluster", True), ("trade_agency", False), ("cluster", True)):
        mine = {"organisations": f"{ORG}hub,{kind},Hub,DK,\n", "relations": f"{REL}promotes,hub,DK,\n"}
        report = loaded(store, tmp_path / "mine", mine)
        assert bool(report.waiting) is bool(report.apart) is refused is not bool(report.restated)

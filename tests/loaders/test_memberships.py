"""Memberships by name: whom a row means, when it waits, and when it makes an organisation."""

from itertools import permutations
from pathlib import Path

import pytest

from graph.statements import Batch, Judgement
from graph.store import Store
from graph.store.sqlite.store import SqliteStore
from loaders import LoadInterruptedError, export_quarantine, load, replay, unload
from tests.loaders.folders import ids, links, loaded, now, waiting, write

HUBS = {
    "organisations": (
        "id,kind,name,country,native_name,other_names\n"
        "alpha,cluster,Alpha Cluster,DK,Alfaklyngen,acronym:ALC|former:Old Alpha\n"
        "beta,cluster,Beta Network (BNW),DE,,\n"
        "twin-1,company,Twin Foods,DK,,\n"
        "twin-2,company,Twin Foods,SE,,\n"
        "solo,company,Solo ApS,DK,,\n"
        "plus,company,C++ Works,DK,,\n"
        "plain,company,C Works,DK,,\n"
        "agency,trade_agency,Agency,DK,,\n"
    )
}


@pytest.fixture
def hubs(store: Store, tmp_path: Path) -> Store:
    """A store with organisations of the source ``hubs``."""
    loaded(store, tmp_path / "hubs", HUBS)
    return store


def listed(store: Store, folder: Path, *rows: str, header: str = "member,of") -> list[str]:
    """What is linked after the memberships have been loaded."""
    loaded(store, folder / "mine", {"memberships": "\n".join([header, *rows, ""])})
    return links(store)


@pytest.mark.parametrize(
    ("of", "meant"),
    [
        ("alpha", "alpha"), ("BETA", "beta"), ("Alpha Cluster", "alpha"), ("ALPHA  cluster", "alpha"),
        ("Alfaklyngen", "alpha"),
        ("Old alpha", "alpha"), ("ALC", "alpha"), ("Beta Network (BNW)", "beta"), ("BNW", "beta"),
        ("Beta Network", "beta"),
    ],
)  # fmt: skip
def test_any_name_means_its_organisation(hubs: Store, tmp_path: Path, of: str, meant: str) -> None:
    assert listed(hubs, tmp_path, f"Solo ApS,{of}") == [f"member_of solo {meant}"]


def test_an_id_in_upper_case_counts_where_nothing_is_called_so(hubs: Store, tmp_path: Path) -> None:
    more = {"organisations": HUBS["organisations"] + "alc,cluster,Another,DK,,\nbeta-x,cluster,Third,DE,,\n"}
    loaded(hubs, tmp_path / "hubs", more)
    found = listed(hubs, tmp_path, "Solo ApS,ALC", "Solo ApS,BETA-X")
    assert found == ["member_of solo alpha", "member_of solo beta-x"]


def test_of_several_the_one_that_is_spelt_so(hubs: Store, tmp_path: Path) -> None:
    assert listed(hubs, tmp_path, "C++ Works,alpha", "c works,beta") == ["member_of plain beta", "member_of plus alpha"]


def test_a_country_tells_members_apart(hubs: Store, tmp_path: Path) -> None:
    rows = ("Twin Foods,alpha,Denmark", "Twin Foods,beta,se")
    found = listed(hubs, tmp_path, *rows, header="member,of,country_of_member")
    assert found == ["member_of twin-1 alpha", "member_of twin-2 beta"]


def test_a_name_of_several_or_of_nobody_waits_with_whom_it_may_mean(hubs: Store, tmp_path: Path) -> None:
    assert listed(hubs, tmp_path, "Twin Foods,alpha", "Solo ApS,Alfa Cluster", "Nobody,alpha", "solo,") == []
    several, misspelt, nobody, empty = hubs.quarantined("mine")
    assert (several.column, several.code) == ("member", "ambiguous_reference")
    assert several.message.endswith("Twin Foods (twin-1, company, DK); Twin Foods (twin-2, company, SE); write an id")
    assert (misspelt.column, misspelt.code) == ("of", "unknown_reference")
    assert "near are Alpha Cluster (alpha, cluster, DK)" in misspelt.message
    assert "give kind_of_member and country_of_member" in nobody.message
    assert (empty.column, empty.code) == ("of", "missing_value")


def test_a_new_member_is_made_once_and_counted(hubs: Store, tmp_path: Path) -> None:
    text = (
        "member,of,kind_of_member,country_of_member,role,since\n"
        "Harbour Foods,alpha,company,Denmark,board,2020\nHarbour Foods,beta,,,,\nSolo ApS,alpha,company,DK,,\n"
    )
    for _ in range(2):
        report = loaded(hubs, tmp_path / "mine", {"memberships": text})
        assert (report.counts["membership"].valid, report.counts["organisation"].valid) == (3, 1)
        assert report.total.balanced()
        assert (report.not_retired, report.retired) == (None, 0)
        assert ids(hubs, "mine") == ["harbour-foods-dk"]
        assert len(links(hubs)) == 3


def test_what_is_wrong_with_a_new_member_is_told_by_its_columns(hubs: Store, tmp_path: Path) -> None:
    header = "member,of,kind_of_member,country_of_member,since,until"
    rows = ("New,alpha,firm,DK,,", "New,alpha,company,Nowhere,,", "solo,alpha,,,2021,2020")
    assert listed(hubs, tmp_path, *rows, header=header) == []
    assert [(column, code) for _, column, code in waiting(hubs)][:2] == [
        ("kind_of_member", "unknown_word"),
        ("country_of_member", "bad_value"),
    ]


def test_other_relations_and_ends_that_are_no_organisations(hubs: Store, tmp_path: Path) -> None:
    rows = ("Alpha Cluster,BNW,partner_of", "Agency,South Korea,represents", "Solo ApS,Agency,member_of")
    found = listed(hubs, tmp_path, *rows, header="member,of,relation")
    assert "partner_of alpha beta" in found


def test_a_bad_cell_of_evidence_costs_that_cell(hubs: Store, tmp_path: Path) -> None:
    header = "member,of,source_url,kind_of_member,country_of_member,until"
    rows = ("Solo ApS,ALC,www.a.example,,,", "New,ALC,www.b.example,company,DK,", "plus,ALC,,,,soon")
    assert listed(hubs, tmp_path, *rows, header=header) == ["member_of new-dk alpha", "member_of solo alpha"]
    assert [(place, column) for place, column, _ in waiting(hubs)] == [
        ("memberships.csv:2", "source_url"),
        ("memberships.csv:3", "source_url"),
        ("memberships.csv:3", "source_url"),
        ("memberships.csv:4", "until"),
    ]


def test_the_sources_own_names_come_first(hubs: Store, tmp_path: Path) -> None:
    files = {
        "organisations": "id,kind,name,country\nmy-solo,company,Solo ApS,DK\n",
        "memberships": "member,of\nSolo ApS,alpha\n",
    }
    loaded(hubs, tmp_path / "mine", files)
    assert links(hubs) == ["member_of my-solo alpha"]


def test_an_own_organisation_whose_row_fails_keeps_its_name(hubs: Store, tmp_path: Path) -> None:
    files = {
        "organisations": "id,kind,name,country\nown,company,Own Ltd,DK\n",
        "memberships": "member,of\nOwn Ltd,alpha\n",
    }
    loaded(hubs, tmp_path / "mine", files)
    report = loaded(hubs, tmp_path / "mine", files | {"organisations": "id,kind,name,country\nown,firm,Own Ltd,DK\n"})
    assert (report.counts["membership"].unchanged, report.released) == (1, 0)
    assert links(hubs) == ["member_of own alpha"]
    assert [place for place, _, _ in waiting(hubs)] == ["organisations.csv:2"]


def test_what_is_judged_the_same_is_one(hubs: Store, tmp_path: Path) -> None:
    hubs.apply(Batch(judgements=(Judgement("twin-1", "twin-2", True, "a test", "to see", "2026-01-01T00:00:00"),)))
    assert listed(hubs, tmp_path, "Twin Foods,alpha") == ["member_of twin-1 alpha"]


def test_a_row_waits_for_whoever_is_loaded_later(store: Store, tmp_path: Path) -> None:
    assert listed(store, tmp_path, "Solo ApS,ALC") == []
    loaded(store, tmp_path / "hubs", HUBS)
    assert (links(store), waiting(store)) == (["member_of solo alpha"], [])


def test_a_waiting_row_makes_its_member_once_the_rest_is_known(store: Store, tmp_path: Path) -> None:
    header = "member,of,kind_of_member,country_of_member"
    assert listed(store, tmp_path, "Harbour,ALC,company,DK", "Harbour,BNW,,", header=header) == []
    loaded(store, tmp_path / "hubs", HUBS)
    assert links(store) == ["member_of harbour-dk alpha", "member_of harbour-dk beta"]
    assert (waiting(store), ids(store, "mine")) == ([], ["harbour-dk"])


def test_sources_of_distinct_names_give_the_same_in_every_order(tmp_path: Path) -> None:
    files = {
        "hubs": HUBS,
        "mine": {"memberships": "member,of\nSolo ApS,Alpha Cluster\nOther Ltd,BNW\n"},
        "others": {"organisations": "id,kind,name,country\nother,company,Other Ltd,SE\n"},
    }
    found = set()
    for order in permutations(files):
        with SqliteStore(tmp_path / "-".join(order) / "store.sqlite", busy_seconds=0) as store:
            for name in order:
                loaded(store, tmp_path / name, files[name])
            found.add((tuple(links(store)), tuple(waiting(store))))
    assert found == {(("member_of other beta", "member_of solo alpha"), ())}


def test_a_name_that_becomes_that_of_several_keeps_what_it_meant(hubs: Store, tmp_path: Path) -> None:
    row = "Solo ApS,alpha"
    assert listed(hubs, tmp_path, row) == ["member_of solo alpha"]
    loaded(hubs, tmp_path / "more", {"organisations": "id,kind,name,country\nsolo-2,company,Solo ApS,NO\n"})
    assert links(hubs) == ["member_of solo alpha"]
    assert listed(hubs, tmp_path, row, "agency,alpha") == ["member_of agency alpha", "member_of solo alpha"]
    assert [code for _, _, code in waiting(hubs)] == ["ambiguous_reference"]
    unload(hubs, "more")
    assert replay(hubs, "mine").released == 1
    assert waiting(hubs) == []


def test_rows_are_written_out_repaired_and_replayed(hubs: Store, tmp_path: Path) -> None:
    listed(hubs, tmp_path, "Twin Foods,alpha")
    (path,) = export_quarantine(hubs, "mine", tmp_path / "repair")
    assert path.name == "memberships.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Twin Foods,alpha", "twin-2,alpha"), encoding="utf-8")
    assert replay(hubs, "mine", path).released == 1
    assert links(hubs) == ["member_of twin-2 alpha"]


def test_json_lines_and_an_interrupted_load(hubs: Store, tmp_path: Path) -> None:
    rows = "".join(
        f'{{"member":"Firm {at}","of":"ALC","kind_of_member":"company","country_of_member":"DK"}}\n' for at in range(9)
    )
    folder = write(tmp_path / "mine", {"memberships.jsonl": rows})

    class Stop:
        def start(self, file: str, total: int) -> None:
            """Nothing is shown."""

        batches = 0

        def advance(self, n: int) -> None:
            self.batches += n == 3
            if self.batches == 3:
                raise KeyboardInterrupt

        def finish(self) -> None:
            """Nothing is shown."""

    with pytest.raises(LoadInterruptedError):
        load(hubs, folder, name="mine", progress=Stop(), batch_rows=3, now=now)
    report = load(hubs, folder, name="mine", batch_rows=3, now=now)
    assert report.resumed
    assert (report.counts["membership"].valid, report.counts["organisation"].valid) == (9, 9)
    assert len(links(hubs)) == len(ids(hubs, "mine")) == 9


def test_what_has_gone_from_the_list_is_retired(hubs: Store, tmp_path: Path) -> None:
    rows = [f"{name},alpha" for name in ("solo", "plus", "plain", "twin-1", "twin-2", "agency")]
    assert len(listed(hubs, tmp_path, *rows)) == 6
    assert len(listed(hubs, tmp_path, *rows[1:])) == 5
    report = loaded(hubs, tmp_path / "mine", {"memberships": "member,of\nplus,alpha\n"})
    assert report.not_retired is not None

"""What a source no longer says is retired, unless that is so much that somebody has to consent."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.store import Store
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import LoadInterruptedError, LoadReport, load, shortfall
from loaders.retiring import Gone
from tests.fault.stores import FailingStore, interrupt
from tests.loaders.folders import declared, dumped, ids, links, loaded, now, waiting, write

HEADER = "id,kind,name,country,founded\n"
CLUSTERS = HEADER + "".join(f"c{at},cluster,Cluster {at},KR,2020-01-{at:02}\n" for at in range(1, 21))
MEMBERS = "kind,source,target\n" + "".join(f"member_of,c{at},c1\n" for at in range(2, 21))
PORTAL = {"source.toml": declared("portal"), "organisations": CLUSTERS, "relations": MEMBERS}
"""20 clusters, 19 of which are members of the first."""


@pytest.fixture
def portal(store: Store, tmp_path: Path) -> Store:
    """A store that holds them."""
    assert loaded(store, tmp_path / "portal", PORTAL).total.written == 39
    return store


def again(store: Store, tmp_path: Path, accept_shrinking: bool = False, **files: str) -> LoadReport:
    return loaded(store, tmp_path / "portal", {**PORTAL, **files}, accept_shrinking=accept_shrinking)


def first(count: int, text: str = CLUSTERS) -> str:
    """The header and so many rows."""
    return "".join(text.splitlines(keepends=True)[: count + 1])


def code(report: LoadReport, strict: bool = False) -> str | None:
    failure = shortfall(report, strict)
    return failure.code if failure else None


class TestAPartialExport:
    """Trial 02."""

    def test_dates_as_a_spreadsheet_saves_them(self, portal: Store, tmp_path: Path) -> None:
        """All cells of a column fail; what they said before stays, and their rows are as they were."""
        before = [line for line in dump(portal) if not line.startswith('{"quarantined"')]
        dates = HEADER + "".join(f"c{at},cluster,Cluster {at},KR,{at:02}/01/2020\n" for at in range(1, 21))
        report = again(portal, tmp_path, organisations=dates)
        assert (report.retired, report.kept, report.waiting) == (0, 0, 0)
        assert (report.total.quarantined, report.total.unchanged) == (0, 39)
        assert [line for line in dump(portal) if not line.startswith('{"quarantined"')] == before
        assert report.left_out == {"organisation.founded": 20}
        assert (code(report), report.failed_columns) == ("nothing_in", ("organisation.founded",))

    def test_a_row_that_fails_among_others(self, portal: Store, tmp_path: Path) -> None:
        report = again(portal, tmp_path, organisations=CLUSTERS.replace("2020-01-07", "07/01/2020"))
        assert (report.retired, report.kept, report.waiting) == (0, 0, 0)
        assert report.left_out == {"organisation.founded": 1}
        assert (code(report), code(report, strict=True)) == (None, "cells_quarantined")

    def test_a_header_only(self, portal: Store, tmp_path: Path) -> None:
        report = again(portal, tmp_path, organisations=HEADER)
        assert (report.retired, len(ids(portal)), len(links(portal))) == (0, 20, 19)
        assert report.would_retire["organisation"] == Gone(
            20, ("c1 (Cluster 1)", "c10 (Cluster 10)", "c11 (Cluster 11)", "c12 (Cluster 12)", "c13 (Cluster 13)")
        )
        assert report.not_retired == "0 of 20 statements of type organisation would be left, less than 80 %"
        assert (code(report), report.waiting, waiting(portal)) == ("held_back", 0, [])

    def test_a_file_that_is_not_there(self, portal: Store, tmp_path: Path) -> None:
        files = {name: text for name, text in PORTAL.items() if name != "organisations"}
        report = loaded(portal, tmp_path / "portal", files)
        assert (report.retired, len(ids(portal)), code(report)) == (0, 20, "held_back")

    def test_cut_off_in_a_row(self, portal: Store, tmp_path: Path) -> None:
        report = again(portal, tmp_path, organisations=first(6) + "c7,cluster,Clus")
        assert (report.retired, len(ids(portal)), len(links(portal)), code(report)) == (0, 20, 19, "held_back")
        assert report.not_retired == "7 of 20 statements of type organisation would be left, less than 80 %"
        assert report.would_retire["organisation"].count == 13
        assert [(row.file, row.line) for row in report.quarantined] == [("organisations.csv", 8)]

    def test_of_a_load_that_is_held_back_its_own_rows_are_told(self, portal: Store, tmp_path: Path) -> None:
        again(portal, tmp_path, organisations=CLUSTERS.replace("2020", "soon"))
        report = again(portal, tmp_path, organisations=HEADER)
        assert (report.quarantined, report.waiting, len(waiting(portal))) == ((), 0, 20)

    def test_whole_again_nothing_waits_and_nothing_has_changed(self, portal: Store, tmp_path: Path) -> None:
        before = list(dump(portal))
        again(portal, tmp_path, organisations=first(6) + "c7,cluster,Clus", relations="kind,source,target\n")
        assert waiting(portal) != []
        report = again(portal, tmp_path)
        assert (report.total.unchanged, report.retired, code(report)) == (39, 0, None)
        assert list(dump(portal)) == before


class TestConsent:
    def test_it_is_given_for_one_load(self, portal: Store, tmp_path: Path) -> None:
        report = again(portal, tmp_path, organisations=first(5), relations=first(4, MEMBERS), accept_shrinking=True)
        assert (report.retired, report.would_retire, code(report)) == (30, {}, None)
        assert (len(ids(portal)), len(links(portal))) == (5, 4)
        assert code(again(portal, tmp_path, organisations=first(3), relations=first(2, MEMBERS))) == "held_back"

    @pytest.mark.parametrize(("left", "held_back"), [(16, False), (15, True)])
    def test_four_of_five_are_enough(self, portal: Store, tmp_path: Path, left: int, held_back: bool) -> None:
        relations = first(16, MEMBERS)
        report = again(portal, tmp_path, organisations=first(left), relations=relations)
        assert (code(report) == "held_back") == held_back
        assert len(ids(portal)) == (20 if held_back else left)

    @pytest.mark.parametrize(("percent", "outcome"), [(25, None), (26, "held_back")])
    def test_a_source_declares_what_it_keeps(
        self, portal: Store, tmp_path: Path, percent: int, outcome: str | None
    ) -> None:
        toml = declared("portal", keeps_at_least=str(percent))
        files = {"source.toml": toml, "organisations": first(5), "relations": first(5, MEMBERS)}
        assert code(loaded(portal, tmp_path / "portal", files)) == outcome

    def test_each_type_counts_by_itself(self, portal: Store, tmp_path: Path) -> None:
        more = CLUSTERS + "".join(f"n{at},cluster,New {at},KR,2020\n" for at in range(80))
        report = again(portal, tmp_path, organisations=more, relations="kind,source,target\n")
        assert (report.retired, list(report.would_retire), code(report)) == (0, ["relation"], "held_back")
        assert report.would_retire["relation"].first[0] == "member_of c10 c1"

    def test_what_takes_its_place_makes_up_for_it(self, portal: Store, tmp_path: Path) -> None:
        report = again(portal, tmp_path, relations=MEMBERS.replace("member_of", "partner_of"))
        assert (report.retired, report.total.written, code(report)) == (19, 19, None)

    def test_what_a_load_that_was_held_back_has_added_may_go(self, portal: Store, tmp_path: Path) -> None:
        wrong = HEADER + "".join(f"w{at},cluster,Wrong {at},KR,2020\n" for at in range(15))
        for _ in range(2):
            assert code(again(portal, tmp_path, organisations=wrong)) == "held_back"
        assert len(ids(portal)) == 35
        report = again(portal, tmp_path)
        assert (report.retired, len(ids(portal)), code(report)) == (15, 20, None)

    def test_another_folder_of_the_same_name(self, store: Store, tmp_path: Path) -> None:
        """Trial 09."""
        for year, id_ in (("2024", "oslo"), ("2025", "bergen")):
            text = f"id,kind,name,country\n{id_},cluster,{id_.title()},NO\n"
            files = {"source.toml": declared("members"), "organisations": text}
            report = loaded(store, tmp_path / year / "members", files)
        assert (ids(store), code(report)) == (["bergen", "oslo"], "held_back")
        assert report.would_retire == {"organisation": Gone(1, ("oslo (Oslo)",))}

    def test_fewer_than_the_declared_minimum(self, store: Store, tmp_path: Path) -> None:
        """Trial 27."""
        files = {**PORTAL, "source.toml": declared("portal", minimum="{organisation = 50}")}
        report = loaded(store, tmp_path / "portal", files, accept_shrinking=True)
        failure = shortfall(report, strict=False)
        assert failure is not None
        assert (failure.code, "fewer than the declared minimum of 50" in failure.message) == ("held_back", True)

    @pytest.mark.parametrize(
        ("organisations", "retired", "outcome"),
        [
            (first(5).replace("\nc", "\nw"), 0, "held_back"),
            (first(17).replace("\nc", "\nw"), 0, "held_back"),
            (first(10).replace("\nc", "\nw") + first(6).removeprefix(HEADER), 14, None),
        ],
        ids=["fewer", "none-of-the-former", "others-in-their-place"],
    )
    def test_an_interrupted_load_goes_on_to_the_same_end(
        self, portal: Store, tmp_path: Path, organisations: str, retired: int, outcome: str | None
    ) -> None:
        other = write(tmp_path / "other", {**PORTAL, "organisations": organisations})
        ends = []
        for stops_at in (-1, 15):
            path = tmp_path / f"{stops_at}" / "store.sqlite"
            with FailingStore(path, stops_at, interrupt) as store:
                load(store, tmp_path / "portal", batch_rows=3, now=now)
                if stops_at > 0:
                    with pytest.raises(LoadInterruptedError):
                        load(store, other, batch_rows=3, now=now)
            with SqliteStore(path) as store:
                report = load(store, other, batch_rows=3, now=now)
                assert (report.resumed, report.retired, code(report)) == (stops_at > 0, retired, outcome)
                ends.append((report.would_retire, report.not_retired, report.total, list(dump(store))))
        assert ends[0] == ends[1]


class TestARowThatFailsIsNotARowThatIsGone:
    relations = "kind,source,target,since\n"
    files: Mapping[str, str] = {
        "source.toml": declared("x"),
        "organisations": "id,kind,name,country\na,cluster,A,DK\nb,cluster,B,DK\nc,cluster,C,DK\n",
        "relations": relations + "partner_of,a,b,2020\npartner_of,b,c,2020\n",
    }

    def test_a_relation_by_its_kind_and_ends(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "x", self.files)
        bad = {**self.files, "relations": self.relations + "partner_of,a,b,soon\npartner_of,b,c,2021\n"}
        report = loaded(store, tmp_path / "x", bad)
        assert (report.kept, report.retired, report.total.quarantined) == (1, 1, 1)
        assert sorted((said["start"], said["since"]) for said in dumped(store, "relation")) == [
            ("a", "2020"),
            ("b", "2021"),
        ]

    def test_a_relation_whose_end_is_gone(self, store: Store, tmp_path: Path) -> None:
        """It waits; what it said is there, and counts again as soon as its end is."""
        loaded(store, tmp_path / "x", self.files)
        short = {**self.files, "organisations": "id,kind,name,country\na,cluster,A,DK\nb,cluster,B,DK\n"}
        report = loaded(store, tmp_path / "x", short, accept_shrinking=True)
        assert (ids(store), links(store)) == (["a", "b"], ["partner_of a b", "partner_of b c"])
        assert (report.kept, waiting(store)) == (1, [("relations.csv:3", "target", "unknown_reference")])
        assert loaded(store, tmp_path / "x", self.files).total.quarantined == 0
        assert (waiting(store), len(links(store))) == ([], 2)

    def test_a_row_of_the_same_id_that_is_sound_counts(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "x", self.files)
        both = self.files["organisations"] + "c,cluster,New C,XX\n"
        report = loaded(store, tmp_path / "x", {**self.files, "organisations": both.replace("C,DK", "Other,DK")})
        assert (report.kept, report.total.quarantined) == (0, 1)
        names = {said["id"]: said["properties"]["name"] for said in dumped(store, "entity")}
        assert names["c"] == "Other"

    def test_what_is_no_longer_there_at_all_is_gone(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "x", self.files)
        bad = {**self.files, "organisations": self.files["organisations"].replace("C,DK", "C,XX")}
        assert loaded(store, tmp_path / "x", bad).kept == 1
        report = loaded(store, tmp_path / "x", {**self.files, **_without_c(self.files)}, accept_shrinking=True)
        assert (report.kept, report.retired, ids(store)) == (0, 2, ["a", "b"])


def _without_c(files: Mapping[str, str]) -> dict[str, str]:
    return {
        name: "".join(line for line in files[name].splitlines(keepends=True) if not ("c,clu" in line or ",c," in line))
        for name in ("organisations", "relations")
    }


def test_rows_that_wait_for_a_row_that_waits_say_so(store: Store, tmp_path: Path) -> None:
    """Trial 03."""
    organisations = "id,kind,name,country\nhub,cluster,Hub,Nowhere\nm1,company,One,DK\n"
    files = {"organisations": organisations, "relations": "kind,source,target\nmember_of,m1,hub\n"}
    loaded(store, tmp_path / "net", {"source.toml": declared("net"), **files})
    (hub, member) = store.quarantined()
    assert (hub.file, hub.line, hub.column) == ("organisations.csv", 2, "country")
    assert member.message.startswith(
        "its target 'hub' waits in quarantine itself: organisations.csv:2 country: 'Nowhere' is no market."
    )


def test_nothing_in(store: Store, tmp_path: Path) -> None:
    """Trial 03: every row of a load refused."""
    report = loaded(store, tmp_path / "net", {"source.toml": declared("net"), "sectors": "id,name\na a,B\n"})
    assert code(report) == "nothing_in"
    report = loaded(store, tmp_path / "net", {"source.toml": declared("net"), "sectors": "id,name\n"})
    assert code(report) == "nothing_in"

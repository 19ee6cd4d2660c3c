"""One bad cell: the row is taken without it, and the cell waits by itself."""

import csv
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import LoadInterruptedError, export_quarantine, load, replay, shortfall
from tests.fault.stores import FailingStore, interrupt
from tests.loaders.folders import declared, dumped, ids, links, loaded, now, waiting, write

HEADER = "id,kind,name,country,website,founded,identifiers,region,sectors\n"
HUB = "hub,cluster,Big Hub Cluster,DK,www.bighub.example,,,,\n"
GOOD = HUB.replace("www", "https://www")
MEMBERS = "".join(f"m{at},company,Member {at},DK,,,,,\n" for at in (1, 2, 3))
RELATIONS = "kind,source,target\n" + "".join(f"member_of,m{at},hub\n" for at in (1, 2, 3))


def net(hub: str = HUB, relations: str = RELATIONS, **more: str) -> dict[str, str]:
    return {"organisations": HEADER + hub + MEMBERS, "relations": relations, **more}


def said_of(store: Store, id_: str) -> dict[str, Any]:
    (said,) = (one["properties"] for one in dumped(store, "entity") if one["id"] == id_)
    return dict(said)


def test_the_hub_and_its_members_are_in(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "net", net())
    assert (ids(store), len(links(store))) == (["hub", "m1", "m2", "m3"], 3)
    assert waiting(store) == [("organisations.csv:2", "website", "bad_value")]
    (cell,) = store.quarantined()
    assert "https://www.bighub.example" in cell.message
    assert (cell.row["id"], cell.row["website"], set(cell.row)) == (
        "hub",
        "www.bighub.example",
        {"id", "website", "(cell)"},
    )
    assert (report.total.written, report.total.quarantined, report.total.balanced()) == (7, 0, True)
    assert (report.left_out, report.waiting) == ({"organisation.website": 1}, 0)
    assert shortfall(report, strict=False) is None
    failure = shortfall(report, strict=True)
    assert failure is not None
    assert failure.code == "cells_quarantined"


def test_the_cell_goes_when_its_row_is_right(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net())
    loaded(store, tmp_path / "net", net(GOOD))
    assert (waiting(store), said_of(store, "hub")["website"]) == ([], "https://www.bighub.example")


def test_what_the_cell_said_before_stays(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net(GOOD))
    before = said_of(store, "hub")
    report = loaded(store, tmp_path / "net", net())
    assert (said_of(store, "hub"), report.retired, report.total.unchanged) == (before, 0, 7)
    failure = shortfall(report, strict=False)
    assert failure is not None
    assert (failure.code, report.failed_columns) == ("nothing_in", ("organisation.website",))


def test_but_not_where_it_contradicts_the_rest_of_the_row(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net("hub,cluster,Hub,DK,,,,DK-84,\n"))
    loaded(store, tmp_path / "net", net("hub,cluster,Hub,DE,,,,DE-99,\n"))
    assert "region" not in said_of(store, "hub")


def test_a_bad_entry_of_a_list_costs_that_entry(store: Store, tmp_path: Path) -> None:
    sectors = "id,name\nenergy,Energy\nfood,Food\n"
    loaded(store, tmp_path / "net", net("hub,cluster,Hub,DK,,,ror:1|bad|pic:2,,energy|birds|Food\n", sectors=sectors))
    said = said_of(store, "hub")
    assert (said["identifiers"], said["sectors"]) == (["ror:1", "pic:2"], ["energy", "food"])
    assert sorted(waiting(store)) == [
        ("organisations.csv:2", "identifiers", "bad_value"),
        ("organisations.csv:2", "sectors", "unknown_reference"),
    ]


def test_several_cells_and_a_contradiction(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net("hub,cluster,Hub,DK,nowhere,soon,,DE-BW,\n"))
    assert {column for _, column, _ in waiting(store)} == {"website", "founded", "region"}
    assert said_of(store, "hub") == {"kind": "cluster", "name": "Hub", "country": "DK"}


@pytest.mark.parametrize("hub", ["hub,club,Hub,DK", "hub,cluster,,DK", "hub,cluster,Hub,Nowhere"])
def test_a_bad_cell_that_is_needed_costs_the_row_and_what_hangs_on_it_names_it(
    store: Store, tmp_path: Path, hub: str
) -> None:
    loaded(store, tmp_path / "net", net(f"{hub},www.hub.example,,,,\n"))
    assert (ids(store), links(store)) == (["m1", "m2", "m3"], [])
    first, *others = store.quarantined()
    for one in others:
        assert one.message.startswith(
            f"its target 'hub' waits in quarantine itself: organisations.csv:2 {first.column}: "
        )


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("member_of,m1,hub,2020,,www.a.example,", (1, "source_url")),
        ("member_of,m1,hub,2020,,,soon", (1, "retrieved")),
        ("member_of,m1,hub,soon,,,", (0, "since")),
        ("member_of,m1,hub,,31/12/2025,,", (0, "until")),
        ("member_of,m1,hub,2020,2019,,", (0, "until")),
    ],
)
def test_of_a_relation_only_what_says_no_more_without_it(
    store: Store, tmp_path: Path, row: str, problem: tuple[int, str]
) -> None:
    """Without its end, a membership would go on."""
    relations = f"kind,source,target,since,until,source_url,retrieved\n{row}\n"
    loaded(store, tmp_path / "net", net(GOOD, relations))
    assert (len(links(store)), waiting(store)[0][1]) == problem


def repaired(store: Store, folder: Path, column: str, text: str) -> list[str]:
    """Codes of what still waits once the first cell that was written out is repaired."""
    path = next(path for path in export_quarantine(store, "net", folder) if path.stem in ("organisations", "relations"))
    with path.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    rows[0][column] = text
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerow(rows[0])
    return [row.code for row in replay(store, "net", path).waiting]


def test_a_repaired_cell_alters_what_is_said(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net())
    assert repaired(store, tmp_path / "repair", "website", "bighub.example") == ["bad_value"]
    assert repaired(store, tmp_path / "repair", "website", "https://www.bighub.example") == []
    with SqliteStore(tmp_path / "other" / "store.sqlite") as other:
        loaded(other, tmp_path / "net", net(GOOD))
        assert list(dump(store)) == list(dump(other))
    assert loaded(store, tmp_path / "net", net()).total.unchanged == 7


def test_a_repair_lasts_while_its_cell_fails(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net())
    repaired(store, tmp_path / "repair", "website", "https://repaired.example")
    loaded(store, tmp_path / "net", net())
    assert (said_of(store, "hub")["website"], len(waiting(store))) == ("https://repaired.example", 1)


def test_an_emptied_cell_waits_no_more(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net())
    assert (repaired(store, tmp_path / "repair", "website", ""), waiting(store)) == ([], [])


def test_a_repaired_cell_that_has_slipped_into_another_column_waits(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net())
    (path,) = export_quarantine(store, "net", tmp_path / "repair")
    path.write_text(path.read_text().replace(",www.", ",,https://www."))
    assert [row.code for row in replay(store, "net", path).waiting] == ["misplaced_cell"]


def test_a_cell_of_what_is_gone_says_so(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", {"source.toml": declared("net", minimum="{service = 1}"), **net()})
    loaded(store, tmp_path / "other", {"organisations": HEADER + "o,cluster,O,DK,www.o,,,,\n"})
    assert repaired(store, tmp_path / "repair", "id", "nobody") == ["bad_value"]


def test_two_cells_of_one_row_are_repaired_at_once(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "net", net("hub,cluster,Hub,DK,www.a.example,soon,,,\n"))
    (path,) = export_quarantine(store, "net", tmp_path / "repair")
    text = path.read_text().replace(",www.a.example", ",https://www.a.example").replace(",soon", ",2001")
    path.write_text(text)
    assert replay(store, "net", path).released == 2
    said = said_of(store, "hub")
    assert (said["website"], said["founded"], waiting(store)) == ("https://www.a.example", "2001", [])


def test_a_repaired_cell_of_a_relation_states_it_once_more(store: Store, tmp_path: Path) -> None:
    relations = "kind,source,target,source_url\nmember_of,m1,hub,www.a.example\n"
    loaded(store, tmp_path / "net", net(GOOD, relations))
    assert repaired(store, tmp_path / "repair", "source_url", "https://www.a.example") == []
    assert "https://www.a.example" in [said["evidence"]["url"] for said in dumped(store, "relation")]
    assert waiting(store) == []
    loaded(store, tmp_path / "net", net(GOOD, relations.replace("www", "https://www")), accept_shrinking=True)
    assert (len(links(store)), waiting(store)) == (1, [])


def test_in_every_order_of_loading_the_same_entries_are_in(tmp_path: Path) -> None:
    sources = {
        "net": {"source.toml": declared("net"), **net("hub,cluster,Hub,DK,,,,,a|b|nobody|c\n")},
        "p": {"source.toml": declared("p"), "sectors": "id,name\na,A\nc,C\n"},
        "q": {"source.toml": declared("q"), "sectors": "id,name\nb,B\n"},
    }
    ends = set()
    for order in permutations(sources):
        with SqliteStore(tmp_path / "-".join(order) / "store.sqlite") as store:
            for name in order:
                loaded(store, tmp_path / name, sources[name])
            ends.add(repr((said_of(store, "hub")["sectors"], waiting(store))))
    assert ends == {repr((["a", "b", "c"], [("organisations.csv:2", "sectors", "unknown_reference")]))}


def test_an_interrupted_load_goes_on_to_the_same_end(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "net", {"source.toml": declared("net"), **net(GOOD + "o,cluster,O,DK,https://o.example,,,,\n")}
    )
    worse = write(
        tmp_path / "worse", {"source.toml": declared("net"), **net(HUB + "o,cluster,O,DK,o.example,never,,,\n")}
    )
    ends = []
    for stops_at in (-1, *range(4, 8)):
        path = tmp_path / f"{stops_at}" / "store.sqlite"
        with FailingStore(path, stops_at, interrupt) as store:
            load(store, folder, batch_rows=3, now=now)
            if stops_at > 0:
                with pytest.raises(LoadInterruptedError):
                    load(store, worse, batch_rows=3, now=now)
        with SqliteStore(path) as store:
            report = load(store, worse, batch_rows=3, now=now)
            ends.append((report.total, report.left_out, report.failed_columns, list(dump(store))))
    assert all(end == ends[0] for end in ends[1:])

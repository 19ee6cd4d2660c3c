"""What drops out of answers is counted, listed, told by the load that caused it, and comes back by itself."""

from pathlib import Path

import pytest

from tests.cli.conftest import Opendoors
from tests.loaders.folders import declared, write

ORGANISATIONS = "id,kind,name,country\na,cluster,Alpha,DK\nb,cluster,Beta,JP\n"
NET = {"source.toml": declared("net"), "organisations": ORGANISATIONS}
TIES = {
    "source.toml": declared("ties"),
    "organisations": "id,kind,name,country\nd,cluster,Delta,SE\n",
    "relations": "kind,source,target\npartner_of,d,a\npartner_of,d,b\n",
}


@pytest.fixture
def two(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """Run a command line over two sources, of which one refers to the other."""
    for name, files in (("net", NET), ("ties", TIES)):
        assert empty("load", str(write(tmp_path / name, files))).code == 0
    return empty


def snapshot(opendoors: Opendoors) -> tuple[int, int]:
    """Statements that dangle, and organisations in a circle, as ``status`` counts them."""
    said = opendoors("status", "--json").json["snapshot"]
    return said["dangling"], said["inCircles"]


def test_nothing_has_dropped_out(two: Opendoors) -> None:
    assert two("dangling").out == "Nothing has dropped out: answers show all that the store holds.\n"
    assert "dangling" not in two("status").out


def test_statements_whose_end_has_gone(two: Opendoors, tmp_path: Path) -> None:
    write(tmp_path / "net", {**NET, "organisations": ORGANISATIONS.replace("b,cluster,Beta,JP\n", "")})
    gone = two("load", str(tmp_path / "net"), "--accept-shrinking")
    assert "Statements left out since an end has gone, or both are one: 1 (+1); see `opendoors dangling`." in gone.err
    assert "Statements left out since an end has gone, or both are one: 2 (+1)" in two("unload", "net", "--yes").err
    assert snapshot(two) == (2, 0)
    said = two("dangling", "--json").json
    assert said["counts"] == {"dangling": 2, "leftOut": 0, "inCircles": 0}
    assert {
        "source": "ties",
        "where": "relations.csv:3",
        "relation": "partner_of d b",
        "why": "nothing answers to 'b'",
    } in said["dangling"]
    assert "ties/relations.csv:2  partner_of d a: nothing answers to 'a'" in two("dangling").out
    assert "2 statements whose end has gone: `opendoors dangling`" in two("status").out
    assert two("dangling", "--source", "net", "--json").json["dangling"] == []
    assert len(two("dangling", "--first", "1", "--json").json["dangling"]) == 1
    back = two("load", str(write(tmp_path / "net", NET)))
    assert "Statements left out since an end has gone, or both are one: 0 (-2)" in back.err
    assert snapshot(two) == (0, 0)
    assert len(two("routes", "a", "b", "--json").json["routes"]) > 0


def test_mergers_in_a_circle(empty: Opendoors, tmp_path: Path) -> None:
    """Trial 11."""
    organisations = "id,kind,name,country\n" + "".join(f"loop{at},cluster,Loop {at},DK\n" for at in (1, 2, 3, 4))
    circle = "kind,source,target\nmerged_into,loop1,loop2\nmerged_into,loop2,loop3\nmerged_into,loop4,loop1\n"
    files = {"source.toml": declared("loops"), "organisations": organisations}
    files["relations"] = circle + "merged_into,loop3,loop1\n"
    said = empty("load", str(write(tmp_path / "loops", files)))
    assert "Organisations whose mergers do not count, since they go round in a circle: 3 (+3)" in said.err
    assert snapshot(empty) == (0, 3)
    assert empty("dangling", "--json").json["circles"] == [["loop1", "loop2", "loop3"]]
    assert "loop1, loop2, loop3: that cannot be" in empty("dangling").out
    assert "3 merged in a circle" in empty("status").out
    gone = {hit["id"]: hit["gone"] for hit in empty("search", "loop", "--json").json["hits"]}
    assert empty("take-stock", "loop2").code == 0, gone
    assert empty("take-stock", "loop4", "--json").json["organisation"]["id"] == "loop1"
    again = empty("load", str(write(tmp_path / "loops", {**files, "relations": circle})), "--accept-shrinking")
    assert "Organisations whose mergers do not count, since they go round in a circle: 0 (-3)" in again.err
    assert snapshot(empty) == (0, 0)

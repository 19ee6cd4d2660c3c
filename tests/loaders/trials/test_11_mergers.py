"""Two into one, a merger to come, a split, and a circle of mergers."""

from pathlib import Path

from cli.documents import answered
from graph.snapshot.snapshot import Snapshot
from tests.cli.conftest import Opendoors, empty, environment, opendoors
from tests.loaders.folders import declared, write

__all__ = ["empty", "environment", "opendoors"]

NAMES = ("atrium", "orbis", "zuyder", "loop1", "loop2", "loop3", "future", "friend")
FILES = {
    "source.toml": declared("m"),
    "organisations": "id,kind,name,country\n" + "".join(f"{id_},cluster,{id_.title()} Cluster,NL\n" for id_ in NAMES),
    "relations": """\
kind,source,target,since,status
merged_into,atrium,zuyder,2022-07-01,
merged_into,orbis,zuyder,2022-07-01,
merged_into,loop1,loop2,2021,
merged_into,loop2,loop3,2021,
merged_into,loop3,loop1,2021,
merged_into,future,zuyder,2030-01-01,
partner_of,friend,loop1,2019,current
partner_of,friend,atrium,2019,current
""",
}


def test_a_circle_is_told_and_nobody_is_gone_by_it(empty: Opendoors, tmp_path: Path) -> None:
    loaded = empty("load", str(write(tmp_path / "m", FILES)))
    assert "whose mergers do not count, since they go round in a circle: 3 (+3)" in loaded.err
    hits = empty("search", "cluster", "--json").json["hits"]
    went = {hit["id"]: hit["departure"] for hit in hits}
    assert went == {
        **dict.fromkeys(NAMES),
        **dict.fromkeys(("atrium", "orbis"), "merged into Zuyder Cluster on 2022-07-01"),
    }
    assert empty("routes", "friend", "loop1").code == 0
    assert "cluster, merged into Zuyder Cluster on 2022-07-01" in " ".join(empty("search", "atrium").out.split())


def test_where_it_went_is_told_in_graphql(empty: Opendoors, tmp_path: Path) -> None:
    empty("load", str(write(tmp_path / "m", FILES)))
    home = tmp_path / "var" / "snapshots"
    snapshot = Snapshot(home / (home / "current").read_text(encoding="utf-8").strip())
    document = """query Q($id: ID!) {
      organisation(id: $id) { departure { how on into { id } successors { id } sentence } }
    }"""
    zuyder = [{"id": "zuyder"}]
    assert answered(snapshot, document, {"id": "orbis"})["departure"] == {
        "how": "merged_into", "on": "2022-07-01", "into": zuyder, "successors": zuyder,
        "sentence": "merged into Zuyder Cluster on 2022-07-01",
    }  # fmt: skip
    assert answered(snapshot, document, {"id": "loop1"}) == {"departure": None}

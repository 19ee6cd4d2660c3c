"""Pages of door openers go on after the one that a cursor names, also where several are equally good."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from tests.worlds import snapshot_of

PAGE = """
query ($after: String, $first: Int!) {
  doorOpeners(market: "KR", from: [{ id: "asker" }], first: $first, after: $after) {
    openers { edges { cursor node { rank score organisation { id } } } }
  }
}
"""
ROWS = {
    "markets": [{"code": "KR", "capital": "Seoul", "main_business_city": "Seoul"}],
    "organisations": [
        {"id": id_, "kind": "cluster", "country": country, "name": id_, "city": id_}
        for id_, country in (("asker", "DK"), ("busan", "KR"), ("seoul", "KR"))
    ],
    "relations": [{"kind": "partner_of", "source": "asker", "target": target} for target in ("busan", "seoul")],
}


def test_equal_ones_are_neither_lost_nor_told_twice(tmp_path: Path) -> None:
    holder = SnapshotHolder(snapshot_of(ROWS, tmp_path / "snapshot"))
    with TestClient(create_app(tmp_path, holder=holder, settings=Settings(deadline_seconds=600))) as client:

        def page(first: int, after: str | None = None) -> list[dict[str, Any]]:
            asked = {"query": PAGE, "variables": {"first": first, "after": after}}
            edges: list[dict[str, Any]] = client.post("/graphql", json=asked).json()["data"]["doorOpeners"]["openers"][
                "edges"
            ]
            return edges

        best, second = page(10)
        assert best["node"]["score"] == second["node"]["score"]
        assert best["node"]["organisation"]["id"] == "seoul"  # the main business city comes before ids
        assert page(1, best["cursor"]) == [second]
        assert page(1, second["cursor"]) == []

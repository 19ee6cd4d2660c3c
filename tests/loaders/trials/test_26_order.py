"""Sources that restate each other's things, and judgements about them, in every order of loading."""

from itertools import permutations
from pathlib import Path

import pytest

from graph.snapshot.building.gather import gather
from graph.statements import Batch, Judgement
from graph.store.sqlite.store import SqliteStore
from tests.loaders.folders import declared, loaded

HEADER = "id,kind,name,country,website\n"
SOURCES = {
    "p": {
        "source.toml": declared("p", retrieved='"2026-03-01"'),
        "organisations": f"{HEADER}aa,cluster,Alpha Cluster,DK,\nhub,cluster,Hub,DK,\nserial-1,company,One,DK,\n",
        "relations": "kind,source,target\nmember_of,serial-1,hub\nmember_of,aa,hub\n",
    },
    "q": {
        "source.toml": declared("q", retrieved='"2025-03-01"'),
        "organisations": f"{HEADER}zz,cluster,Alfa Cluster,DK,\nhub,cluster,The Hub,SE,\nserial-1,company,Two,DK,\n",
        "relations": "kind,source,target\nmember_of,serial-1,hub\npartner_of,zz,hub\n",
    },
    "r": {
        "source.toml": declared("r", owns_ids="true", retrieved='"2026-09-01"'),
        "organisations": f"{HEADER}hub,cluster,Hub,DK,https://hub.example\n",
        "relations": "kind,source,target\npartner_of,hub,p:serial-1\n",
    },
}
SAME = tuple(Judgement(*pair, True, "a test", "to see", "2026-01-01") for pair in (("aa", "zz"), ("hub", "zz")))
"""Both are made at the end: of the first alone the older id is canonical, of both the owner's."""


@pytest.mark.parametrize(
    ("judged", "aliases"), [((), {}), (SAME[:1], {"aa": "zz"}), (SAME, {"aa": "hub", "zz": "hub"})]
)
def test_the_same_graph(tmp_path: Path, judged: tuple[Judgement, ...], aliases: dict[str, str]) -> None:
    found = set()
    for order in permutations(SOURCES):
        with SqliteStore(tmp_path / "-".join(order) / "store.sqlite") as store:
            for name in order:
                loaded(store, tmp_path / name, SOURCES[name])
            store.apply(Batch(judgements=judged))
            assert store.quarantined() == []
            with store.reading() as scan:
                content = gather(scan)
        ids = [content.ids[node].decode() for node in content.sections.range("organisation")]
        assert {"hub", "p:serial-1", "q:serial-1"} <= set(ids)
        assert content.aliases == aliases
        records = [content.records[node] for node in range(len(content.ids))]
        found.add(repr((records, [content.statements[at] for at in range(len(content.statements))])))
        assert content.contested == {"serial-1": ["p:serial-1", "q:serial-1"]}
    assert len(found) == 1

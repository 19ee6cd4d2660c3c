"""The publishers' own files, where they lie beside this repository (``shared/data``); skipped elsewhere."""

from pathlib import Path

import orjson
import pytest

import loaders
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import LoadReport, Published
from tests.loaders.folders import now

ABOVE = Path(__file__).parents[3:5]
DATA = next((folder for above in ABOVE if (folder := above / "shared" / "data").is_dir()), ABOVE[0] / "shared" / "data")
FILES = {
    "edih": "edih/edih_catalogue.csv",
    "eccp": "eccp/clusters.csv",
    "horizon": "cordis-horizon-europe",
    "ror": "ror",
    "cordis": "cordis-h2020/participations.csv.gz",
}
COUNTS = {
    "edih": {"organisation": (456, 1, 0, 0), "service": (702, 0, 0, 0)},
    "eccp": {"organisation": (75, 0, 0, 0)},
    "horizon": {"organisation": (92, 0, 0, 0), "context": (100, 0, 0, 0), "relation": (100, 0, 0, 0)},
    "ror": {"organisation": (49_996, 0, 0, 1_374), "relation": (22_173, 8_815, 20_836, 0)},
    "cordis": {"organisation": (30_214, 8, 0, 0), "context": (23_046, 0, 0, 0), "relation": (106_507, 11, 0, 0)},
}
"""Source → type → (written, quarantined, merged, ignored) of the extracts, over the starter data."""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DATA.is_dir(), reason="the publishers' files are not here")]


def load(store: SqliteStore, source: str) -> LoadReport:
    return loaders.load(store, Published(source, DATA / FILES[source]) if source in FILES else source, now=now)


def unnumbered(line: str) -> str:
    """A line of a dump without the number of a judgement: the order in which they were made."""
    ((label, said),) = orjson.loads(line).items()
    return orjson.dumps([label, {name: value for name, value in said.items() if name != "number"}]).decode()


@pytest.mark.parametrize("source", COUNTS)
def test_each_row_of_the_extract_is_accounted_for(store: SqliteStore, source: str) -> None:
    load(store, "starter")
    done = load(store, source)
    assert {
        type_: (one.written, one.quarantined, one.merged, one.ignored) for type_, one in done.counts.items()
    } == COUNTS[source]
    assert not any("is not mapped" in note for note in done.notes)


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    orders = (("starter", "edih", "eccp", "horizon"), ("horizon", "eccp", "edih", "starter"))
    lines = []
    for order in orders:
        with SqliteStore(tmp_path / order[0] / "store.sqlite", busy_seconds=0) as store:
            for source in order:
                load(store, source)
            lines.append(sorted(unnumbered(line) for line in dump(store)))
    assert lines[0] == lines[1]

"""Every format of graphs is measured: how long it takes, and how much memory."""

from pathlib import Path

import pytest

from bench.measures import EXPORT_MEASURES, EXPORT_TARGETS, EXPORTED, Measure
from bench.tasks import exports
from bench.tasks.given import Given
from exports.graphs.formats import FORMATS
from tests.worlds import cluster, relation, written_snapshot_of

ROWS = {
    "organisations": [cluster("hub"), cluster("member", "SE")],
    "relations": [relation("member_of", "member", "hub")],
}


def test_every_format_is_measured() -> None:
    assert set(EXPORTED) == set(FORMATS)
    assert set(EXPORT_TARGETS) <= set(FORMATS)


@pytest.mark.parametrize("measure", EXPORT_MEASURES, ids=lambda one: str(one.name))
def test_each_measure_has_a_figure(measure: Measure, tmp_path: Path) -> None:
    written_snapshot_of(ROWS, tmp_path)
    module, _, task = measure.task.partition(".")
    function, _, name = task.partition(":")
    (figure,) = getattr(exports, function)(Given(tmp_path, tmp_path, tmp_path), name)
    assert (module, measure.name.removesuffix("_memory")) == ("exports", f"export_{name}")
    assert figure > 0

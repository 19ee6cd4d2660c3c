"""Names that look wrong, and those that do not."""

from pathlib import Path

import pytest

from graph.store import Store
from loaders.doubtful import TOLD_AT_MOST, doubt
from loaders.starter import __file__ as starter
from tests.loaders.folders import loaded


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("NULL", "no name"), ("nan", "no name"), ("#N/A", "no name"), ("-", "no name"), ("None", "no name"),
        ("R&amp;D Cluster &quot;Nord&quot; &#233;nergie", "'R&D Cluster \"Nord\" énergie'"),
        ("PÃ´le de CompÃ©titivitÃ©", "'Pôle de Compétitivité'"), ("P\ufffdle", "lost letters"),
        ("MÃ¼nchen â€“ KÃ¶ln", "'München – Köln'"),
    ],
)  # fmt: skip
def test_what_looks_wrong(name: str, why: str) -> None:
    assert why in str(doubt(name))


@pytest.mark.parametrize(
    "name",
    [
        "Pôle",
        "R&D; Cluster",
        "AT&T",
        "São Tomé",
        "SÃO PAULO",
        "Null Emission Cluster",
        "NA Networks",
        "深圳",
        "🚀🌊",
        "3D",
        "Â",
    ],
)
def test_what_does_not(name: str) -> None:
    assert doubt(name) is None


def test_no_name_of_the_starter_data_does() -> None:
    text = Path(starter).with_name("organisations.csv").read_text(encoding="utf-8")
    assert [cell for line in text.splitlines() for cell in line.split(",")[2:4] if doubt(cell)] == []


def test_a_load_takes_and_counts_them(store: Store, tmp_path: Path) -> None:
    """Trial 07."""
    rows = "".join(f"n{at},cluster,NULL,DK\n" for at in range(7))
    files = {"organisations": f"id,kind,name,country\n{rows}amp,cluster,R&amp;D,DK\nok,cluster,Ok,DK\n"}
    for _ in range(2):
        report = loaded(store, tmp_path / "x", files)
        assert (report.total.valid, report.doubtful.count, len(report.doubtful.first)) == (9, 8, TOLD_AT_MOST)
    assert report.doubtful.first[0] == "organisations.csv:2 'NULL' is what is written for no name"

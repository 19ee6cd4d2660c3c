"""What is left of rows that offend: whatever stands in them, a sound statement or a reason, and nothing is lost."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store.sqlite.store import SqliteStore
from loaders.columns import KNOWN, MEMBERSHIP, TYPES
from loaders.left_out import NEEDED, read_sparing, spared
from loaders.rows import Refusal, read_row
from tests.loaders.folders import loaded
from tests.loaders.test_reasons import BAD, SOUND

TEXT = st.sampled_from(
    [*BAD, "energy|food", "KR", "2024", "2020-01", "https://a.example", "ror:1|x", "DK-84", "10"]
) | st.text(max_size=20)


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    type_ = draw(st.sampled_from([one for one in TYPES if one != MEMBERSHIP]))
    cells = draw(st.dictionaries(st.sampled_from(KNOWN[type_]), TEXT, max_size=6))
    row = SOUND[type_] | cells
    return type_, {column: text for column, text in row.items() if text and not text.isspace()}


@given(rows())
def test_a_row_is_a_statement_or_a_reason(drawn: tuple[str, dict[str, str]]) -> None:
    type_, row = drawn
    statement, left = read_sparing("s", type_, row, "f:1")
    if isinstance(statement, Refusal):
        assert (spared(type_, row), left) == (None, {})
        return
    assert not left.keys() & NEEDED[type_]
    assert left.keys() <= row.keys()
    without = {column: text for column, text in row.items() if column not in left}
    assert not isinstance(read_row("s", type_, without, "f:1"), Refusal)


@given(rows())
def test_a_sound_row_is_left_as_it_is(drawn: tuple[str, dict[str, str]]) -> None:
    type_, row = drawn
    if not isinstance(read_row("s", type_, row, "f:1"), Refusal):
        rest = spared(type_, row)
        assert rest is not None
        assert (rest.row, rest.left) == (row, {})


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["website", "founded", "lat", "region", "size"]), TEXT), min_size=1, max_size=5
    )
)
def test_every_cell_is_in_or_waits(tmp_path_factory: Any, cells: list[dict[str, str]]) -> None:
    """Of rows whose needed cells are sound, each is in; each optional cell is said, or waits, or is unknown."""
    root: Path = tmp_path_factory.mktemp("cells")
    columns = ("website", "founded", "lat", "region", "size")
    plain = [{name: "".join(filter(str.isprintable, text)) for name, text in row.items()} for row in cells]
    lines = "".join(
        f"o{at},cluster,O,DK," + ",".join('"' + row.get(name, "").replace('"', '""') + '"' for name in columns) + "\n"
        for at, row in enumerate(plain)
    )
    with SqliteStore(root / "store.sqlite") as store:
        report = loaded(store, root / "x", {"organisations": f"id,kind,name,country,{','.join(columns)}\n{lines}"})
        with store.reading() as scan:
            said = sum(name in columns for one in scan.entities() for name in one.properties)
        waiting = len(store.quarantined())
    given_cells = sum(bool(text.strip()) for row in plain for text in row.values())
    assert (report.total.written, report.total.quarantined) == (len(cells), 0)
    assert sum(report.left_out.values()) == waiting
    assert said + waiting + report.dates_unknown <= given_cells
    assert said + waiting + report.dates_unknown >= given_cells - sum(
        "\u200b" in text for row in plain for text in row.values()
    )

"""A second export of which a part is missing or spoilt takes nothing away."""

from pathlib import Path

import pytest

from graph.store import Store
from loaders import shortfall
from tests.loaders.folders import ids, links, loaded

HEADER = "id,kind,name,country,founded\n"
ROWS = [f"c{at},cluster,Portal Cluster {at},KR,2020-01-0{at % 9 + 1}\n" for at in range(1, 21)]
RELATIONS = "kind,source,target\n" + "".join(f"member_of,c{at},c1\n" for at in range(2, 21))
WHOLE = HEADER + "".join(ROWS)

PARTS: dict[str, tuple[str, str]] = {
    "dates by a spreadsheet": (HEADER + "".join(row.replace("2020-01-0", "0") + "/01/2020" for row in ROWS), RELATIONS),
    "header only": (HEADER, RELATIONS),
    "cut off in a row": (WHOLE[: len(HEADER + "".join(ROWS[:6])) + 19], RELATIONS),
    "cut off after a row": (HEADER + "".join(ROWS[:6]), RELATIONS),
}


@pytest.mark.parametrize(("organisations", "relations"), PARTS.values(), ids=PARTS)
def test_nothing_is_lost(store: Store, tmp_path: Path, organisations: str, relations: str) -> None:
    folder = tmp_path / "portal"
    assert loaded(store, folder, {"organisations": WHOLE, "relations": RELATIONS}).total.written == 39
    before = ids(store), links(store)
    report = loaded(store, folder, {"organisations": organisations, "relations": relations})
    assert ((ids(store), links(store)), report.retired) == (before, 0)
    failure = shortfall(report, strict=False)
    assert failure is not None and failure.code in ("held_back", "nothing_in")

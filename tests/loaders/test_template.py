"""Files to fill in say what a load takes, and their examples load."""

from pathlib import Path

import pytest

from graph.records import FILE_TYPES
from graph.store import Store
from loaders import load
from loaders.columns import KNOWN, REQUIRED
from loaders.template import EXAMPLE, EXAMPLES, PAGE, ordered, stems, template
from tests.loaders.folders import loaded, now


def written(folder: Path) -> Path:
    """Every file there is, with its example."""
    for path, text in template(FILE_TYPES).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder


def test_every_example_is_taken_in(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "korea", {"sectors": "id,name\nfood,Food\n"})
    report = load(store, written(tmp_path / "all") / EXAMPLE, name="example", now=now)
    assert [(row.type, row.message) for row in report.quarantined] == []
    assert {type_ for type_, counts in report.counts.items() if counts.valid} == set(FILE_TYPES.values())


def test_nothing_is_loaded_of_files_that_nobody_has_filled_in(store: Store, tmp_path: Path) -> None:
    report = load(store, written(tmp_path), name="mine", now=now)
    assert report.total.read == 0
    assert list(store.ids()) == []


@pytest.mark.parametrize("stem", FILE_TYPES)
def test_headers_hold_every_column_required_ones_first(stem: str) -> None:
    type_ = FILE_TYPES[stem]
    header = ordered(type_)
    assert sorted(header) == sorted(KNOWN[type_])
    assert tuple(header[: len(REQUIRED[type_])]) == REQUIRED[type_]
    assert set(REQUIRED[type_]) <= EXAMPLES[stem].keys() <= set(header)


@pytest.mark.parametrize("stem", FILE_TYPES)
def test_the_page_says_what_each_column_takes(stem: str) -> None:
    page = template([stem])[PAGE]
    for name in KNOWN[FILE_TYPES[stem]]:
        (line,) = (line for line in page.splitlines() if line.startswith(f"| `{name}`"))
        assert line.split("|")[2].strip(), name


def test_files_go_by_what_people_call_them() -> None:
    assert stems(()) == ["organisations", "relations", "memberships"]
    assert stems(["events", "contexts", "members"]) == ["contexts", "memberships"]

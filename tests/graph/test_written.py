"""Files that are written from the model's tables."""

from pathlib import Path

import pytest

from graph.written import COMMAND, stale, with_part, write_or_check


def test_a_check_writes_nothing_and_says_what_to_run(tmp_path: Path) -> None:
    same, other, missing = (tmp_path / name for name in ("same.md", "other.md", "missing.md"))
    same.write_text("as it is\n")
    other.write_text("older\n")
    texts = {same: "as it is\n", other: "newer\n", missing: "new\n"}
    assert stale(texts) == [other, missing]
    with pytest.raises(SystemExit, match=rf"other\.md, missing\.md.*{COMMAND}"):
        write_or_check(texts, ["--check"])
    assert other.read_text() == "older\n"
    assert not missing.exists()
    write_or_check(texts, [])
    assert stale(texts) == []
    write_or_check(texts, ["--check"])


def test_a_part_stands_between_its_marks() -> None:
    page = f"before\n<!-- kinds, by: {COMMAND} -->\nold\n<!-- end of kinds -->\nafter\n"
    assert with_part(page, "kinds", "new\n") == page.replace("old", "new")
    with pytest.raises(ValueError, match="not found"):
        with_part(page, "roles", "new\n")

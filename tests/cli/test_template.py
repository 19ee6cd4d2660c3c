"""Files to fill in, from the command line."""

import csv
from pathlib import Path

from tests.cli.conftest import Opendoors


def test_files_are_written_and_never_over_others(empty: Opendoors, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    said = empty("template", str(folder), "--for", "memberships")
    assert said.code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "example", "memberships.csv"]
    (folder / "memberships.csv").write_text("mine", encoding="utf-8")
    again = empty("template", str(folder), "--for", "memberships", "--for", "events")
    assert (again.code, "there already" in again.err) == (2, True)
    assert (folder / "memberships.csv").read_text(encoding="utf-8") == "mine"
    assert not (folder / "contexts.csv").exists()


def test_what_cannot_be_written_is_refused(empty: Opendoors, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert empty("template", str(tmp_path / "file" / "folder")).code == 2
    said = empty("template", str(tmp_path / "x"), "--for", "membership")
    assert (said.code, "Did you mean memberships" in said.err) == (2, True)


def test_a_filled_in_list_is_loaded(own_starter: Opendoors, tmp_path: Path) -> None:
    own_starter("template", str(tmp_path / "mine"), "--for", "memberships")
    path = tmp_path / "mine" / "memberships.csv"
    with path.open(encoding="utf-8-sig", newline="") as text:
        header = next(csv.reader(text))
    row = {
        "member": "My Own Firm", "of": "Energy Cluster Denmark", "since": "2020", "kind_of_member": "company",
        "country_of_member": "Denmark",
    }  # fmt: skip
    with path.open("a", encoding="utf-8", newline="") as text:
        csv.DictWriter(text, header).writerow(row)
    said = own_starter("load", str(tmp_path / "mine"), "--as", "mine")
    assert (said.code, "NOT IN" in said.out) == (0, False)
    assert own_starter("ask", "KR", "--from", "My Own Firm").code == 0

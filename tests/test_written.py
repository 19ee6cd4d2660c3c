"""``make written`` writes every file that is written from the model's tables."""

import re
from pathlib import Path

from graph.written import COMMAND

ROOT = Path(__file__).parent.parent
FOLDERS = ("graph", "loaders", "queries", "exports", "api", "cli")


def test_one_command_runs_all_writers() -> None:
    target = COMMAND.removeprefix("make ")
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe
    writers = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"^    write_or_check\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert writers
    assert set(re.findall(r"-m (\S+)", recipe[1])) == {"api.sdl", *writers}

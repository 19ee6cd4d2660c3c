"""How much memory a process may have."""

from pathlib import Path

import pytest

from graph.allowance import memory_allowed

MIB = 1 << 20


def written(root: Path, files: dict[str, str]) -> Path:
    for name, said in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{said}\n")
    return root


@pytest.mark.parametrize(
    ("mine", "files"),
    [
        ("0::/", {"memory.max": str(64 * MIB)}),
        ("0::/a/b", {"a/b/memory.max": str(64 * MIB), "a/memory.max": "max"}),
        ("0::/a/b", {"a/b/memory.max": "max", "a/memory.max": str(64 * MIB)}),
        ("3:cpu,memory:/a\n1:cpu:/", {"memory/a/memory.limit_in_bytes": str(64 * MIB), "memory.max": "1"}),
        ("3:memory:/a", {"memory/memory.limit_in_bytes": str(64 * MIB)}),
    ],
)
def test_the_least_limit_of_the_groups_around_a_process_holds(tmp_path: Path, mine: str, files: dict[str, str]) -> None:
    root = written(tmp_path, {"mine": mine})
    assert memory_allowed(written(tmp_path / "groups", files), root / "mine") == 64 * MIB


def test_without_a_limit_it_is_the_memory_of_the_machine(tmp_path: Path) -> None:
    groups = written(tmp_path / "groups", {"memory.max": "max", "memory/memory.limit_in_bytes": str(1 << 62)})
    mine = written(tmp_path, {"mine": "0::/\n4:memory:/"}) / "mine"
    assert 1 << 28 < memory_allowed(groups, mine) < 1 << 50
    assert memory_allowed(groups, mine) == memory_allowed(tmp_path / "none", tmp_path / "none")

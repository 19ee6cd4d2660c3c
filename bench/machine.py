"""What the figures were measured on, without names of hosts or paths."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

LIBRARIES: Final = (
    "numba",
    "numpy",
    "orjson",
    "pydantic",
    "rapidfuzz",
    "igraph",
    "networkx",
    "scipy",
    "ladybug",
    "neo4j",
)


def describe_machine() -> dict[str, Any]:
    """Processor, cores, memory, versions, and how busy it was."""
    return {
        "cpu": _processor(),
        "cores": _cores(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
        "libraries": {"sqlite": sqlite3.sqlite_version} | {name: _version(name) for name in LIBRARIES},
    }


def commit(root: Path) -> str | None:
    """Hash of the commit, with ``+`` where files differ from it; None outside a repository."""
    try:
        head = _git(root, "rev-parse", "HEAD").strip()
        return head + ("+" if _git(root, "status", "--porcelain").strip() else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def _cores() -> int:
    """Those that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

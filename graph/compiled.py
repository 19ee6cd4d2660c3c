"""Which modules hold compiled code, and forgetting what was compiled of other sources.

numba keeps compiled code by the content of the function's own file, but what a function has taken in from other files
it keeps too, whatever becomes of these: so when any of these sources changes, all that was compiled goes.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib import import_module, resources
from pathlib import Path
from types import ModuleType
from typing import Final

PACKAGES: Final = ("graph", "queries")
CACHE_DIR: Final = "NUMBA_CACHE_DIR"
STAMP: Final = "compiled-of"
"""File that holds the digest of the sources of which the code beside it was compiled."""
_USES_NUMBA: Final = re.compile(rb"^(from numba import|import numba)\b", re.MULTILINE)
_KEPT: Final = ("*.nbi", "*.nbc")


def compiled_modules() -> dict[str, Path]:
    """Every module with compiled code, and its source, by name."""
    found = {}
    for package in PACKAGES:
        root = Path(str(resources.files(package)))
        for path in sorted(root.rglob("*.py")):
            if _USES_NUMBA.search(path.read_bytes()) and path.stem != "__init__":
                found[".".join((package, *path.relative_to(root).with_suffix("").parts))] = path
    return dict(sorted(found.items()))


def imported() -> Iterator[ModuleType]:
    """Every module with compiled code."""
    return map(import_module, compiled_modules())


def forget_stale() -> bool:
    """Take away what was compiled of other sources than are here now; True if there was any need.

    Where it may not be written nothing is done: numba keeps nothing there either.
    """
    sources = compiled_modules()
    digest = blake2b(b"\0".join(path.read_bytes() for path in sources.values()), digest_size=16).hexdigest()
    given = os.environ.get(CACHE_DIR)
    folders = {Path(given)} if given else {path.parent / "__pycache__" for path in sources.values()}
    stale = [folder for folder in sorted(folders) if _stamp(folder) != digest]
    with suppress(OSError):
        for folder in stale:
            folder.mkdir(parents=True, exist_ok=True)
            for kept in (path for pattern in _KEPT for path in folder.rglob(pattern)):
                kept.unlink(missing_ok=True)
            (folder / STAMP).write_text(digest, encoding="ascii")
    return bool(stale)


def _stamp(folder: Path) -> str | None:
    try:
        return (folder / STAMP).read_text(encoding="ascii")
    except OSError:
        return None

"""Files of the repository that a command writes from the model's tables: whole ones, and parts of pages between marks.

`make written` writes all of them anew. With ``--check`` a writer writes none, and fails if one is to change.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

COMMAND: Final = "make written"


def with_part(page: str, name: str, part: str) -> str:
    """The page with that part between its marks.

    Raises:
        ValueError: the page does not have them.
    """
    begin, end = f"<!-- {name}, by: {COMMAND} -->\n", f"<!-- end of {name} -->\n"
    before, after = page.index(begin) + len(begin), page.index(end)
    return page[:before] + part + page[after:]


def stale(texts: Mapping[Path, str] | Mapping[Path, bytes]) -> list[Path]:
    """The files that are not as they would be written, or not there."""
    return [path for path, text in texts.items() if not path.exists() or path.read_bytes() != _bytes(text)]


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def write_or_check(texts: Mapping[Path, str] | Mapping[Path, bytes], arguments: Sequence[str] | None = None) -> None:
    """What a writer does when it is run: write the files that are to change.

    Args:
        texts: what stands in each of them, as text in UTF-8 or as bytes.
        arguments: of the command line; None: its own.

    Raises:
        SystemExit: with ``--check`` there are such files; nothing is written, and it says which and what to run.
    """
    parser = ArgumentParser(description="Write files from the model's tables.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not as it would be")
    check = parser.parse_args(arguments).check
    changed = stale(texts)
    if check and changed:
        named = ", ".join(path.name for path in changed)
        sys.exit(f"Not as they would be written: {named}. Change what they are written from, then run: {COMMAND}")
    for path in changed if not check else ():
        path.write_bytes(_bytes(texts[path]))

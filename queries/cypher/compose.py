"""Saved queries are whole files, to be pasted; what several of them share is written once, in ``blocks/``.

``python -m queries.cypher.compose`` writes each block into the queries that have it, between its lines of ``// ----``.
"""

import re
from pathlib import Path
from textwrap import indent
from typing import Final

HERE: Final = Path(__file__).parent
_BLOCK: Final = re.compile(r"^( *)// ---- (\w+)[:. ].*?^ *// ----\n", flags=re.MULTILINE | re.DOTALL)


def block(name: str) -> str:
    """What all queries share under this name, its first and its last line included."""
    return (HERE / "blocks" / f"{name}.cypher").read_text(encoding="utf-8")


def blocks_of(text: str) -> list[str]:
    """The names of the blocks in a query's text, in order."""
    return [found[2] for found in _BLOCK.finditer(text)]


def composed(text: str) -> str:
    """The text with its blocks as they are now."""
    return _BLOCK.sub(lambda found: indent(block(found[2]), found[1]), text)


def main() -> None:
    """Write all queries anew."""
    for path in sorted(HERE.glob("*.cypher")):
        path.write_text(composed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()

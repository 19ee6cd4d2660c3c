"""A paper as Markdown (CommonMark, with tables): to be pasted into mails, notes and reports."""

import re
from collections.abc import Iterator
from typing import Final

from exports.papers.document import Block, Bullets, Document, Heading, Link, Paragraph, Picture, Strong, Text

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#~])")
_UNSAFE: Final = re.compile(r"[<>\s]")
"""What would end an address."""


def as_markdown(document: Document) -> str:
    """A document as Markdown, without its pictures."""
    return "\n\n".join(text for block in document for text in _block(block)) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield _text(block.text)
    elif isinstance(block, Bullets):
        yield "\n".join(f"- {_text(item)}" for item in block.items)
    elif not isinstance(block, Picture):
        yield f"{_escaped(block.says)}:"
        rows = [_row(map(_escaped, block.head)), _row("---" for _ in block.head)]
        yield "\n".join([*rows, *(_row(map(_text, row)) for row in block.rows)])


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: Text) -> str:
    return "".join(map(_part, text))


def _part(part: str | Link | Strong) -> str:
    if isinstance(part, Strong):
        return f"**{_escaped(part.text)}**"
    if isinstance(part, Link) and part.address.startswith(("https://", "http://")):
        return f"[{_escaped(part.text)}](<{_UNSAFE.sub('', part.address)}>)"
    return _escaped(part.text if isinstance(part, Link) else part)


def _escaped(text: str) -> str:
    """A text of which nothing is a sign of Markdown's, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split(" "))).replace("\n", " ")

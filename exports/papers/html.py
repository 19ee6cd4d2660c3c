"""A paper as one self-contained HTML file: no script, nothing from elsewhere, made to be printed on A4."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, tostring

from exports.characters import plain
from exports.papers.document import Block, Bullets, Document, Heading, Link, Paragraph, Picture, Strong, Text

STYLE: Final = Path(__file__).with_name("paper.css").read_text(encoding="utf-8")


def as_html(document: Document) -> str:
    """A document as HTML; its first heading is the page's title."""
    title = next(block.text for block in document if isinstance(block, Heading))
    head = [
        _tag("meta", charset="utf-8"),
        _tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _tag("meta", **{"name": "color-scheme", "content": "light dark"}),
        _tag("title", title),
        _tag("style", STYLE),
    ]
    page = _tag("html", _tag("head", *head), _tag("body", _tag("main", *_sections(list(document), 1))), lang="en")
    return f"<!doctype html>\n{tostring(page, encoding='unicode', method='html')}\n"


def _sections(blocks: Sequence[Block], level: int) -> Iterator[Element]:
    """Blocks, and a section around each heading of a level with what belongs to it."""
    starts = [at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.level == level]
    for one in blocks[: starts[0]] if starts else blocks:
        yield _block(one)
    for start, end in pairwise([*starts, len(blocks)]):
        heading = blocks[start]
        assert isinstance(heading, Heading)
        named = {"id": heading.anchor} if heading.anchor else {}
        inside = _sections(blocks[start + 1 : end], level + 1)
        yield _tag("section", _tag(f"h{level}", heading.text), *inside, **named)


def _block(block: Block) -> Element:
    if isinstance(block, Heading):
        return _tag(f"h{block.level}", block.text)
    if isinstance(block, Paragraph):
        return _tag("p", *_parts(block.text))
    if isinstance(block, Bullets):
        return _tag("ul", *(_tag("li", *_parts(item)) for item in block.items))
    if isinstance(block, Picture):
        return _tag("figure", block.drawing)
    head = _tag("thead", _tag("tr", *(_tag("th", text, scope="col") for text in block.head)))
    rows = (_tag("tr", *(_tag("td", *_parts(cell)) for cell in row)) for row in block.rows)
    return _tag("table", _tag("caption", block.says), head, _tag("tbody", *rows))


def _parts(text: Text) -> Iterator[str | Element]:
    for part in text:
        if isinstance(part, Strong):
            yield _tag("strong", part.text)
        elif isinstance(part, Link) and part.address.startswith(("https://", "http://", "#")):
            yield _tag("a", part.text, href=plain(part.address))
        else:
            yield part.text if isinstance(part, Link) else part


def _tag(tag: str, *inside: str | Element, **attributes: str) -> Element:
    """An element with texts and elements in it."""
    made = Element(tag, attributes)
    last: Element | None = None
    for one in inside:
        if not isinstance(one, str):
            made.append(one)
            last = one
        elif last is None:
            made.text = (made.text or "") + plain(one)
        else:
            last.tail = (last.tail or "") + plain(one)
    return made

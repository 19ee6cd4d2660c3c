"""What a paper says, before it is written as HTML or Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere: to an address on the web, or to an anchor of the paper (``#anchor``)."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A text that stands out."""

    text: str


Text = Sequence[str | Link | Strong]
"""Parts of a text, one after the other."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; all until the next one of its level or a higher one belongs to it."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as its head.

    Attributes:
        says: what it is a table of.
    """

    says: str
    head: Sequence[str]
    rows: Sequence[Sequence[Text]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, with the same in words."""

    drawing: Element
    title: str


Block = Heading | Paragraph | Bullets | Table | Picture
Document = Sequence[Block]

"""A picture as it is seen: every box and text with its place, read from the SVG alone."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from exports.pictures.text_width import width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Seen:
    """A rectangle on the paper: a box, or a text with the height of its signs."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def overlaps(self, other: "Seen") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def lies_in(self, other: "Seen") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def parsed(svg: str) -> Element:
    return fromstring(svg)


def paper_of(root: Element) -> Seen:
    return Seen(0, 0, float(root.attrib["width"]), float(root.attrib["height"]))


def boxes_of(root: Element) -> list[Seen]:
    return [
        Seen(left, top, left + float(one.attrib["width"]), top + float(one.attrib["height"]))
        for one in root.iter(f"{SVG}rect")
        if one.attrib["class"] != "od-paper"
        for left, top in [(float(one.attrib["x"]), float(one.attrib["y"]))]
    ]


def texts_of(root: Element) -> list[Seen]:
    found = []
    for one in root.iter(f"{SVG}text"):
        size, text = float(one.attrib.get("font-size", "11")), one.text or ""
        left, base = float(one.attrib["x"]), float(one.attrib["y"])
        across = width(text, size, bold=one.attrib.get("font-weight") == "bold")
        found.append(Seen(left, base - 0.75 * size, left + across, base + 0.22 * size, text))
    return found


def all_text(root: Element) -> str:
    """Titles and descriptions too: what a screen reader has."""
    return "\n".join(root.itertext())


def check_nothing_overlaps(root: Element) -> None:
    """No two boxes, no two texts, and no text a box but the one that it stands in; and all of it on the paper."""
    boxes, texts, paper = boxes_of(root), texts_of(root), paper_of(root)
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
    for text, again in combinations(texts, 2):
        assert not text.overlaps(again), (text, again)
    for text in texts:
        assert text.lies_in(paper), text
        assert not [box for box in boxes if text.overlaps(box) and not text.lies_in(box)], text
    for box in boxes:
        assert box.lies_in(paper), box

"""How formats in XML write values."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from exports.characters import plain
from exports.graphs.view import Attribute, Value, ValueType

_SPECIAL: Final = re.compile("[^ !#-%'-;=?-\ud7ff]")
"""What is not certain to stand for itself."""
_REFERENCES: Final = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip


def escaped(text: str) -> str:
    """A text as an attribute or an element holds it: every reader gives it back as it was, line ends included.

    A character that no XML document may hold is given back as U+FFFD.

    >>> escaped('R&D "<a>"'), escaped(chr(7))
    ('R&amp;D &quot;&lt;a&gt;&quot;', '\ufffd')
    """
    return _SPECIAL.sub(lambda found: _REFERENCES.get(found[0]) or plain(found[0]), text)


_WRITTEN: Final[dict[ValueType, Callable[[Any], str]]] = {
    ValueType.TEXT: escaped,
    ValueType.TEXTS: lambda texts: escaped("|".join(texts)),
    ValueType.DATE: escaped,
    ValueType.WHOLE: str,
    ValueType.NUMBER: repr,
    ValueType.YES_NO: lambda yes: "true" if yes else "false",
}
"""Numbers to the last digit."""


def teller(attributes: Sequence[Attribute], opening: str, closing: str) -> Callable[[Sequence[Value]], str]:
    """What writes the values of an element that there are, each between two marks.

    Args:
        attributes: of which there are values, in their order.
        opening: before each; ``{}`` in it is the position of its attribute.
        closing: after each.
    """
    ways = [(opening.format(at), _WRITTEN[one.type]) for at, one in enumerate(attributes)]

    def tell(values: Sequence[Value]) -> str:
        return "".join(
            f"{mark}{written(value)}{closing}"
            for (mark, written), value in zip(ways, values, strict=True)
            if value is not None and value != ()
        )

    return tell

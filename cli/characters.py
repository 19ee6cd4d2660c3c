"""What a terminal is given of a text: no character that steers it, and another one for what it cannot show.

Programs get texts as they are: JSON and files are UTF-8 whatever the terminal's encoding is, and in JSON a character
that steers is escaped.
"""

import codecs
import re
from io import TextIOWrapper
from typing import Any, Final, TextIO

from anyascii import anyascii

_LINE_ENDS: Final = "\t\n\v\f\r\x85\u2028\u2029"
_TURNING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings, overrides and isolates: they turn the order of what follows."""
_STEERING: Final = (
    {code: 0x2400 + code for code in range(32)}
    | dict.fromkeys((*range(128, 160), *map(ord, _TURNING)), 65533)
    | {0x7F: 0x2421}
    | {ord(end): ord(" ") for end in _LINE_ENDS}
)
"""What steers a terminal → what is shown for it: its picture, or that something is there; for ends of lines a blank."""
_UNSEEN_IN_JSON: Final = re.compile(f"[\x7f-\x9f\u2028\u2029{_TURNING}]")
_SIGNS: Final = {"→": "->", "⇢": ".>", "←": "<-", "↔": "<->", "⟶": "->", "✓": "+", "×": "x", "\ufffd": "?"}
"""Where the transliteration is no sign that people know."""
_HANDLER: Final = "opendoors-shown"
UNKNOWN: Final = "?"


def plain(text: str) -> str:
    r"""A text of one line that steers no terminal, of the same length.

    >>> plain("Two\nLine \x1b[2J Cluster")
    'Two Line ␛[2J Cluster'
    """
    return text.translate(_STEERING)


def all_plain(said: Any) -> Any:
    """An answer of dictionaries and lists with texts that steer no terminal."""
    if isinstance(said, str):
        return plain(said)
    if isinstance(said, list):
        return [all_plain(one) for one in said]
    return {name: all_plain(value) for name, value in said.items()} if isinstance(said, dict) else said


def escaped(json: str) -> str:
    """JSON in which whatever steers a terminal is escaped; it says the same."""
    return _UNSEEN_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def shows_anything(stream: TextIO) -> None:
    """Have a stream show another character for one that its encoding has not, instead of failing."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=_HANDLER)


def send(stream: TextIO, text: str) -> None:
    """Write a text for programs: UTF-8, whatever the stream's encoding is."""
    stream.flush()
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text)
    else:
        buffer.write(text.encode("utf-8", "surrogateescape"))
        buffer.flush()
    stream.flush()


def _another(error: UnicodeError) -> tuple[str, int]:
    """Another text for characters that an encoding has not."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_SIGNS.get(one) or anyascii(one) or UNKNOWN for one in lost), error.end


codecs.register_error(_HANDLER, _another)

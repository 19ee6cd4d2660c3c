"""Pieces of text as chunks of bytes."""

from collections.abc import Iterable, Iterator
from typing import Final

CHUNK: Final = 64 * 1024
"""Characters that are held before they are handed on as bytes."""


def encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces of text as UTF-8, together until they are CHUNK characters. No piece is asked for before it is needed."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= CHUNK:
            yield "".join(held).encode()
            held, length = [], 0
    if held:
        yield "".join(held).encode()

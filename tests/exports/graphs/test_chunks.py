"""Pieces of text as chunks: nothing is lost, and nothing is made before it is needed."""

from collections.abc import Iterator

from exports.graphs.chunks import CHUNK, encoded


def test_chunks_are_large_and_lose_nothing() -> None:
    pieces = ["ø" * 1_000] * 200
    chunks = list(encoded(pieces))
    assert b"".join(chunks).decode() == "".join(pieces)
    assert all(CHUNK <= len(chunk.decode()) < CHUNK + 1_000 for chunk in chunks[:-1])
    assert list(encoded([])) == []


def test_no_piece_is_asked_for_before_it_is_needed() -> None:
    asked = []

    def pieces() -> Iterator[str]:
        for at in range(100):
            asked.append(at)
            yield "x" * (CHUNK // 4)

    chunks = encoded(pieces())
    assert asked == []
    next(chunks)
    assert asked == [0, 1, 2, 3]

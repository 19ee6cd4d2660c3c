"""In which encoding a file of text is, decided by its bytes alone, and its text as UTF-8 whatever that is."""

import codecs
import re
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from charset_normalizer import from_bytes

PLAIN: Final = "utf-8-sig"
"""UTF-8, with or without a byte order mark."""
DECLARABLE: Final = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-7",
    "iso8859-9", "iso8859-13", "iso8859-15", "cp437", "cp850", "cp852", "cp866", "cp874", "cp1250", "cp1251", "cp1252",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "mac-roman", "koi8-r", "koi8-u", "cp932", "shift_jis",
    "euc_jp", "cp949", "euc_kr", "gbk", "gb18030", "big5",
)  # fmt: skip
"""Encodings in which a line end, a separator and a quote are what they are in ASCII, and UTF-16."""
WESTERN: Final = "cp1252"
_OTHER_SCRIPTS: Final = ["cp1251", "cp1253", "cp1255", "cp1256", "cp932", "euc_kr", "gb18030", "big5"]
_MARKS: Final = (
    (codecs.BOM_UTF8, PLAIN),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HEAD: Final = 8
"""Bytes of a file's beginning that tell whether it is UTF-16 without a mark: no header has fewer than four letters."""
SAMPLE: Final = 64 * 1024
"""Bytes in lines that are no ASCII, by which an encoding is proposed."""
ENOUGH: Final = 64
"""Bytes beyond ASCII by which scripts that are not Latin can be told apart."""
_CHUNK: Final = 1024**2
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_OTHER_SCRIPT: Final = re.compile(rb"[\x80-\xff]{3}")
_NO_WORD: Final = re.compile(r"[^\W\d_][¡-©«¬¯±³¶¸¹¿×÷]|[¢¤-¦¬¯±³¶¸¹×÷][^\W\d_]|[a-zß-ÿ][ŒŠŽŸ]")
"""What no word of a western language holds, as it comes about where another encoding is read as cp1252."""


def is_declarable(name: str) -> bool:
    """Whether a source may declare this encoding, by any of its names."""
    try:
        return codecs.lookup(name).name in DECLARABLE
    except LookupError:
        return False


def encoding_of(path: Path, declared: str | None) -> str:
    """The encoding of a file: by its mark, else as declared, else by UTF-16's pattern of NULs; else UTF-8."""
    with path.open("rb", buffering=0) as file:
        head = file.read(HEAD)
    by_mark = marked(head)
    has_mark = any(head.startswith(mark) for mark, _ in _MARKS)
    if has_mark or not declared:
        return by_mark
    return PLAIN if codecs.lookup(declared).name == "utf-8" else codecs.lookup(declared).name


def marked(head: bytes) -> str:
    """The encoding of a file that begins with these bytes: by its mark, or by UTF-16's pattern of NULs; else UTF-8."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    head = head[: len(head) // 2 * 2]
    for encoding, letters, nuls in (("utf-16-le", head[::2], head[1::2]), ("utf-16-be", head[1::2], head[::2])):
        if letters and not any(nuls) and all(letters):
            return encoding
    return PLAIN


def proposed(path: Path) -> str | None:
    """The encoding in which a file that is no UTF-8 may well be; None where nobody can tell.

    Latin letters are taken for western ones, as long as they make words: by its bytes nobody tells cp1252 from cp1250.
    Other scripts are told apart by which of them makes text, where there is enough of it. A file of which a line is
    good UTF-8 that is no ASCII is damaged, not in another encoding.
    """
    sample = b"".join(_lines_beyond_ascii(path))
    if any(map(_is_utf8, sample.splitlines())):
        return None
    if not _OTHER_SCRIPT.search(sample):
        try:
            text = sample.decode(WESTERN)
        except UnicodeDecodeError:
            return None
        return None if _NO_WORD.search(text) else WESTERN
    if len(_BEYOND_ASCII.findall(sample)) < ENOUGH:
        return None
    best = from_bytes(sample, cp_isolation=_OTHER_SCRIPTS).best()
    return codecs.lookup(best.encoding).name if best else None


def example(path: Path, encoding: str) -> str:
    """The first word beyond ASCII of a file, as it reads in an encoding."""
    text = next(_lines_beyond_ascii(path), b"").decode(encoding, "replace")
    return next((word for word in re.findall(r"[^\W_]+", text) if not word.isascii()), "")


def _lines_beyond_ascii(path: Path) -> Iterator[bytes]:
    """The first lines of a file that are no ASCII, up to the size of a sample."""
    left = SAMPLE
    with path.open("rb") as file:
        while left > 0 and (line := file.readline(_CHUNK)):
            for part in line.splitlines(keepends=True):
                if not part.isascii() and left > 0:
                    yield part
                    left -= len(part)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return not line.isascii()


def utf8_bytes(path: Path, encoding: str, errors: str = "strict") -> BinaryIO:
    """A file's text as bytes in UTF-8, a mark included if it is UTF-8 by itself.

    Reading it raises UnicodeDecodeError where it is in another encoding that does not hold, unless ``errors`` is
    ``replace``.
    """
    is_plain = encoding == PLAIN
    return cast(BinaryIO, path.open("rb", buffering=0) if is_plain else _Recoded(path, encoding, errors))


class _Recoded(RawIOBase):
    """Bytes in UTF-8 of a file in another encoding. What comes before an error is handed over first."""

    def __init__(self, path: Path, encoding: str, errors: str) -> None:
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._ready = b""
        self._error: UnicodeDecodeError | None = None
        self._ended = False

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with the next bytes; how many."""
        while not self._ready and not self._ended:
            self._ready = self._next()
        part = self._ready[: len(buffer)]
        buffer[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _next(self) -> bytes:
        if self._error is not None:
            raise self._error
        chunk = self._file.read(_CHUNK)
        self._ended = not chunk
        try:
            return self._decoder.decode(chunk, final=self._ended).encode()
        except UnicodeDecodeError as error:
            self._error, self._ended = error, False
            return error.object[: error.start].decode(error.encoding, "replace").encode()

"""Files of a snapshot folder: arrays that are memory-mapped, and texts laid end to end."""

import math
import mmap
import os
from array import array
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, TypeVar, get_type_hints

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.snapshot.facts import I8

DataclassType = TypeVar("DataclassType")


class Laid:
    """Byte strings laid end to end.

    Args:
        pointer: (T+1) where each begins, and where the last one ends.
        pieces: the bytes of them all. No text is in two pieces, and no piece is empty.
    """

    def __init__(self, pointer: I8, pieces: Sequence[memoryview]) -> None:
        self.pointer = pointer
        self._pieces = pieces
        self._begins = list(accumulate(map(len, pieces), initial=0))

    @staticmethod
    def of(texts: Iterable[bytes]) -> "Laid":
        """Lay texts end to end, in the order in which they come."""
        # To keep half a million small texts until they are joined would take several times as long as to make them.
        held, lengths = bytearray(), array("q")
        note = lengths.append
        for text in texts:
            held += text
            note(len(text))
        return Laid.joined(held, lengths)

    @staticmethod
    def joined(held: bytes | bytearray, lengths: "array[int]") -> "Laid":
        """Texts that stand end to end already."""
        return Laid(pointers_of(np.frombuffer(lengths, dtype=np.int64)), [memoryview(held)] if held else [])

    @property
    def body(self) -> memoryview:
        """The bytes of them all; copied where they are in several pieces."""
        return self._pieces[0] if len(self._pieces) == 1 else memoryview(b"".join(self._pieces))

    def __len__(self) -> int:
        return len(self.pointer) - 1

    def __getitem__(self, position: int) -> bytes:
        begin, end = self.pointer[position : position + 2].tolist()
        if begin == end:
            return b""
        piece = bisect_right(self._begins, begin) - 1
        before = self._begins[piece]
        return self._pieces[piece][begin - before : end - before].tobytes()

    def write(self, folder: Path, name: str) -> None:
        """Write the texts, to be opened as ``Texts``."""
        np.save(folder / f"{name}.ptr.npy", self.pointer)
        header = {"descr": "|u1", "fortran_order": False, "shape": (self._begins[-1],)}
        with (folder / f"{name}.bin.npy").open("wb", buffering=_WRITTEN_AT_ONCE) as file:
            np.lib.format.write_array_header_1_0(file, header)
            file.writelines(self._pieces)


def pointers_of(lengths: NDArray[Any]) -> I8:
    """(T+1) where each of things laid end to end begins, and where the last one ends."""
    pointer = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=pointer[1:])
    return pointer


def arranged(former: Laid, fresh: Laid, take: I8) -> Laid:
    """Texts of two lots, in another order.

    What stays together is one piece of what was, and not copied, where few texts are new or have gone.

    Args:
        former: the texts numbered from 0 on.
        fresh: the texts numbered from ``len(former)`` on.
        take: number of each text wanted.
    """
    lengths = np.concatenate((np.diff(former.pointer), np.diff(fresh.pointer)))
    pointer = pointers_of(lengths[take])
    breaks = np.flatnonzero((take[1:] != take[:-1] + 1) | (take[1:] == len(former))) + 1
    begins = np.concatenate(([0], breaks)) if len(take) else breaks
    ends = np.append(breaks, len(take)) if len(take) else breaks
    starts = np.concatenate((former.pointer[:-1], fresh.pointer[:-1] + former.pointer[-1]))[take[begins]]
    sizes = pointer[ends] - pointer[begins]
    old, new, border = former.body, fresh.body, int(former.pointer[-1])
    pieces = [
        old[start : start + size] if start < border else new[start - border : start - border + size]
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        if size
    ]
    if len(pieces) * _WORTH_A_PIECE > pointer[-1]:
        joined = b"".join(pieces)
        pieces = [memoryview(joined)] if joined else []
    return Laid(pointer, pieces)


class Texts:
    """Byte strings laid end to end in one file, read by position without copying the rest.

    Attributes:
        laid: they, memory-mapped.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._pointer = mapped(folder / f"{name}.ptr.npy")
        self._body = mapped(folder / f"{name}.bin.npy")
        self.laid = Laid(self._pointer, [self._body.data] if len(self._body) else [])

    def __len__(self) -> int:
        return len(self._pointer) - 1

    def __getitem__(self, position: int) -> bytes:
        return self._body[self._pointer[position] : self._pointer[position + 1]].tobytes()


def write_arrays(folder: Path, value: Any, prefix: str) -> dict[str, Any]:
    """Write every array of a dataclass, nested ones included, as ``prefix.field.npy``.

    Returns:
        what else it holds, for a manifest.
    """
    rest: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        name = f"{prefix}.{field.name}"
        if isinstance(held, np.ndarray):
            np.save(folder / f"{name}.npy", held)
        elif is_dataclass(held):
            rest[field.name] = write_arrays(folder, held, name)
        else:
            rest[field.name] = _plain(held)
    return rest


def read_arrays(
    folder: Path, of: type[DataclassType], prefix: str, rest: Mapping[str, Any], held: Container[str] = ()
) -> DataclassType:
    """Read back what ``write_arrays`` wrote, the arrays memory-mapped but for those called as in ``held``."""
    hints = get_type_hints(of)
    values: dict[str, Any] = {}
    for field in fields(of):  # type: ignore[arg-type]
        name = f"{prefix}.{field.name}"
        if is_dataclass(hints[field.name]):
            values[field.name] = read_arrays(folder, hints[field.name], name, rest[field.name], held)
        elif field.name in rest:
            values[field.name] = _restored(rest[field.name])
        else:
            values[field.name] = mapped(folder / f"{name}.npy", held=name in held)
    return of(**values)


def _plain(held: Any) -> Any:
    """A value as JSON can hold it: a mapping as its pairs, a set of tuples as its sorted members."""
    if isinstance(held, dict):
        return {"pairs": [[key, value] for key, value in held.items()]}
    if isinstance(held, frozenset):
        return {"members": sorted(held)}
    return held


def _restored(held: Any) -> Any:
    if isinstance(held, dict) and "pairs" in held:
        return {
            key: [tuple(one) if isinstance(one, list) else one for one in value] if isinstance(value, list) else value
            for key, value in held["pairs"]
        }
    if isinstance(held, dict) and "members" in held:
        return frozenset(tuple(member) for member in held["members"])
    return held


def mapped(path: Path, *, held: bool = False) -> NDArray[Any]:
    """An array that was saved, read-only: memory-mapped unless it is small, or is to be ``held`` in memory.

    Raises:
        OSError, ValueError: it cannot be read, or is no such array, or not all of it.
    """
    with path.open("rb", buffering=0) as file:
        dtype, shape, order, offset = _header(file.read(_HEADER_BYTES))
        count, size = math.prod(shape), os.fstat(file.fileno()).st_size
        if size != offset + count * dtype.itemsize:
            raise ValueError(f"{path.name} has {size} bytes, not {offset + count * dtype.itemsize}")
        array: NDArray[Any]
        if size < _SMALL or held:
            file.seek(offset)
            array = np.fromfile(file, dtype, count)
        else:
            array = np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ), dtype, count, offset)
    array = array.reshape(shape, order=order)
    array.setflags(write=False)
    return array


@lru_cache(maxsize=1024)
def _header(begin: bytes) -> tuple[np.dtype[Any], tuple[int, ...], Literal["C", "F"], int]:
    """Type and shape that a file begins with, the order of its elements, and where these begin.

    The same few stand before most arrays, and to read one anew takes longer than to map the array.
    """
    file = BytesIO(begin)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("it is no array of this format")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    if file.tell() != _HEADER_BYTES or dtype.hasobject:
        raise ValueError("it is no array of numbers")
    return dtype, shape, "F" if fortran else "C", file.tell()


def frozen(value: DataclassType) -> DataclassType:
    """The same dataclass, its arrays made read-only, nested ones included.

    Compiled code is compiled for one sort of array only, and mapped files are read-only.
    """
    for field in fields(value):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        if isinstance(held, np.ndarray):
            held.setflags(write=False)
        elif is_dataclass(held):
            frozen(held)
    return value


def array_bytes(value: Any) -> int:
    """Bytes of the arrays of a dataclass, nested ones included."""
    held = [getattr(value, field.name) for field in fields(value)]
    return sum(
        one.nbytes if isinstance(one, np.ndarray) else array_bytes(one) if is_dataclass(one) else 0 for one in held
    )


_WORTH_A_PIECE = 1 << 10
"""Bytes; shorter pieces would take more room than what is in them."""
_WRITTEN_AT_ONCE = 1 << 16
"""Bytes of short pieces."""
_HEADER_BYTES = 128
"""What stands before the elements of an array of numbers."""
_SMALL = 1 << 12
"""An array of fewer bytes is held in memory: mapping it costs more."""


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON."""
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return orjson.loads(path.read_bytes())

"""Files of a snapshot folder: arrays that are memory-mapped, and texts laid end to end."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np
import orjson
from numpy.typing import NDArray

DataclassType = TypeVar("DataclassType")


class Texts:
    """Byte strings laid end to end in one file, read by position without copying the rest."""

    def __init__(self, folder: Path, name: str) -> None:
        self._pointer = _mapped(folder / f"{name}.ptr.npy")
        self._bytes = _mapped(folder / f"{name}.bin.npy")

    def __len__(self) -> int:
        return len(self._pointer) - 1

    def __getitem__(self, position: int) -> bytes:
        return self._bytes[self._pointer[position] : self._pointer[position + 1]].tobytes()

    @staticmethod
    def write(folder: Path, name: str, texts: Iterable[bytes]) -> None:
        """Write texts so that they can be read back by position."""
        held = list(texts)
        pointer = np.concatenate(([0], np.cumsum([len(text) for text in held]))).astype(np.int64)
        np.save(folder / f"{name}.ptr.npy", pointer)
        np.save(folder / f"{name}.bin.npy", np.frombuffer(b"".join(held), dtype=np.uint8))


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


def read_arrays(folder: Path, of: type[DataclassType], prefix: str, rest: Mapping[str, Any]) -> DataclassType:
    """Read back what ``write_arrays`` wrote, the arrays memory-mapped."""
    hints = get_type_hints(of)
    values: dict[str, Any] = {}
    for field in fields(of):  # type: ignore[arg-type]
        name = f"{prefix}.{field.name}"
        if is_dataclass(hints[field.name]):
            values[field.name] = read_arrays(folder, hints[field.name], name, rest[field.name])
        elif field.name in rest:
            values[field.name] = _restored(rest[field.name])
        else:
            values[field.name] = _mapped(folder / f"{name}.npy")
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


def _mapped(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode=None if path.stat().st_size < _SMALL else "r", allow_pickle=False)
    array = array.view(np.ndarray)
    array.setflags(write=False)
    return array


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


_SMALL = 1 << 12
"""An array of fewer bytes is read: mapping it costs more."""


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON."""
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return orjson.loads(path.read_bytes())

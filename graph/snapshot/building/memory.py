"""A snapshot without files: for worlds so small that to write and open them takes longer than all else."""

from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.dates import last_day
from graph.model import Model
from graph.snapshot.building.build import NAME_INDEX
from graph.snapshot.building.content import Content
from graph.snapshot.day.standing import standing
from graph.snapshot.files import DataclassType, Laid, Texts
from graph.snapshot.memo import ROOM, Memo
from graph.snapshot.names.index import NameIndex
from graph.snapshot.names.writing import write_name_index
from graph.snapshot.snapshot import Manifest, Snapshot, day_text


class SnapshotInMemory(Snapshot):
    """What ``Snapshot`` opens of what ``write_snapshot`` wrote, but nothing is written.

    Its arrays are of the very sort that those of files are, so that compiled code is compiled for no other. Only the
    index of names is a file, which is made when somebody looks for a name.
    """

    def __init__(self, content: Content, folder: Path, revision: int, stamp: str, as_of: str) -> None:
        """Hold a snapshot.

        Args:
            content: all that does not depend on the day, from a full scan.
            folder: that the index of names comes into; made with it.
            revision: of the store.
            stamp: of the revision.
            as_of: ISO day on which the snapshot stands; the last one of a partial date.
        """
        day = last_day(as_of)
        self.folder = folder
        self._guard = None
        self.sections = content.sections
        self.facts = _as_opened(content.facts)
        # Of the writable arrays, as ``write_snapshot`` derives it: compiled code tells them from read-only ones.
        self._own = _as_opened(standing(content.facts, content.sections, content.roles, day))
        self.manifest = _said(content.manifest(revision, stamp, day_text(day) or as_of, len(self._own.ties.cost)))
        self._ids, self._records = _TextsInMemory(content.ids), _TextsInMemory(content.records)
        self._statements, self._relation_names = _TextsInMemory(content.statements), _TextsInMemory(content.names)
        self.by_name = _read_only(content.by_name)
        self._named = content.named.added
        self.memo = Memo(ROOM)

    @cached_property
    def names(self) -> NameIndex:
        """The index of names."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_name_index(self.folder / NAME_INDEX, self._named)
        return NameIndex(self.folder / NAME_INDEX)


class _TextsInMemory(Texts):
    """Texts that are in no file."""

    def __init__(self, laid: Laid) -> None:
        self._pointer = _read_only(laid.pointer)
        self._body = _read_only(np.frombuffer(laid.body, dtype=np.uint8))
        self.laid = laid


def _said(manifest: Manifest) -> Manifest:
    """The manifest as it is read back: in JSON there are no tuples."""
    said = orjson.loads(orjson.dumps(asdict(replace(manifest, model=Model("", {})))))
    return Manifest(**{**said, "model": manifest.model})


def _as_opened(value: DataclassType) -> DataclassType:
    """The same dataclass, its arrays as those of files are, nested ones included."""
    held = {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
    opened: dict[str, Any] = {
        name: _read_only(one) if isinstance(one, np.ndarray) else _as_opened(one)
        for name, one in held.items()
        if isinstance(one, np.ndarray) or is_dataclass(one)
    }
    return replace(value, **opened)  # type: ignore[type-var]


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    """The same array, but read-only."""
    found = array.view()
    found.setflags(write=False)
    return found

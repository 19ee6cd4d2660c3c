"""Parquet: tables of nodes and edges with the type and the meaning of every column in them."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from exports.characters import plain
from exports.graphs.tables import Row, Table, about_tables, tables
from exports.graphs.view import GraphView, ValueType

ABOUT: Final = "opendoors"
"""Key in a file's metadata: in JSON, what the view says of itself, its sources with their licences, and its columns."""
MEANING: Final = "description"
"""Key in a column's metadata."""
ROW_GROUP: Final = 1 << 14
"""Rows that are held before they are written."""
_TYPES: Final = {
    ValueType.TEXT: pa.string(),
    ValueType.TEXTS: pa.list_(pa.string()),
    ValueType.DATE: pa.string(),
    ValueType.WHOLE: pa.int64(),
    ValueType.NUMBER: pa.float64(),
    ValueType.YES_NO: pa.bool_(),
}
"""Dates are text, since they are partial."""


def parquet_files(view: GraphView) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a view, each with its name and its chunks, made as they are taken."""
    about = orjson.dumps(about_tables(view))
    for table in tables(view):
        yield f"{table.name}.parquet", _chunks(table, about)


def _chunks(table: Table, about: bytes) -> Iterator[bytes]:
    schema = pa.schema(
        [pa.field(one.name, _TYPES[one.type], metadata={MEANING: one.meaning}) for one in table.columns],
        metadata={ABOUT: about},
    )
    written = _Written()
    with pq.ParquetWriter(written, schema, compression="zstd") as writer:
        rows = table.rows()
        while block := list(islice(rows, ROW_GROUP)):
            writer.write_table(_block(table, block, schema))
            yield written.take()
    yield written.take()


def _block(table: Table, rows: list[Row], schema: pa.Schema) -> pa.Table:
    columns = [
        pa.array(map(_PLAIN.get(one.type, _same), column), field.type)
        for one, column, field in zip(table.columns, zip(*rows, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _same(value: Any) -> Any:
    return value


_PLAIN: Final = {
    ValueType.TEXT: lambda text: text if text is None else plain(text),
    ValueType.TEXTS: lambda texts: texts if texts is None else list(map(plain, texts)),
}


class _Written(io.RawIOBase):
    """What has been written and nobody has taken yet."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()
        self._taken = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def tell(self) -> int:
        return self._taken + len(self._held)

    def take(self) -> bytes:
        taken, self._held = bytes(self._held), bytearray()
        self._taken += len(taken)
        return taken

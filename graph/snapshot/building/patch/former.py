"""The published snapshot, as the next one is made from it."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from graph.errors import SnapshotError
from graph.snapshot.building.entities import markets, statements_of
from graph.snapshot.building.origins import Origins
from graph.snapshot.building.rows import Vocabulary, Words
from graph.snapshot.facts import I4, Facts, Sections
from graph.snapshot.files import Laid, Texts, mapped, read_arrays
from graph.snapshot.guard import Guard
from graph.snapshot.names.by_name import NAME_ORDER
from graph.snapshot.seals import check_seals
from graph.snapshot.snapshot import read_manifest
from graph.statements import EntityStatement, Source


class FullScanNeeded(Exception):  # noqa: N818 - no error: the way that is always right is taken instead
    """The next snapshot cannot be made from changes, or it would not pay. Says why."""


class Former:
    """A published snapshot, without what depends on the day.

    Attributes:
        node: id → node.
        declared: names of the sources.
    """

    def __init__(self, folder: Path) -> None:
        """Open what is in ``folder``.

        Raises:
            FullScanNeeded: it is of another format, was built with another model, is damaged, or was made with other
                markets.
        """
        self.folder = folder
        self._guard = Guard(folder)
        try:
            self.manifest = read_manifest(folder)
            check_seals(folder, whole=True)  # what is made of it is sealed anew
            self.sections = Sections(tuple(self.manifest.types), tuple(self.manifest.starts))
            self.facts = read_arrays(folder, Facts, "facts", {})
            self.origins = Origins.read(folder)
            self.by_name: I4 = mapped(folder / NAME_ORDER)
            self.ids, self.records, self.statements, self.names = (
                Texts(folder, name).laid for name in ("ids", "records", "statements", "relation-names")
            )
            self.sources = [Source(**{**source, "gives": tuple(source["gives"])}) for source in self.manifest.sources]
        except SnapshotError as error:
            raise FullScanNeeded(error.message) from error
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise FullScanNeeded(f"the published snapshot cannot be read: {error}") from error
        if len(self.origins.unsound) < self.manifest.left_out:
            raise FullScanNeeded(f"{self.manifest.left_out} rows are left out")
        self.declared = frozenset(source.name for source in self.sources)
        self._check_markets()
        self.id_of = _split(self.ids)
        self.node = dict(zip(self.id_of, range(len(self.id_of)), strict=True))
        if len(self.node) < len(self.id_of):
            raise FullScanNeeded("two things have the same id")
        self._said: dict[int, list[EntityStatement]] = {}

    def check_unharmed(self) -> None:
        """As ``Snapshot.check_unharmed``."""
        self._guard.check()

    def _check_markets(self) -> None:
        section = self.sections.range("market")
        here = [(market.id, market.properties["name"]) for market in markets()]
        there = [(said["id"], said["name"]) for said in map(self.record, section)]
        if there != here:
            raise FullScanNeeded("this program knows other markets")

    def words(self) -> Vocabulary:
        """The words of relations, by their positions."""
        return Vocabulary(Words(self.manifest.roles), Words(self.manifest.regions), Words(_split(self.names)))

    def record(self, node: int) -> dict[str, Any]:
        """All that is said of a thing."""
        record: dict[str, Any] = orjson.loads(self.records[node])
        return record

    def sayings(self, node: int) -> list[EntityStatement]:
        """The statements about a thing, in their order."""
        if node not in self._said:
            type_ = self.sections.type_of(node)
            self._said[node] = statements_of(type_, self.record(node), self.origins.asides[node])
        return self._said[node]

    def canonical(self, graph_id: str) -> str:
        """Canonical id of a graph id."""
        return self.manifest.aliases.get(graph_id, graph_id)

    def thing(self, graph_id: str) -> int | None:
        """Node of the thing that has a graph id; None if there is none."""
        return self.node.get(self.canonical(graph_id))


def _split(texts: Laid) -> list[str]:
    body, ends = texts.body.tobytes(), texts.pointer.tolist()
    if body.isascii():
        text = body.decode()
        return [text[begin:end] for begin, end in pairwise(ends)]
    return [body[begin:end].decode() for begin, end in pairwise(ends)]

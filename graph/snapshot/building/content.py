"""What a snapshot holds before it is written, be it from a full scan or from changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.dates import first_day
from graph.model import model
from graph.snapshot.building.origins import Origins
from graph.snapshot.building.rows import halves, key_bytes, spoken
from graph.snapshot.building.unsound import NAMED_AT_MOST, unsound_sources
from graph.snapshot.facts import I4, U8, UNKNOWN_DAY, Facts, Sections
from graph.snapshot.files import Laid, write_arrays
from graph.snapshot.names.by_name import write_name_order
from graph.snapshot.names.form import NameRow
from graph.snapshot.snapshot import FORMAT, Manifest
from graph.statements import RelationStatement, Source


@dataclass(frozen=True, slots=True)
class Named:
    """What changes in the index of names.

    Attributes:
        removed: ids of things that leave it; None: it begins anew.
        added: things that come into it.
    """

    removed: Sequence[str] | None
    added: Sequence[NameRow]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that does not depend on the day.

    Attributes:
        facts: the arrays.
        sections: the things by type.
        ids, records: (nodes) of each thing; a record is JSON.
        statements: (S) what each statement of ``facts`` says, as JSON, for people.
        names: texts to which ``facts.rel_name`` points.
        by_name: organisations in the order of their names.
        regions, roles: what positions in the arrays stand for.
        aliases: graph id → canonical id, where they differ; by id.
        contested: id that several sources use and none owns → the graph ids that they became; by id.
        named: for the index of names.
        origins: for the next snapshot.
    """

    facts: Facts
    sections: Sections
    ids: Laid
    records: Laid
    statements: Laid
    names: Laid
    by_name: I4
    regions: list[str]
    roles: list[str]
    sources: list[Source]
    aliases: dict[str, str]
    contested: dict[str, list[str]]
    named: Named
    origins: Origins

    def write(self, folder: Path) -> None:
        """Write it into an existing folder, but for what the manifest says and the index of names."""
        write_arrays(folder, self.facts, "facts")
        self.ids.write(folder, "ids")
        self.records.write(folder, "records")
        self.statements.write(folder, "statements")
        self.names.write(folder, "relation-names")
        write_name_order(folder, self.by_name)
        self.origins.write(folder)

    def manifest(self, revision: int, stamp: str, as_of: str, ties: int) -> Manifest:
        """What the snapshot says of itself.

        Args:
            revision: of the store.
            stamp: of the revision.
            as_of: ISO day.
            ties: how many there are on that day.
        """
        counts = {type_: len(self.sections.range(type_)) for type_ in self.sections.types}
        return Manifest(
            format=FORMAT,
            model=model(),
            revision=revision,
            stamp=stamp,
            as_of=as_of,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            counts=counts | {"relation": len(self.facts.rel_kind), "statement": len(self.facts.since), "tie": ties},
            dangling=len(self.origins.unplaced),
            left_out=len(self.origins.unsound),
            left_out_named=[row.told() for row in self.origins.unsound[:NAMED_AT_MOST]],
            types=list(self.sections.types),
            starts=list(self.sections.starts),
            regions=self.regions,
            roles=self.roles,
            sources=[asdict(source) for source in self.sources],
            aliases=self.aliases,
            contested=self.contested,
        )


def declared_days(sources: Sequence[Source]) -> I4:
    """First day of each source's declared retrieval; UNKNOWN_DAY of one that cannot be computed."""
    unsound = {row.source for row in unsound_sources(sources)}
    days = [UNKNOWN_DAY if source.name in unsound else first_day(source.retrieved) for source in sources]
    return np.array(days, dtype=np.int32)


def facts_of(columns: Mapping[str, NDArray[Any]], source: I4, sources: Sequence[Source]) -> Facts:
    """Facts from their columns.

    Args:
        columns: those of things, relations and statements, but for ``declared``.
        source: position of the source of each statement.
        sources: declarations.
    """
    declared = declared_days(sources)[source] if len(source) else np.zeros(0, dtype=np.int32)
    return Facts(**columns, declared=declared)


def left_out(statements: Sequence[RelationStatement], sources: Mapping[str, int]) -> tuple[I4, U8, Laid]:
    """Source, key and text of statements that were left out, by source and key."""
    source = np.array([sources[said.source] for said in statements], dtype=np.int32)
    key = halves(key_bytes(said.key for said in statements))
    order = np.lexsort((key[:, 1], key[:, 0], source))
    texts = Laid.of(orjson.dumps((said.kind, *spoken(said))) for said in (statements[at] for at in order.tolist()))
    return source[order], key[order], texts

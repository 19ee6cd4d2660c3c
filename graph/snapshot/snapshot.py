"""An open snapshot: the read model that questions are answered from."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson

from graph.cached import cached_property
from graph.dates import first_day, last_day
from graph.errors import InputError, SnapshotError, did_you_mean, nearest
from graph.identity import qualified_id
from graph.kinds import CROSS_SECTOR
from graph.lengths import ID_AT_MOST
from graph.model import Model, model
from graph.regions import regions_above
from graph.relations import RELATION_KINDS
from graph.sectors import sector_id, sectors_meant
from graph.snapshot.bounds import HELD, Bounds
from graph.snapshot.day.another import another_day
from graph.snapshot.day.standing import Standing
from graph.snapshot.facts import B1, I4, SPOKEN, UNKNOWN_DAY, Facts, Sections
from graph.snapshot.files import Texts, array_bytes, mapped, read_arrays, read_json
from graph.snapshot.guard import Guard
from graph.snapshot.memo import ROOM, Memo
from graph.snapshot.names.by_name import NAME_ORDER
from graph.snapshot.names.index import NameIndex
from graph.snapshot.on_day import Day
from graph.snapshot.seals import check_seals, damaged
from graph.statements import Source

FORMAT: Final = 6
OTHER_MODEL: Final = "snapshot_of_another_model"
BUILT_ANEW: Final = frozenset({"snapshot_older", OTHER_MODEL})
"""Codes of snapshots that are whole, and are built anew from the store by whoever needs one; so are damaged ones."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself.

    Attributes:
        model: that it was built with: its arrays hold positions in these lists, and what these numbers made.
        revision, stamp: of the store it was built from.
        as_of: ISO day for which it stands; the default day of questions.
        built: ISO 8601 time, UTC.
        counts: things by type, ``relation``, ``statement``, ``tie``.
        dangling: statements left out since nothing that their kind could join answers to one of their ends.
        left_out: rows left out since they cannot be computed, such as those edited by hand.
        left_out_named: the first of these, as ``graph.snapshot.building.unsound.Unsound`` has them.
        aliases: id that was judged another's double → canonical id.
        contested: id that several sources use → the ids that it became.
    """

    format: int
    model: Model
    revision: int
    stamp: str
    as_of: str
    built: str
    counts: dict[str, int]
    dangling: int
    left_out: int
    left_out_named: list[dict[str, str]]
    types: list[str]
    starts: list[int]
    regions: list[str]
    roles: list[str]
    sources: list[dict[str, Any]]
    aliases: dict[str, str]
    contested: dict[str, list[str]]


def read_manifest(folder: Path) -> Manifest:
    """What the snapshot in ``folder`` says of itself.

    Raises:
        SnapshotError: it is of another format (codes ``snapshot_older``, ``snapshot_newer``) or was built with another
            model (code ``snapshot_of_another_model``).
        OSError, ValueError, TypeError, KeyError, AttributeError: it is damaged.
    """
    said = read_json(folder / "manifest.json")
    _check_format(said, folder)
    with_model = Model(**said["model"])
    _check_model(with_model, folder)
    return Manifest(**{**said, "model": with_model})


class Snapshot:
    """One revision, immutable. Safe to share between threads.

    Attributes:
        by_name: (N) the organisations in the order of their folded names.
    """

    def __init__(self, folder: Path) -> None:
        """Open the snapshot in ``folder``.

        Raises:
            SnapshotError: it is not there, is damaged, is of another format, or was built with another model.
        """
        self.folder = folder
        self._guard: Guard | None = Guard(folder)  # before anything is checked, so that nothing happens in between
        try:
            self.manifest = read_manifest(folder)
            check_seals(folder)
            self.sections = Sections(tuple(self.manifest.types), tuple(self.manifest.starts))
            rest = read_json(folder / "standing.json")
            self.facts = read_arrays(folder, Facts, "facts", {}, HELD)
            self._own = read_arrays(folder, Standing, "standing", rest, HELD)
            self.by_name: I4 = mapped(folder / NAME_ORDER)
            self._ids = Texts(folder, "ids")
            self._records = Texts(folder, "records")
            self._statements = Texts(folder, "statements")
            self._relation_names = Texts(folder, "relation-names")
            self._check_bounds()
        except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise damaged(folder, error) from error
        self.memo = Memo(ROOM)

    def _check_bounds(self) -> None:
        counts = {type_: len(self.sections.range(type_)) for type_ in self.sections.types}
        Bounds(counts, {"facts": self.facts, "standing": self._own}).check()

    def check_unharmed(self) -> None:
        """Make sure that nothing has happened to the files since they were opened; costs a microsecond.

        An answer is true only if this holds after it was made.

        Raises:
            SnapshotError: something has (code ``snapshot_damaged``).
        """
        if self._guard is not None:
            self._guard.check()

    def check_whole(self) -> None:
        """Read all files, and make sure that they are what was published.

        Raises:
            SnapshotError: they are not (code ``snapshot_damaged``).
        """
        self.check_unharmed()
        check_seals(self.folder, whole=True)

    @property
    def revision(self) -> int:
        """Revision of the store."""
        return self.manifest.revision

    @cached_property
    def names(self) -> NameIndex:
        """The index of names."""
        return NameIndex(self.folder / "names.sqlite")

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Declarations of the sources, by name."""
        return {source["name"]: Source(**source) for source in self.manifest.sources}

    @cached_property
    def region_positions(self) -> dict[str, int]:
        """Position of each region in the manifest's regions, by code."""
        return {code: position for position, code in enumerate(self.manifest.regions) if code}

    def within(self, regions: Collection[int]) -> B1:
        """By position of region whether it is one of ``regions`` or lies in one; False in the last place, for none."""
        wanted = frozenset(self.manifest.regions[position] for position in regions)

        def inside() -> B1:
            found = [not wanted.isdisjoint((code, *regions_above(code))) for code in self.manifest.regions]
            made = np.array([*found, False], dtype=np.bool_)
            made.setflags(write=False)
            return made

        return self.memo.get(("within", wanted), inside, lambda made: made.nbytes)

    @cached_property
    def day(self) -> int:
        """Ordinal of the snapshot's own day."""
        return first_day(self.manifest.as_of)

    def day_of(self, as_of: str | None) -> int:
        """Ordinal of a question's day: the last day of a partial date; the snapshot's own by default.

        Raises:
            InputError: no date.
        """
        if as_of is None:
            return self.day
        try:
            return last_day(as_of)
        except ValueError as error:
            raise InputError(
                f"{as_of!r} is no date.",
                code="bad_date",
                value=as_of,
                where="asOf",
                suggestion="Write YYYY, YYYY-MM or YYYY-MM-DD.",
            ) from error

    def standing(self, day: int | None = None) -> Standing:
        """The graph as it stands on a day.

        The snapshot's own day is ready; others are derived, one at a time, and kept while there is room.

        Raises:
            StoppedError: who asked for it has gone, or its time is over.
        """
        if day is None or day == self.day:
            return self._own
        make = partial(another_day, self.facts, self.sections, self.manifest.roles, day, self._own)
        found: Standing = self.memo.get(("standing", day), make, array_bytes)
        return found

    def on_day(self, as_of: str | None = None) -> Day:
        """The snapshot on a question's day: the last day of a partial date; the snapshot's own by default.

        Raises:
            InputError: no date.
        """
        return Day(self, self.standing(self.day_of(as_of)))

    def id_of(self, node: int) -> str:
        """Id of a node."""
        return self._ids[node].decode()

    def find(self, id_: str) -> int | None:
        """Node of an id, of an alias and of ``source:id`` too, in whatever Unicode form; None if there is none."""
        found = self._at(id_)
        if found is None and not id_.isascii():
            id_ = unicodedata.normalize("NFC", id_)
            found = self._at(id_)
        return self._at(self.graph_id(id_)) if found is None and ":" in id_ else found

    def graph_id(self, id_: str) -> str:
        """The graph's id of ``source:id``, by which a source's thing can be named whatever others use its id for.

        That is ``source:id`` where others use it; else the id alone. Any other id is its own.
        """
        source, colon, rest = id_.partition(":")
        if not colon or source not in self.sources or self._at(id_) is not None:
            return id_
        node = self._at(rest)
        said = () if node is None else self.record(node)["statements"]
        return rest if any((one["source"], one["id"]) == (source, rest) for one in said) else id_

    def lasting_id(self, id_: str) -> str:
        """An id of a graph id's thing that goes on to mean it, whatever is loaded: ``source:id``, or an owner's id."""
        node = self._at(id_)
        said = () if node is None else self.record(node)["statements"]
        users = {one["source"] for one in said if one["id"] == id_}
        if not users or any(self.sources[name].owns_ids for name in users):
            return id_
        return qualified_id(min(users), id_)

    def _at(self, id_: str) -> int | None:
        if len(id_) > ID_AT_MOST:
            return None
        sought = _bytes(self.manifest.aliases.get(id_, id_))
        for low, high in pairwise(self.manifest.starts):
            at = bisect_left(self._ids, sought, low, high)
            if at < high and self._ids[at] == sought:
                return at
        return None

    def node(self, id_: str, type_: str, where: str) -> int:
        """Node of an id that must be of one type; of a sector also by its name.

        Raises:
            InputError: unknown, or of another type; names the nearest ids.
        """
        found = self.find(id_)
        if found is not None and found in self.sections.range(type_):
            return found
        if found is None and type_ == "sector" and id_ not in self.manifest.contested:
            return self.node(sector_id(id_, self._sectors, where), type_, where)
        if found is not None:
            other = self.sections.type_of(found)
            close = sectors_meant(id_, self._sectors) if type_ == "sector" else []
            raise InputError(
                f"{id_!r} is a {other}, not a {type_}.",
                code=f"not_a_{type_}",
                value=id_,
                where=where,
                nearest=close,
                suggestion=did_you_mean(close, f"Name a {type_}."),
            )
        ids = (self.id_of(node) for node in self.sections.range(type_))
        close = self.manifest.contested.get(id_) or nearest(id_, ids)
        raise InputError(
            f"{id_!r} is no known {type_}.",
            code=f"unknown_{type_}",
            value=id_,
            where=where,
            nearest=close,
            suggestion=did_you_mean(close, "Search for it by name first."),
        )

    @cached_property
    def _sectors(self) -> dict[str, tuple[str, str]]:
        """Name and group of each sector, by id."""
        records = ((self.id_of(node), self.record(node)) for node in self.sections.range("sector"))
        return {id_: (record["name"], record.get("group") or "") for id_, record in records}

    def record(self, node: int) -> dict[str, Any]:
        """All that is said of a thing; see ``graph.snapshot.building.entities.Entity.record``."""
        record: dict[str, Any] = orjson.loads(self._records[node])
        return record

    def statement(self, position: int) -> dict[str, Any]:
        """What a statement of a relation says, with its evidence."""
        said = zip(SPOKEN, orjson.loads(self._statements[position]), strict=False)
        return {name: value for name, value in said if value is not None}

    def statements_of(self, relation: int) -> Iterator[int]:
        """Positions of a relation's statements."""
        return iter(range(int(self.facts.statement_ptr[relation]), int(self.facts.statement_ptr[relation + 1])))

    def relation_id(self, relation: int) -> str:
        """Id of a relation: its kind and ends; then a digest of role, name, region and first day, where it has any."""
        facts = self.facts
        ends = (self.id_of(int(facts.rel_source[relation])), self.id_of(int(facts.rel_target[relation])))
        plain = ":".join((self.relation_kind(relation), *ends)).lower()
        region, since = int(facts.rel_region[relation]), int(facts.rel_since[relation])
        parts = (
            self.manifest.roles[int(facts.rel_role[relation])],
            self._relation_names[int(facts.rel_name[relation])].decode(),
            "" if region < 0 else self.manifest.regions[region],
            "" if since == UNKNOWN_DAY else date.fromordinal(since).isoformat(),
        )
        if not any(parts):
            return plain
        return f"{plain}~{blake2b(chr(31).join(parts).encode(), digest_size=4).hexdigest()}"

    def find_relation(self, id_: str) -> int | None:
        """Position of a relation by its id; None if there is none."""
        kind, _, rest = id_.partition(":")
        if kind not in RELATION_KINDS or len(id_) > ID_AT_MOST:
            return None
        code, facts = _KIND_NAMES.index(kind), self.facts
        ends = rest.partition("~")[0]
        for start in self._beginning(ends):
            end = self._find_end(ends[len(self.id_of(start)) + 1 :])
            if end is None:
                continue
            same = np.flatnonzero((facts.rel_source == start) & (facts.rel_target == end) & (facts.rel_kind == code))
            for relation in same.tolist():
                if self.relation_id(relation) == id_:
                    return int(relation)
        return None

    def _beginning(self, ends: str) -> Iterator[int]:
        """Nodes with whose id, in lower case, and a colon a text begins.

        Of all ids up to the text, the last one has more in common with it than any other: an id that begins the text
        begins that one too. So each look-up shortens what is left, however many colons there are.
        """
        for low, high in pairwise(self.manifest.starts):
            upper = low == self.sections.range("market").start
            left = _bytes(ends.upper() if upper else ends)
            whole = left + b":"
            while left:
                at = bisect_right(self._ids, left, low, high) - 1
                if at < low:
                    break
                found = self._ids[at]
                if whole.startswith(found + b":"):
                    yield at
                left = left[: _alike(found, left[:-1])]

    def _find_end(self, id_: str) -> int | None:
        found = self.find(id_)
        return found if found is not None else self.find(id_.upper())

    def relation_kind(self, relation: int) -> str:
        """Name of a relation's kind."""
        return _KIND_NAMES[int(self.facts.rel_kind[relation])]

    @cached_property
    def _markets(self) -> dict[str, int]:
        section = self.sections.range("market")
        return {self.id_of(node): node - section.start for node in section}

    @cached_property
    def cross_sector(self) -> int | None:
        """Node of the sector of those who serve every sector; None where nobody does."""
        return self.find(CROSS_SECTOR)

    def market_position(self, code: str) -> int:
        """Position of a market in the market section, by its code."""
        found = self._markets.get(code)
        if found is None:
            raise InputError(
                f"{code!r} is no market.",
                code="unknown_market",
                value=code,
                where="market",
                suggestion="Write an ISO 3166 alpha-2 code.",
            )
        return found

    def market_code(self, position: int) -> str:
        """Code of the market at a position."""
        return self.id_of(self.sections.range("market").start + position)


_KIND_NAMES = tuple(RELATION_KINDS)


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _bytes(id_: str) -> bytes:
    """An id as it is kept; of what is no text, bytes that no id has."""
    return id_.encode(errors="surrogatepass")


def day_text(day: int) -> str | None:
    """ISO text of an ordinal day; None for UNKNOWN_DAY."""
    return None if day == UNKNOWN_DAY else date.fromordinal(day).isoformat()


def _check_format(said: Any, folder: Path) -> None:
    found = said["format"]
    if found != FORMAT:
        raise SnapshotError(
            f"The snapshot has format {found}, this program reads {FORMAT}.",
            code="snapshot_newer" if found > FORMAT else "snapshot_older",
            value=found,
            where=str(folder),
            suggestion="Use the program that wrote it, or delete the folder: it is built anew from the store.",
        )


def _check_model(built_with: Model, folder: Path) -> None:
    other = built_with.differs_from(model())
    if other is not None:
        raise SnapshotError(
            f"The snapshot was built with another model: {other} differ.",
            code=OTHER_MODEL,
            value=built_with.digest,
            where=str(folder),
            suggestion="Run `opendoors refresh`: it is built anew from the store.",
        )

"""Where a snapshot comes from: what the next one is made of besides what changes. No question is answered from it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.identity import Pair
from graph.snapshot.building.entities import Entity
from graph.snapshot.building.unsound import KEPT_AT_MOST, Unsound
from graph.snapshot.facts import I4, U8
from graph.snapshot.files import Laid, Texts, read_arrays, read_json, write_arrays, write_json
from graph.statements import EntityStatement
from graph.uniting import named_sectors


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of identity, and what is counted so that its last use is noticed.

    Attributes:
        same: pairs of graph ids that are judged the same, in order.
        speakers: those of them that are graph ids of organisations → the sources that speak of it by that id; in order.
        qualified: id → the sources of which it became ``source:id``, in order.
        sectors: reference in a list of sectors → how often it stands there; by reference.
        regions: region → how many things have it, organisations left out; by region.
    """

    same: list[Pair]
    speakers: dict[str, list[str]]
    qualified: dict[str, list[str]]
    sectors: dict[str, int]
    regions: dict[str, int]


@dataclass(frozen=True, slots=True)
class Keys:
    """Which statements the rows of a snapshot are.

    Attributes:
        source: (S) position of each one's source in the manifest.
        key: (S, 2) halves of its key.
        unplaced_source, unplaced_key: the same of statements that were left out, by source and key.
    """

    source: I4
    key: U8
    unplaced_source: I4
    unplaced_key: U8


@dataclass(frozen=True, slots=True)
class Origins:
    """What the next snapshot is made of.

    Attributes:
        asides: (nodes) see ``Entity.aside``.
        unplaced: statements that were left out: their kind, then what is kept of them in words, as JSON.
        unsound: rows that cannot be computed, in order; only so many are written.
    """

    known: Known
    keys: Keys
    asides: Laid
    unplaced: Laid
    unsound: list[Unsound]

    def write(self, folder: Path) -> None:
        """Write all files."""
        write_json(folder / "origins.json", asdict(self.known))
        write_arrays(folder, self.keys, "origins")
        self.asides.write(folder, "asides")
        self.unplaced.write(folder, "unplaced")
        write_json(folder / "unsound.json", [row.told() for row in self.unsound[:KEPT_AT_MOST]])

    @staticmethod
    def read(folder: Path) -> "Origins":
        """Open what ``write`` wrote."""
        said = read_json(folder / "origins.json")
        known = Known(**{**said, "same": [(left, right) for left, right in said["same"]]})
        keys = read_arrays(folder, Keys, "origins", {})
        unsound = [Unsound(**row) for row in read_json(folder / "unsound.json")]
        return Origins(known, keys, Texts(folder, "asides").laid, Texts(folder, "unplaced").laid, unsound)


def count_sectors(statements: Iterable[EntityStatement]) -> Counter[str]:
    """How often each reference stands in a list of sectors."""
    return Counter(reference for said in statements for reference in named_sectors(said.properties))


def count_regions(things: Iterable[Entity]) -> Counter[str]:
    """How many things have each region, organisations left out: an array tells theirs."""
    return Counter(
        thing.properties["region"] for thing in things if thing.type != "organisation" and "region" in thing.properties
    )

"""Whom a name in a row means: organisations, projects and events by all of their names."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from graph.errors import nearest
from graph.properties import called
from graph.snapshot.names.folding import acronyms, fold
from graph.statements import EntityStatement

_CALLED: Final = called("organisation")
NAMED_TYPES: Final = frozenset({"organisation", "context"})
"""Types whose things are looked for by name; of others rows write ids, of markets any name."""
NEAREST_AT_MOST: Final = 20
"""Unknown names for which near ones are looked for; each takes a look at every name there is."""
SHOWN_AT_MOST: Final = 5
"""Things of one name, or of near ones, that a message tells."""


class Named(NamedTuple):
    """What one source says of a thing that has a name."""

    source: str
    id: str
    name: str
    kind: str
    country: str

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(filter(None, (self.id, self.kind, self.country)))})"


class Names:
    """Things by their names.

    There are three ranks: what things are called; their other names; acronyms within these, and what stands before
    brackets in them.
    A name is compared without case, diacritics and punctuation. The first rank in which anything has it counts; of
    several with it there, those that are spelt exactly so, if any are.
    """

    def __init__(self) -> None:
        self._ranks: tuple[dict[str, list[Named]], ...] = ({}, {}, {})
        self._looked_for = 0

    def add(self, statement: EntityStatement) -> None:
        """One more thing; one of a type that is not looked for by name is passed over."""
        if statement.type not in NAMED_TYPES:
            return
        said = statement.properties
        named = Named(statement.source, statement.id, said["name"], said["kind"], said.get("country", ""))
        for rank, names in zip(self._ranks, _names(said), strict=True):
            for key in {_key(name) for name in names}:
                rank.setdefault(key, []).append(named)

    def find(self, text: str, kinds: frozenset[str], country: str | None = None) -> list[Named]:
        """The things of some kinds, and of one country if that is given, that have a name; by source and id."""
        key = _key(text)
        for rank in self._ranks:
            found = [one for one in rank.get(key, ()) if one.kind in kinds and country in (None, one.country)]
            if found:
                exact = [one for one in found if one.name.casefold() == text.casefold()]
                return sorted(exact or found)
        return []

    def near(self, text: str, kinds: frozenset[str]) -> list[Named]:
        """Things of some kinds whose names look like one, nearest first; none once too many were looked for."""
        self._looked_for += 1
        if self._looked_for > NEAREST_AT_MOST:
            return []
        keys = {
            key: min(fitting)
            for rank in self._ranks
            for key, named in rank.items()
            if (fitting := [one for one in named if one.kind in kinds])
        }
        return list(dict.fromkeys(keys[key] for key in nearest(_key(text), sorted(keys))))[:SHOWN_AT_MOST]


def _key(name: str) -> str:
    """What a name is compared by; one that has neither letters nor digits by its characters."""
    return fold(name) or name.strip().casefold()


def _names(said: Mapping[str, Any]) -> Iterator[list[str]]:
    """The names of each rank."""
    own = [said[name] for name in _CALLED if name in said]
    others = [name.partition(":")[2] for name in said.get("other_names", ())]
    yield own
    yield others
    yield [found for name in (*own, *others) for found in (*acronyms(name), *_before_brackets(name))]


def _before_brackets(name: str) -> list[str]:
    """A name without what is added in brackets at its end.

    >>> _before_brackets("House of Energy (merged 2020)"), _before_brackets("House of Energy")
    (['House of Energy'], [])
    """
    short, bracket, _ = name.partition(" (")
    return [short] if bracket and name.endswith(")") and short else []

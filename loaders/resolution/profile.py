"""What of a statement about an organisation is compared with others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from graph.kinds import CEASED
from graph.properties import called
from graph.snapshot.names.folding import fold
from graph.snapshot.names.places import cities
from graph.statements import EntityStatement
from graph.web_domains import registered_domain
from loaders.resolution import identifiers, names

_CALLED: Final = called("organisation")


@dataclass(frozen=True, slots=True)
class Profile:
    """One source's organisation, as it is compared.

    Attributes:
        source, id: whose statement, and its id there.
        name: as it is shown.
        kind, country: as stated.
        city: folded, by one of its names whichever is given, without district; empty: unknown.
        names: all its names, as they are compared.
        acronyms: of it, folded.
        identifiers: (scheme, value).
        domain: registered by it or by others; None: unknown.
        ceased: its source says that it has merged or closed.
    """

    source: str
    id: str
    name: str
    kind: str
    country: str
    city: str
    names: tuple[str, ...]
    acronyms: frozenset[str]
    identifiers: frozenset[tuple[str, str]]
    domain: str | None
    ceased: bool

    @property
    def key(self) -> tuple[str, str]:
        """By which it is told from all others."""
        return self.source, self.id


def profile(statement: EntityStatement) -> Profile:
    """What of a statement about an organisation is compared."""
    said: dict[str, Any] = dict(statement.properties)
    titles = list(_called(said))
    address = said.get("website")
    return Profile(
        statement.source, statement.id, said["name"], said["kind"], said["country"], _city(said.get("city") or ""),
        tuple(dict.fromkeys(one for name, _ in titles for one in names.compared(name))),
        names.acronyms_in(name for name, _ in titles) | {fold(name) for name, kind in titles if kind == "acronym"},
        identifiers.compared(said.get("identifiers", ())), registered_domain(address) if address else None,
        said.get("status") in CEASED,
    )  # fmt: skip


def _city(text: str) -> str:
    """A city by the name by which it is known here.

    >>> _city("KOBENHAVN K"), _city("Bruxelles / Brussel"), _city("Wien 3"), _city("Roma")
    ('copenhagen', 'brussels', 'vienna', 'rome')
    """
    words = fold(text.split("/", maxsplit=1)[0]).split()
    while len(words) > 1 and (len(words[-1]) == 1 or words[-1].isdigit()):
        del words[-1]
    name = " ".join(words)
    return cities().get(name, name)


def _called(said: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """(name, kind of name) of all its names."""
    for column in _CALLED:
        if said.get(column):
            yield said[column], ""
    for other in said.get("other_names", ()):
        kind, _, name = other.partition(":")
        yield name, kind

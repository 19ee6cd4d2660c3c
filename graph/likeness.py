"""Whether two statements may be of one thing: by what it is, its names, its country and its web domain."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from rapidfuzz.fuzz import ratio, token_sort_ratio

from graph.legal_forms import without_form
from graph.properties import called
from graph.snapshot.names.folding import fold
from graph.web_domains import registered_domain

ALIKE: Final = 0.6
"""Likeness of two names from which they may be the same one's, where something else speaks for it too."""
SURE: Final = 0.9
"""The same where nothing else does: of pairs of one kind and country in the starter data 7 in 10,000 are called so."""
Said = Mapping[str, Any]
"""The properties of one statement."""

_SAMENESS: Final[Mapping[str, tuple[str, ...]]] = {
    "organisation": ("kind",),
    "context": ("kind",),
    "corridor": ("kind",),
    "priority": ("organisation",),
    "service": ("organisation", "service"),
    "estimate": ("what", "region", "year", "sector"),
}
"""Type → the properties of it that statements of one thing agree on."""
_NAMES: Final = (*called("organisation"), "publisher")


def likeness(one: str, other: str) -> float:
    """How like two names are, 0 to 1: 1 if all words of one stand in the other, in any order; legal forms say nothing.

    >>> likeness("Alpha Cluster A/S", "The Alpha Cluster"), round(likeness("Alpha Cluster", "Alfa Cluster"), 2)
    (1.0, 0.88)
    """
    first, second = _compared(one), _compared(other)
    words, others = set(first.split()), set(second.split())
    if not words or not others:
        return 0.0
    if words <= others or others <= words:
        return 1.0
    return max(ratio(first, second), token_sort_ratio(first, second)) / 100


@lru_cache(maxsize=1 << 14)
def _compared(name: str) -> str:
    return without_form(fold(name))


def names_of(said: Said) -> set[str]:
    """All names that a statement gives a thing; of an estimate its publisher's."""
    listed = said.get("other_names", ())
    others = [str(name).partition(":")[2] for name in listed] if isinstance(listed, list | tuple) else []
    return {name for name in (*others, *map(said.get, _NAMES)) if isinstance(name, str)}


def named_alike(one: Said, other: Said, least: float) -> bool:
    """Whether one of the names of each are at least so like."""
    return any(likeness(a, b) >= least for a in names_of(one) for b in names_of(other))


def differing(type_: str, one: Said, other: Said, *, owned: bool) -> str | None:
    """In what two statements of the same id differ so much that they are of two things; None if they are of one.

    Args:
        type_: of both.
        one: what one source says.
        other: what another one says.
        owned: the id is that of a source that owns the ids: whoever writes it is likely to mean that one. Otherwise
            ids of two lists can be the same by chance, so that names have to be more alike, and a country says nothing.
    """
    for name in _SAMENESS.get(type_, ()):
        if one.get(name) != other.get(name):
            return name
    in_one_country = type_ == "organisation" and one.get("country") == other.get("country") is not None
    if type_ == "service" or (owned and in_one_country):
        return None
    if named_alike(one, other, ALIKE if owned else SURE):
        return None
    if type_ != "organisation":
        return "name"
    domain = registered_domain(str(one.get("website", "")))
    if domain is not None and domain == registered_domain(str(other.get("website", ""))):
        return None
    return "name, country and web domain" if owned else "name and web domain"

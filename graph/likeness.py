"""Whether two statements may be of one thing: by what it is, its names, its country and its web domain."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from cleanco import basename
from publicsuffixlist import PublicSuffixList
from rapidfuzz.fuzz import ratio, token_sort_ratio

from graph.properties import TEXT, Searched, searched
from graph.snapshot.names.folding import fold

ALIKE: Final = 0.6
"""Likeness of two names from which they may be the same one's, where something else speaks for it too."""
SURE: Final = 0.9
"""The same where nothing else does: of pairs of one kind and country in the starter data 7 in 10,000 are called so."""
SHARED_DOMAINS: Final = frozenset({
    "europa.eu", "facebook.com", "github.com", "google.com", "instagram.com", "linkedin.com", "medium.com", "t.me",
    "tiktok.com", "twitter.com", "vk.com", "wikipedia.org", "x.com", "xing.com", "youtube.com",
})  # fmt: skip
"""Registered domains under which many have pages of their own."""
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
_NAMES: Final = (
    *(one.name for one in searched("organisation", Searched.NAME) if one.type is TEXT), "publisher",
)  # fmt: skip


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
    return fold(basename(name)) or fold(name)


def names_of(said: Said) -> set[str]:
    """All names that a statement gives a thing; of an estimate its publisher's."""
    listed = said.get("other_names", ())
    others = [str(name).partition(":")[2] for name in listed] if isinstance(listed, list | tuple) else []
    return {name for name in (*others, *map(said.get, _NAMES)) if isinstance(name, str)}


def named_alike(one: Said, other: Said, least: float) -> bool:
    """Whether one of the names of each are at least so like."""
    return any(likeness(a, b) >= least for a in names_of(one) for b in names_of(other))


def web_domain(said: Said) -> str | None:
    """The registered domain of a thing's page; None if there is none, or many share it.

    >>> web_domain({"website": "https://www.energy.example.co.uk/en"}), web_domain({"website": "https://x.com/energy"})
    ('example.co.uk', None)
    """
    try:
        host = urlsplit(str(said.get("website", ""))).hostname
    except ValueError:
        return None
    if not host or host.rpartition(".")[2].isdecimal():  # a number is nobody's name
        return None
    found = _suffixes().privatesuffix(host)
    return None if found in SHARED_DOMAINS else found


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


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
    domain = web_domain(one)
    if domain is not None and domain == web_domain(other):
        return None
    return "name, country and web domain" if owned else "name and web domain"

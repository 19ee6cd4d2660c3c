"""Yes, no and not known: what can be told of whether something is for somebody."""

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final

from graph.kinds import (
    CLUSTER,
    COMPANY,
    INVESTOR,
    OFFICE_KINDS,
    PUBLIC_BODY,
    RESEARCH_ORGANISATION,
    TRADE_AGENCY,
)


class Verdict(StrEnum):
    """Whether something holds, as far as it is on record."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.YES: "It holds.",
    Verdict.UNKNOWN: "Nobody says, or what is on record does not decide it.",
    Verdict.NO: "It does not hold.",
}
_AGENCIES: Final = (TRADE_AGENCY, *OFFICE_KINDS)
_SMALL: Final = ("micro", "small", "medium")
_CALLED: Final = {
    "sme": "small and medium-sized companies",
    "large": "large companies",
    "startup": "start-ups",
    "company": "companies",
    "industry": "companies",
    "cluster": "clusters",
    "association": "associations",
    "agency": "agencies",
    "chamber": "chambers",
    "research": "research organisations",
    "public": "public bodies",
    "region": "regions",
    "investor": "investors",
    "ngo": "non-governmental organisations",
    "consortium": "consortia",
}
"""What those are called for whom something is, by the words of the sources."""


def one_is(word: str, kind: str, form: str | None, size: str | None) -> Verdict:
    """Whether an organisation is one of those whom a word of a source means.

    By kind, and of companies by size: sme is micro, small or medium, large is large. Whether a company is a start-up is
    not on record (a medium or large one is none), nor whether a public body is a region, an association of clusters a
    non-governmental organisation, or anybody part of a consortium. A word that is not known decides nothing.
    """
    if word in ("sme", "large"):
        fits = _SMALL if word == "sme" else ("large",)
        return Verdict.NO if kind != COMPANY else Verdict.UNKNOWN if size is None else _told(size in fits)
    if word == "startup":
        return Verdict.UNKNOWN if kind == COMPANY and size in (None, "micro", "small") else Verdict.NO
    if word == "association":
        return _told(form in ("association", "business_association"))
    if word == "ngo":
        return Verdict.UNKNOWN if form == "association" else Verdict.NO
    if word == "region":
        return Verdict.UNKNOWN if kind == PUBLIC_BODY else Verdict.NO
    if word in _MEANT:
        return _told(_MEANT[word](kind, form))
    return Verdict.UNKNOWN


_MEANT: Final[Mapping[str, Callable[[str, str | None], bool]]] = {
    "company": lambda kind, _form: kind == COMPANY,
    "industry": lambda kind, _form: kind == COMPANY,
    "cluster": lambda kind, _form: kind == CLUSTER,
    "agency": lambda kind, form: kind in _AGENCIES and form not in ("chamber", "business_association"),
    "chamber": lambda kind, form: kind in _AGENCIES and form == "chamber",
    "research": lambda kind, _form: kind == RESEARCH_ORGANISATION,
    "public": lambda kind, _form: kind == PUBLIC_BODY,
    "investor": lambda kind, _form: kind == INVESTOR,
}


def _told(holds: bool) -> Verdict:
    return Verdict.YES if holds else Verdict.NO


def is_for(words: Collection[str], kind: str, form: str | None, size: str | None) -> Verdict:
    """Whether something that is for those of some words is for an organisation: yes by one word is enough.

    Without any word it is not known. Small and large companies together are all companies.
    """
    if kind == COMPANY and {"sme", "large"} <= set(words):
        return Verdict.YES
    found = {one_is(word, kind, form, size) for word in words}
    return next(
        (one for one in (Verdict.YES, Verdict.UNKNOWN) if one in found), Verdict.NO if found else Verdict.UNKNOWN
    )


def called(words: Iterable[str]) -> str:
    """Those for whom something is, as a list in words."""
    names = list(dict.fromkeys(_CALLED.get(word, word) for word in words))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

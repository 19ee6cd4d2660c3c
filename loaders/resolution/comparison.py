"""Two organisations of different sources compared, component by component, with points for and against.

Points are logarithms to the base 2 of how much likelier a finding is for one organisation than for two (record linkage
after Fellegi and Sunter); they are expert estimates, checked on labelled pairs: ``docs/resolution.md``.
"""

from dataclasses import dataclass, replace
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
from loaders.resolution.identifiers import SCHEMES
from loaders.resolution.names import likeness
from loaders.resolution.profile import Profile

SURE_FROM: Final = 14
"""Points from which two are judged the same."""
UNSURE_FROM: Final = 7
"""Points from which a person is asked."""
SAME_NAME: Final = 1.0
VERY_LIKE: Final = 0.92
RATHER_LIKE: Final = 0.8
HARDLY_LIKE: Final = 0.5
_SAME_CITY: Final = 0.9
"""Likeness from which two cities of a country are one: Milan and Milano."""
_SAME_NAME_POINTS: Final = 9
_LONG_NAME: Final = 8
"""Characters of a name of one word that is hardly anybody else's."""
_ORDINARY: Final = frozenset({CLUSTER, COMPANY, RESEARCH_ORGANISATION, PUBLIC_BODY, INVESTOR})
"""Kinds that publishers give to one organisation in turn."""
_OFFICIAL: Final = frozenset({TRADE_AGENCY, PUBLIC_BODY})


class Verdict(StrEnum):
    """What a comparison comes to."""

    SURE = "sure"
    UNSURE = "unsure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that was compared.

    Attributes:
        name: what.
        finding: in words.
        points: for (positive) or against (negative) their being one.
        doubt: why a person is asked of it, unless an identifier decides; None.
    """

    name: str
    finding: str
    points: int
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two organisations compared.

    Attributes:
        components: in a fixed order; those of which nothing is known have no points.
        doubt: why a person is asked whatever the points; None.
    """

    components: tuple[Component, ...]
    doubt: str | None = None

    @property
    def points(self) -> int:
        """Of all components together."""
        return sum(one.points for one in self.components)

    @property
    def verdict(self) -> Verdict:
        """What it comes to."""
        if self.points < UNSURE_FROM:
            return Verdict.OTHER
        return Verdict.SURE if self.points >= SURE_FROM and self.doubt is None else Verdict.UNSURE

    @property
    def has_identifier(self) -> bool:
        """Whether they have an identifier in common."""
        return any(one.name == "identifiers" and one.points > 0 for one in self.components)

    @property
    def reason(self) -> str:
        """What speaks for their being one, in words."""
        return "; ".join(one.finding for one in self.components if one.points > 0)


def compare(one: Profile, other: Profile, shared: frozenset[str]) -> Comparison:
    """Compare two organisations.

    Args:
        one: of a source.
        other: of another source, or of the same.
        shared: domains that several organisations of one source have.
    """
    names = _names(one, other)
    found = Comparison((names, *_beside_names(one, other, shared)), _doubt(one, other))
    return found if found.doubt or found.has_identifier else replace(found, doubt=names.doubt)


def may_be_one(one: Profile, other: Profile, shared: frozenset[str]) -> bool:
    """Whether two come to UNSURE_FROM at best, whatever their names: what ``compare`` can be spared."""
    return sum(part.points for part in _beside_names(one, other, shared)) + _SAME_NAME_POINTS >= UNSURE_FROM


def _beside_names(one: Profile, other: Profile, shared: frozenset[str]) -> tuple[Component, ...]:
    return (
        _identifiers(one, other),
        _domains(one, other, shared),
        _cities(one, other),
        _countries(one, other),
        _kinds(one, other),
    )


def _doubt(one: Profile, other: Profile) -> str | None:
    if one.country != other.country:
        return "they are in two countries"
    if one.source == other.source:
        return "one source names both"
    if {one.kind, other.kind} - {TRADE_AGENCY, *OFFICE_KINDS} and {one.kind, other.kind} & {
        TRADE_AGENCY,
        *OFFICE_KINDS,
    }:
        return "one of them is an agency or its office, the other one is not"
    return None


def _identifiers(one: Profile, other: Profile) -> Component:
    both = sorted(one.identifiers & other.identifiers)
    if both:
        return Component("identifiers", f"the same {both[0][0].upper()} {both[0][1]}", 20)
    ours, theirs = dict(one.identifiers), dict(other.identifiers)
    for scheme in sorted(ours.keys() & theirs.keys()):
        if SCHEMES[scheme].one_each:
            return Component("identifiers", f"two {scheme.upper()} ids: {ours[scheme]} and {theirs[scheme]}", -12)
    return Component("identifiers", "none in common", 0)


def _domains(one: Profile, other: Profile, shared: frozenset[str]) -> Component:
    if one.domain is None or other.domain is None:
        return Component("web domain", "not known of both", 0)
    if one.domain != other.domain and one.domain.partition(".")[0] == other.domain.partition(".")[0]:
        return Component("web domain", f"{one.domain} and {other.domain}, that differ at the end only", 0)
    if one.domain != other.domain:
        return Component("web domain", f"{one.domain} and {other.domain}", -2)
    if one.domain in shared:
        return Component("web domain", f"{one.domain}, which others share", 0)
    return Component("web domain", f"the same web domain {one.domain}", 8)


def _names(one: Profile, other: Profile) -> Component:
    alike, ours, theirs = max(
        ((likeness(a, b), a, b) for a in one.names for b in other.names), default=(0.0, "", "")
    )  # fmt: skip
    if alike == SAME_NAME:
        # A short word is an acronym or a brand, that others have too.
        tells = " " in ours or len(ours) >= _LONG_NAME
        return Component("name", f"the same name, {ours!r}", _SAME_NAME_POINTS if tells else 7)
    if _is_acronym(one, other) or _is_acronym(other, one):
        return Component("name", "the acronym of one is a name of the other", 5)
    if one.acronyms & other.acronyms:
        return Component("name", f"the same acronym, {min(one.acronyms & other.acronyms).upper()}", 4)
    said = f"{ours!r} and {theirs!r} are alike by {alike:.2f}"
    if alike >= VERY_LIKE:
        return Component("name", said, 7)
    if alike >= RATHER_LIKE:
        # An institute is often called after all of it, and has its site and domain.
        return Component("name", said, 4, "the one may be a part of the other, by their names")
    return Component("name", said, -2 if alike >= HARDLY_LIKE else -5)


def _is_acronym(one: Profile, other: Profile) -> bool:
    return any(name in one.acronyms for name in other.names)


def _cities(one: Profile, other: Profile) -> Component:
    if not one.city or not other.city:
        return Component("city", "not known of both", 0)
    if likeness(one.city, other.city) >= _SAME_CITY:
        return Component("city", f"the same city, {one.city}", 3)
    return Component("city", f"{one.city} and {other.city}", -3)


def _countries(one: Profile, other: Profile) -> Component:
    if one.country == other.country:
        return Component("country", f"the same country, {one.country}", 1)
    return Component("country", f"{one.country} and {other.country}", -8)


def _kinds(one: Profile, other: Profile) -> Component:
    said = f"{one.kind} and {other.kind}"
    if one.kind == other.kind:
        return Component("kind", f"the same kind, {one.kind}", 1)
    if {one.kind, other.kind} <= _ORDINARY or {one.kind, other.kind} <= _OFFICIAL:
        return Component("kind", said, 1)
    return Component("kind", said, -6)

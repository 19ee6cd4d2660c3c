"""What links clusters across borders, networks and sectors: directly, through one partner, and by what they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.errors import InputError, did_you_mean, nearest
from graph.kinds import ORGANISATION_KINDS
from graph.markets import market_code
from graph.snapshot.day.standing import Standing
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.cluster_links import CLUSTER_KIND, clusters, related
from queries.reading.nodes import Id, Internal, MarketOfCode, OrganisationNode, SectorNode, Some
from queries.reading.pairs import Meeting, Through, alive, best_through, ties_into
from queries.reading.shared_places import SharedAttachment, shared_places
from queries.reading.suggestions import SuggestedLink, suggestions
from queries.reading.ties import Contribution
from queries.routing.routes import Step, tie_step

LINKS_DEFAULT: Final = 20
LINKS_AT_MOST: Final = 100
"""Links in each list of an answer."""


@dataclass(frozen=True)
class DirectClusterLink:
    """Two clusters with at least one relation between them.

    Attributes:
        one: the cluster of the first end; of one end the first by id.
        other: the cluster of the second end.
        strength: what their whole tie is worth, shared contexts included, in (0, 0.95].
        ended: whether all its relations have ended.
    """

    one: OrganisationNode
    other: OrganisationNode
    strength: float
    step: Internal[Step]
    ended: bool

    @property
    def relations(self) -> Annotated[list[Contribution], Some(5)]:
        """The facts that make it, strongest first."""
        return self.step.contributions


@dataclass(frozen=True)
class PartnerClusterLink:
    """Two clusters and one organisation that is tied to both.

    Attributes:
        one: the cluster of the first end; of one end the first by id.
        partner: who stands between them.
        other: the cluster of the second end.
        strength: the product of the two ties.
        ended: whether all relations of the one tie, or of the other, have ended.
        steps: the two ties, from the one to the partner and from the partner to the other.
    """

    one: OrganisationNode
    partner: OrganisationNode
    other: OrganisationNode
    strength: float
    ended: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class CrossClusterLinks(Answer):
    """What links clusters, from one revision.

    Attributes:
        a: the cluster that was named as a, or its heir.
        b: the cluster that was named as b, or its heir.
        asked_a: the id given for a, where another organisation answers for it.
        asked_b: the id given for b, where another organisation answers for it.
        notes: what to know about these ids, in a sentence each.
        countries: the countries that were named.
        sector: the sector that was named.
        one_count: clusters at the first end.
        other_count: clusters at the second end; 0 where links within one set are asked for.
        direct: those with a relation between the two that has not ended, strongest first, then by ids.
        direct_count: how many direct links there are.
        ended_direct: those all of whose relations have ended.
        ended_direct_count: how many direct links have ended.
        through: those through one organisation that is tied to both, strongest first, then by its id.
        ended_through: those of which one tie, or both, have ended.
        shared: networks, projects, events and programmes of clusters of both ends, most pairs first.
        shared_count: how many networks and contexts are shared.
        ended_shared: those that brought pairs together of which none is left.
        ended_shared_count: how many were.
        suggestions: suggestions, never facts: pairs that have most in common and no tie at all, best first.
    """

    a: OrganisationNode | None
    b: OrganisationNode | None
    asked_a: Id | None
    asked_b: Id | None
    notes: list[str]
    countries: tuple[MarketOfCode, ...]
    sector: SectorNode | None
    one_count: int
    other_count: int
    direct: Annotated[list[DirectClusterLink], Some(10)]
    direct_count: int
    ended_direct: Annotated[list[DirectClusterLink], Some(10)]
    ended_direct_count: int
    through: Annotated[list[PartnerClusterLink], Some(10)]
    through_more: Internal[bool]
    ended_through: Annotated[list[PartnerClusterLink], Some(10)]
    ended_through_more: Internal[bool]
    shared: Annotated[list[SharedAttachment], Some(10)]
    shared_count: int
    ended_shared: Annotated[list[SharedAttachment], Some(10)]
    ended_shared_count: int
    suggestions: Annotated[list[SuggestedLink], Some(10)]


@dataclass(frozen=True)
class _Ends:
    """Clusters between which links are sought, ascending and disjoint; within ``ones`` where ``others`` is None."""

    ones: I4
    others: I4 | None
    a: int | None = None
    b: int | None = None
    asked_a: str | None = None
    asked_b: str | None = None
    notes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sector: int | None = None


def cross_cluster_links(
    day: Day,
    *,
    a: str | None = None,
    b: str | None = None,
    countries: Sequence[str] = (),
    sector: str | None = None,
    first: int = LINKS_DEFAULT,
) -> CrossClusterLinks:
    """What links clusters, by evidence: directly, through one shared partner, and by what they share.

    There are at most two ends: clusters named, and countries. One alone is linked with all other clusters (a country:
    with those elsewhere); the same country twice, or a sector alone, means links within it. A sector confines countries
    and others, not clusters that are named. Clusters that are gone are at no end; a gone one that is named is answered
    as its heir.

    A *direct* link has a relation between the two. A link *through a partner* needs two ties, of whatever relations. It
    has *ended* where all relations of a tie have. A *shared* place counts those whose relation to it has not ended.

    *Suggestions* are pairs without any tie, not even an ended one, by score = |sectors that both work in| / |sectors
    that either works in| (cross-sector aside) + the sum of 2 / max(2, n) over the organisations that have a living tie
    to both and the contexts that both have a living relation to, n being the clusters that have one; what more than 500
    clusters share counts nothing. So a partner that only these two share weighs as much as the very same sectors.

    Args:
        day: on which to stand.
        a: id of a cluster. At least one of this and the next three is given.
        b: id of another one.
        countries: codes or names, at most two.
        sector: id.
        first: at most so many in each list, 1 to 100.

    Raises:
        InputError: something named is not there, is no cluster, or is gone; nothing, or more than two ends, are given.
        LimitError: ``first`` is out of range.
    """
    check_first(first, LINKS_AT_MOST)
    ends = _ends(day, a, b, countries, sector)
    lives = alive(day)
    direct, direct_count = _direct(day, ends, lives, first)
    look()
    ended, ended_count = _direct(day, ends, ~lives, first)
    look()
    through = _through(day, _meetings(day.on, ends, lives, ended=False), lives, first + 1)
    look()
    ended_through = _through(day, _meetings(day.on, ends, lives, ended=True), lives, first + 1)
    look()
    shared, shared_count, ended_shared, ended_shared_count = shared_places(day, ends.ones, ends.others, first)
    return CrossClusterLinks(
        day.header, ends.a, ends.b, ends.asked_a, ends.asked_b, list(ends.notes),
        ends.countries, ends.sector,
        len(ends.ones), 0 if ends.others is None else len(ends.others),
        direct, direct_count, ended, ended_count,
        through[:first], len(through) > first, ended_through[:first], len(ended_through) > first,
        shared, shared_count, ended_shared, ended_shared_count,
        suggestions(day, ends.ones, ends.others, lives, first),
    )  # fmt: skip


def _ends(day: Day, a: str | None, b: str | None, countries: Sequence[str], sector: str | None) -> _Ends:
    named = [(where, id_) for where, id_ in (("a", a), ("b", b)) if id_ is not None]
    if not named and not countries and sector is None:
        raise InputError(
            "Nothing is asked about.", code="no_end", where="a", suggestion="Name a cluster, a country or a sector."
        )
    if len(named) + len(countries) > 2:
        raise InputError(
            f"{len(named) + len(countries)} ends are named.", code="too_many_ends", where="countries",
            value=len(named) + len(countries), suggestion="Name at most two clusters or countries together.",
        )  # fmt: skip
    ends = [_cluster(day, id_, where) for where, id_ in named]
    codes = tuple(market_code(code, "countries") for code in countries)
    if len(ends) == 2 and ends[0] == ends[1]:
        raise InputError(
            "They are the same cluster.", code="same_organisation", value=b, where="b",
            suggestion="Name two different ones.",
        )  # fmt: skip
    sector_node = None if sector is None else day.node(sector, "sector", "sector")
    everybody = clusters(day, sector_node)
    sides = [np.array([node], dtype=np.int32) for node in ends]
    sides += [_based(day, everybody, code) for code in codes]
    ones = sides[0] if sides else everybody
    others: I4 | None
    if len(sides) == 2:
        others = None if len(codes) == 2 and codes[0] == codes[1] else np.setdiff1d(sides[1], ones).astype(np.int32)
    else:
        others = np.setdiff1d(everybody, ones).astype(np.int32) if sides else None
    asked = [day.asked_as(id_, node) for node, (_, id_) in zip(ends, named, strict=True)]
    notes = [day.answers_for(id_, node) for node, (_, id_) in zip(ends, named, strict=True)]
    nodes, said = [*ends, None, None][:2], [*asked, None, None][:2]
    return _Ends(ones, others, nodes[0], nodes[1], said[0], said[1], tuple(filter(None, notes)), codes, sector_node)


def _cluster(day: Day, id_: str, where: str) -> int:
    node, facts = day.organisation(id_, where), day.facts
    if facts.kind[node] != CLUSTER_KIND:
        others = (day.snapshot.id_of(at) for at in np.flatnonzero(facts.kind == CLUSTER_KIND).tolist())
        close = nearest(id_, others)
        kind = ORGANISATION_KINDS[facts.kind[node]].replace("_", " ")
        raise InputError(
            f"{day.record(node)['name']} ({id_}) is a {kind}, not a cluster.",
            code="not_a_cluster", value=id_, where=where, nearest=close,
            suggestion=did_you_mean(close, "Name a cluster."),
        )  # fmt: skip
    return node


def _based(day: Day, everybody: I4, country: str) -> I4:
    found: I4 = everybody[day.facts.country[everybody] == day.snapshot.market_position(country)]
    return found


def _mask(day: Day, nodes: I4) -> B1:
    mask = np.zeros(len(day.facts.kind), dtype=np.bool_)
    mask[nodes] = True
    return mask


def _between(day: Day, ends: _Ends) -> tuple[B1, B1]:
    """(T) whether a tie leads from one end to the other; and whether its first organisation is of the first end."""
    ties = day.on.ties
    one = _mask(day, ends.ones)
    if ends.others is None:
        return one[ties.first] & one[ties.second], one[ties.first]
    other = _mask(day, ends.others)
    forward = one[ties.first] & other[ties.second]
    return forward | (other[ties.first] & one[ties.second]), forward


def _direct(day: Day, ends: _Ends, wanted: B1, first: int) -> tuple[list[DirectClusterLink], int]:
    ties = day.on.ties
    if not len(ties.first):
        return [], 0
    between, forward = _between(day, ends)
    found = np.flatnonzero(between & related(day) & wanted)
    one = np.where(forward[found], ties.first[found], ties.second[found])
    other = np.where(forward[found], ties.second[found], ties.first[found])
    order = np.lexsort((other, one, ties.cost[found]))[:first]
    lives = alive(day)
    links = []
    for at in order.tolist():
        tie = int(found[at])
        step = tie_step(day, int(one[at]), int(other[at]), tie)
        links.append(DirectClusterLink(int(one[at]), int(other[at]), step.strength, step, not lives[tie]))
    return links, len(found)


def _meetings(on: Standing, ends: _Ends, lives: B1, *, ended: bool) -> list[Meeting]:
    """Where both ties are alive; or where one of them is not."""
    count = len(on.after.gone)
    one = np.zeros(count, dtype=np.bool_)
    one[ends.ones] = True
    over = ~lives
    if ends.others is None:
        if not ended:
            return [Meeting(ties_into(on.ties, one, lives), None)]
        gone = ties_into(on.ties, one, over)
        return [Meeting(gone, None), Meeting(gone, ties_into(on.ties, one, lives), alike=True)]
    other = np.zeros(count, dtype=np.bool_)
    other[ends.others] = True
    if not ended:
        return [Meeting(ties_into(on.ties, one, lives), ties_into(on.ties, other, lives))]
    any_ = np.ones(len(lives), dtype=np.bool_)
    return [
        Meeting(ties_into(on.ties, one, over), ties_into(on.ties, other, any_)),
        Meeting(ties_into(on.ties, one, lives), ties_into(on.ties, other, over)),
    ]


def _through(day: Day, meetings: list[Meeting], lives: B1, wanted: int) -> list[PartnerClusterLink]:
    return [_partner_link(day, found, lives) for found in best_through(meetings, wanted)]


def _partner_link(day: Day, found: Through, lives: B1) -> PartnerClusterLink:
    first = tie_step(day, found.one, found.partner, found.one_tie)
    second = tie_step(day, found.partner, found.other, found.other_tie)
    ended = not (lives[found.one_tie] and lives[found.other_tie])
    strength = first.strength * second.strength
    return PartnerClusterLink(found.one, found.partner, found.other, strength, ended, (first, second))

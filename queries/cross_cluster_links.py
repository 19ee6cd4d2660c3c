"""What links clusters across borders, networks and sectors: directly, through one partner, and by what they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, LimitError, did_you_mean, nearest
from graph.kinds import CLUSTER, CROSS_SECTOR, ORGANISATION_KINDS
from graph.markets import check_market
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4
from graph.snapshot.snapshot import Snapshot, day_text
from queries.pairs import MEMBER_KINDS, PART_KINDS, Meeting, Through, alive, best_through, hops_to, tie_step
from queries.question import living
from queries.routes import Relation, Step

LINKS_DEFAULT: Final = 20
LINKS_AT_MOST: Final = 100
"""Links in each list of an answer."""
MEETING_AT_MOST: Final = 100
"""Clusters of either end that are named for one shared network or context."""
SHARED_AT_MOST: Final = 20
"""Partners and contexts that are named for one suggestion."""
TOO_COMMON: Final = 500
"""What more clusters than this share says nothing about two of them."""
_BLOCK: Final = 256
_CLUSTER = ORGANISATION_KINDS.index(CLUSTER)


@dataclass(frozen=True)
class DirectLink:
    """Two clusters with at least one relation between them.

    Attributes:
        one, other: clusters, of the first and the second end; of one end in the order of ids.
        strength: of their whole tie, shared contexts included, in (0, 0.95].
        step: the tie with the relations that make it, strongest first.
        ended: all of these have ended.
    """

    one: int
    other: int
    strength: float
    step: Step
    ended: bool


@dataclass(frozen=True)
class PartnerLink:
    """Two clusters and one organisation that is tied to both.

    Attributes:
        strength: product of the two ties.
        first, second: the two ties, from ``one`` to the partner and from the partner to ``other``.
        ended: all relations of the one tie, or of the other, have ended.
    """

    one: int
    partner: int
    other: int
    strength: float
    first: Step
    second: Step
    ended: bool


@dataclass(frozen=True)
class Meets:
    """A cluster's relations to a network or context that others share with it."""

    cluster: int
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class SharedPlace:
    """A network that has members or parts at both ends; or a project, event or programme to which both have a relation.

    Attributes:
        node: the network or context. kind: ``network``, ``project``, ``event`` or ``programme``.
        ones, others: clusters of the first and the second end, by id, at most 100 each; where there is one end, all are
            ``ones``.
        one_count, other_count: how many there are.
        pairs: how many pairs it brings together.
        ended: it brought pairs together, and none of them is left; its clusters are then those of all times.
    """

    node: int
    kind: str
    ones: list[Meets]
    others: list[Meets]
    one_count: int
    other_count: int
    pairs: int
    ended: bool


@dataclass(frozen=True)
class Suggestion:
    """Two clusters that have much in common and no tie at all: a suggestion, never a fact.

    Attributes:
        score: see ``cross_cluster_links``.
        sectors: that both work in, by id.
        partners: organisations that are tied to both, shared networks included, fewest clusters first, then by id, at
            most 20.
        contexts: projects, events and programmes that both have a relation to, in the same order, at most 20.
    """

    one: int
    other: int
    score: float
    sectors: list[int]
    partners: list[int]
    contexts: list[int]


@dataclass(frozen=True)
class CrossClusterLinksAnswer:
    """The answer.

    Attributes:
        as_of: ISO day.
        a, b: clusters that were named, or their heirs. asked_a, asked_b: ids that were given, where others answer for
            them.
        countries: codes. sector: node.
        one_count, other_count: clusters at the two ends; the second is 0 where links within one set are asked for.
        direct, ended_direct: strongest first, then by ids. direct_count, ended_direct_count: how many there are.
        through, ended_through: strongest first, then by the partner's id. through_more, ended_through_more: whether
            there are further ones.
        shared, ended_shared: most pairs first, then networks before contexts, then by id. shared_count,
            ended_shared_count: how many.
        suggestions: highest score first, then by ids.
    """

    revision: int
    as_of: str
    a: int | None
    b: int | None
    asked_a: str | None
    asked_b: str | None
    countries: tuple[str, ...]
    sector: int | None
    one_count: int
    other_count: int
    direct: list[DirectLink]
    direct_count: int
    ended_direct: list[DirectLink]
    ended_direct_count: int
    through: list[PartnerLink]
    through_more: bool
    ended_through: list[PartnerLink]
    ended_through_more: bool
    shared: list[SharedPlace]
    shared_count: int
    ended_shared: list[SharedPlace]
    ended_shared_count: int
    suggestions: list[Suggestion]


@dataclass(frozen=True)
class _Ends:
    """Clusters between which links are sought, ascending and disjoint; within ``ones`` where ``others`` is None."""

    ones: I4
    others: I4 | None
    a: int | None = None
    b: int | None = None
    asked_a: str | None = None
    asked_b: str | None = None
    countries: tuple[str, ...] = ()
    sector: int | None = None


def cross_cluster_links(
    snapshot: Snapshot,
    *,
    a: str | None = None,
    b: str | None = None,
    countries: Sequence[str] = (),
    sector: str | None = None,
    as_of: str | None = None,
    first: int = LINKS_DEFAULT,
) -> CrossClusterLinksAnswer:
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
        snapshot: to be read.
        a: id of a cluster. At least one of this and the next three is given.
        b: id of another one.
        countries: codes or names, at most two.
        sector: id.
        as_of: partial date; None: the snapshot's day.
        first: at most so many in each list, 1 to 100.

    Raises:
        InputError: something named is not there, is no cluster, or is gone; nothing, or more than two ends, are given.
        LimitError: ``first`` is out of range.
    """
    if not 1 <= first <= LINKS_AT_MOST:
        raise LimitError(f"first is {first}.", value=first, where="first", suggestion=f"Ask for 1 to {LINKS_AT_MOST}.")
    on = snapshot.standing(snapshot.day_of(as_of))
    ends = _ends(snapshot, on, a, b, countries, sector)
    lives = alive(snapshot, on)
    direct, direct_count = _direct(snapshot, on, ends, lives, first)
    ended, ended_count = _direct(snapshot, on, ends, ~lives, first)
    through = _through(snapshot, on, _meetings(on, ends, lives, ended=False), lives, first + 1)
    ended_through = _through(snapshot, on, _meetings(on, ends, lives, ended=True), lives, first + 1)
    shared, shared_count, ended_shared, ended_shared_count = _shared(snapshot, on, ends, first)
    return CrossClusterLinksAnswer(
        snapshot.revision, day_text(on.day) or "", ends.a, ends.b, ends.asked_a, ends.asked_b,
        ends.countries, ends.sector,
        len(ends.ones), 0 if ends.others is None else len(ends.others),
        direct, direct_count, ended, ended_count,
        through[:first], len(through) > first, ended_through[:first], len(ended_through) > first,
        shared, shared_count, ended_shared, ended_shared_count,
        _suggestions(snapshot, on, ends, lives, first),
    )  # fmt: skip


def _ends(
    snapshot: Snapshot, on: Standing, a: str | None, b: str | None, countries: Sequence[str], sector: str | None
) -> _Ends:
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
    clusters = [_cluster(snapshot, on, id_, where) for where, id_ in named]
    codes = tuple(check_market(code, "countries") for code in countries)
    if len(clusters) == 2 and clusters[0] == clusters[1]:
        raise InputError(
            "They are the same cluster.", code="same_organisation", value=b, where="b",
            suggestion="Name two different ones.",
        )  # fmt: skip
    sector_node = None if sector is None else snapshot.node(sector, "sector", "sector")
    everybody = _clusters(snapshot, on, sector_node)
    sides = [np.array([node], dtype=np.int32) for node in clusters]
    sides += [_based(snapshot, everybody, code) for code in codes]
    ones = sides[0] if sides else everybody
    others: I4 | None
    if len(sides) == 2:
        others = None if len(codes) == 2 and codes[0] == codes[1] else np.setdiff1d(sides[1], ones).astype(np.int32)
    else:
        others = np.setdiff1d(everybody, ones).astype(np.int32) if sides else None
    asked = [id_ if snapshot.id_of(node) != id_ else None for node, (_, id_) in zip(clusters, named, strict=True)]
    nodes, said = [*clusters, None, None][:2], [*asked, None, None][:2]
    return _Ends(ones, others, nodes[0], nodes[1], said[0], said[1], codes, sector_node)


def _cluster(snapshot: Snapshot, on: Standing, id_: str, where: str) -> int:
    node = living(snapshot, on, snapshot.node(id_, "organisation", where), id_, where)
    if snapshot.facts.kind[node] != _CLUSTER:
        clusters = (snapshot.id_of(at) for at in np.flatnonzero(snapshot.facts.kind == _CLUSTER).tolist())
        close = nearest(id_, clusters)
        kind = ORGANISATION_KINDS[snapshot.facts.kind[node]].replace("_", " ")
        raise InputError(
            f"{id_!r} is a {kind}, not a cluster.", code="not_a_cluster", value=id_, where=where, nearest=close,
            suggestion=did_you_mean(close, "Name a cluster."),
        )  # fmt: skip
    return node


def _clusters(snapshot: Snapshot, on: Standing, sector: int | None) -> I4:
    """Living clusters, of a sector if one is given."""
    kept = (snapshot.facts.kind == _CLUSTER) & ~on.after.gone
    if sector is not None:
        owner = np.repeat(np.arange(len(kept)), np.diff(on.sector_ptr))
        within = np.zeros(len(kept), dtype=np.bool_)
        within[owner[on.sector == sector]] = True
        kept &= within
    return np.flatnonzero(kept).astype(np.int32)


def _based(snapshot: Snapshot, clusters: I4, country: str) -> I4:
    found: I4 = clusters[snapshot.facts.country[clusters] == snapshot.market_position(country)]
    return found


def _mask(snapshot: Snapshot, nodes: I4) -> B1:
    mask = np.zeros(len(snapshot.facts.kind), dtype=np.bool_)
    mask[nodes] = True
    return mask


def _between(snapshot: Snapshot, on: Standing, ends: _Ends) -> tuple[B1, B1]:
    """(T) whether a tie leads from one end to the other; and whether its first organisation is of the first end."""
    ties = on.ties
    one = _mask(snapshot, ends.ones)
    if ends.others is None:
        return one[ties.first] & one[ties.second], one[ties.first]
    other = _mask(snapshot, ends.others)
    forward = one[ties.first] & other[ties.second]
    return forward | (other[ties.first] & one[ties.second]), forward


def _direct(snapshot: Snapshot, on: Standing, ends: _Ends, wanted: B1, first: int) -> tuple[list[DirectLink], int]:
    ties = on.ties
    if not len(ties.first):
        return [], 0
    between, forward = _between(snapshot, on, ends)
    related = np.logical_or.reduceat(ties.part_other < 0, ties.part_ptr[:-1])
    found = np.flatnonzero(between & related & wanted)
    one = np.where(forward[found], ties.first[found], ties.second[found])
    other = np.where(forward[found], ties.second[found], ties.first[found])
    order = np.lexsort((other, one, ties.cost[found]))[:first]
    lives = alive(snapshot, on)
    links = []
    for at in order.tolist():
        tie = int(found[at])
        step = tie_step(snapshot, on, int(one[at]), int(other[at]), tie)
        links.append(DirectLink(int(one[at]), int(other[at]), step.strength, step, not lives[tie]))
    return links, len(found)


def _meetings(on: Standing, ends: _Ends, lives: B1, *, ended: bool) -> list[Meeting]:
    """Where both ties are alive; or where one of them is not."""
    count = len(on.after.gone)
    one = np.zeros(count, dtype=np.bool_)
    one[ends.ones] = True
    over = ~lives
    if ends.others is None:
        if not ended:
            return [Meeting(hops_to(on.ties, one, lives), None)]
        gone = hops_to(on.ties, one, over)
        return [Meeting(gone, None), Meeting(gone, hops_to(on.ties, one, lives), alike=True)]
    other = np.zeros(count, dtype=np.bool_)
    other[ends.others] = True
    if not ended:
        return [Meeting(hops_to(on.ties, one, lives), hops_to(on.ties, other, lives))]
    any_ = np.ones(len(lives), dtype=np.bool_)
    return [
        Meeting(hops_to(on.ties, one, over), hops_to(on.ties, other, any_)),
        Meeting(hops_to(on.ties, one, lives), hops_to(on.ties, other, over)),
    ]


def _through(snapshot: Snapshot, on: Standing, meetings: list[Meeting], lives: B1, wanted: int) -> list[PartnerLink]:
    return [_partner_link(snapshot, on, found, lives) for found in best_through(meetings, wanted)]


def _partner_link(snapshot: Snapshot, on: Standing, found: Through, lives: B1) -> PartnerLink:
    first = tie_step(snapshot, on, found.one, found.partner, found.one_tie)
    second = tie_step(snapshot, on, found.partner, found.other, found.other_tie)
    ended = not (lives[found.one_tie] and lives[found.other_tie])
    strength = first.strength * second.strength
    return PartnerLink(found.one, found.partner, found.other, strength, first, second, ended)


@dataclass(frozen=True)
class _Places:
    """Relations of clusters to networks and contexts.

    Attributes:
        place, cluster, relation: (P) by place, then cluster, then relation.
        lives: (P) it has not ended.
    """

    place: I4
    cluster: I4
    relation: NDArray[np.int64]
    lives: B1


def _places(snapshot: Snapshot, on: Standing) -> _Places:
    """All of a day, made once."""

    def make() -> _Places:
        facts, held = snapshot.facts, on.held
        context = snapshot.sections.range("context")
        kind = facts.rel_kind[held.relation]
        joins = np.isin(kind, [CODE[name] for name in (*MEMBER_KINDS, *PART_KINDS)])
        joins |= (held.target >= context.start) & (held.target < context.stop)
        at = np.flatnonzero(joins & (held.source < len(facts.kind)))
        at = at[facts.kind[held.source[at]] == _CLUSTER]
        at = at[np.lexsort((held.relation[at], held.source[at], held.target[at]))]
        relation = held.relation[at]
        return _Places(held.target[at], held.source[at], relation, on.worths.lives[relation])

    return snapshot.memo.get(
        ("cluster places", on.day),
        make,
        lambda made: made.place.nbytes + made.cluster.nbytes + made.relation.nbytes + made.lives.nbytes,
    )


def _shared(
    snapshot: Snapshot, on: Standing, ends: _Ends, first: int
) -> tuple[list[SharedPlace], int, list[SharedPlace], int]:
    """Living ones with their number, ended ones with theirs."""
    places = _places(snapshot, on)
    side = np.zeros(len(snapshot.facts.kind), dtype=np.int8)
    side[ends.ones] = 1
    if ends.others is not None:
        side[ends.others] = 2
    now = _pairs_by_place(places, side, places.lives, ends.others is None)
    ever = _pairs_by_place(places, side, np.ones(len(places.place), dtype=np.bool_), ends.others is None)
    over = {place: pairs for place, pairs in ever.items() if place not in now}
    living_ones = [_place(snapshot, on, places, side, node, now[node], False) for node in _most(now, first)]
    ended_ones = [_place(snapshot, on, places, side, node, over[node], True) for node in _most(over, first)]
    return living_ones, len(now), ended_ones, len(over)


def _most(pairs: dict[int, int], first: int) -> list[int]:
    return sorted(pairs, key=lambda node: (-pairs[node], node))[:first]


def _pairs_by_place(places: _Places, side: NDArray[np.int8], kept: B1, within: bool) -> dict[int, int]:
    """Number of pairs that each place brings together, where there are any."""
    kept = kept & (side[places.cluster] > 0)
    held = np.unique(places.place[kept].astype(np.int64) << 32 | places.cluster[kept])
    place, of = held >> 32, side[held & 0xFFFFFFFF]
    nodes, at = np.unique(place, return_inverse=True)
    ones = np.bincount(at[of == 1], minlength=len(nodes))
    others = np.bincount(at[of == 2], minlength=len(nodes))
    pairs = ones * (ones - 1) // 2 if within else ones * others
    return {int(node): int(count) for node, count in zip(nodes, pairs, strict=True) if count}


def _place(
    snapshot: Snapshot, on: Standing, places: _Places, side: NDArray[np.int8], node: int, pairs: int, ended: bool
) -> SharedPlace:
    span = range(*np.searchsorted(places.place, [node, node + 1]).tolist())
    clusters: dict[int, list[Relation]] = {}
    for at in span:
        cluster = int(places.cluster[at])
        if side[cluster] and (ended or places.lives[at]):
            clusters.setdefault(cluster, []).append(Relation(snapshot, on, int(places.relation[at])))
    met = [[Meets(one, tuple(said)) for one, said in clusters.items() if side[one] == end] for end in (1, 2)]
    context = node in snapshot.sections.range("context")
    return SharedPlace(
        node, snapshot.record(node)["kind"] if context else "network", met[0][:MEETING_AT_MOST],
        met[1][:MEETING_AT_MOST], len(met[0]), len(met[1]), pairs, ended,
    )  # fmt: skip


class _Commons:
    """What clusters have in common: sectors, partners with a living tie to both, contexts with a living relation."""

    def __init__(self, snapshot: Snapshot, on: Standing, lives: B1) -> None:
        self.snapshot, self.on = snapshot, on
        count = len(snapshot.facts.kind)
        clusters = (snapshot.facts.kind == _CLUSTER) & ~on.after.gone
        hops = hops_to(on.ties, clusters, lives)
        places = _places(snapshot, on)
        contexts = places.lives & (places.place >= count)
        pairs = np.concatenate([
            hops.organisation.astype(np.int64) << 32 | hops.partner,
            places.cluster[contexts].astype(np.int64) << 32 | places.place[contexts],
        ])  # fmt: skip
        pairs = np.unique(pairs)
        hub = pairs & 0xFFFFFFFF
        self.known = np.bincount(hub, minlength=snapshot.sections.starts[-1])
        kept = self.known[hub] <= TOO_COMMON
        self.cluster, self.hub = (pairs >> 32)[kept], hub[kept]
        cross = snapshot.find(CROSS_SECTOR)
        section = snapshot.sections.range("sector")
        owner = np.repeat(np.arange(count), np.diff(on.sector_ptr))
        said = on.sector != (-1 if cross is None else cross)
        self.works = np.zeros((count, len(section)), dtype=np.float32)
        self.works[owner[said], on.sector[said] - section.start] = 1

    def of(self, clusters: I4) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(position in ``clusters``, hub) of each, by position, then hub."""
        kept = np.isin(self.cluster, clusters)
        return np.searchsorted(clusters, self.cluster[kept]), self.hub[kept]

    def hubs(self, cluster: int) -> list[int]:
        """What one cluster is tied or related to."""
        found: list[int] = self.hub[slice(*np.searchsorted(self.cluster, [cluster, cluster + 1]))].tolist()
        return found

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """What a hub that two share adds to their score."""
        weight: NDArray[np.float64] = 2.0 / np.maximum(2, self.known)
        return weight


def _suggestions(snapshot: Snapshot, on: Standing, ends: _Ends, lives: B1, first: int) -> list[Suggestion]:
    ones = ends.ones
    others = ones if ends.others is None else ends.others
    if not len(ones) or not len(others):
        return []
    commons = snapshot.memo.get(
        ("commons", on.day), lambda: _Commons(snapshot, on, lives), lambda made: made.works.nbytes + made.hub.nbytes * 3
    )
    best: list[tuple[float, int, int]] = []
    scores = _Scores(on, commons, ones, others, ends.others is None)
    for start in range(0, len(ones), _BLOCK):
        best += scores.best_of(start, min(start + _BLOCK, len(ones)), first)
        best = sorted(best, key=lambda found: (-found[0], found[1], found[2]))[:first]
    return [_suggestion(snapshot, on, commons, *found) for found in best]


class _Scores:
    """Scores of pairs, some rows at a time."""

    def __init__(self, on: Standing, commons: _Commons, ones: I4, others: I4, within: bool) -> None:
        self.on, self.commons, self.ones, self.others, self.within = on, commons, ones, others, within
        self.one_row, self.one_hub = commons.of(ones)
        column, hub = commons.of(others)
        order = np.lexsort((column, hub))
        self.column, self.column_hub = column[order], hub[order]
        self.works = commons.works[others]
        self.sizes = self.works.sum(axis=1)

    def best_of(self, start: int, stop: int, wanted: int) -> list[tuple[float, int, int]]:
        """(score, one, other) of the best pairs whose one is at one of these positions."""
        score = self._sectors(start, stop) + self._shared(start, stop)
        for row in range(start, stop):
            span = slice(*self.on.ties.ptr[self.ones[row] : self.ones[row] + 2].tolist())
            score[row - start, np.isin(self.others, self.on.ties.neighbour[span])] = 0
            if self.within:
                score[row - start, : row + 1] = 0
        flat = score.ravel()
        above = np.flatnonzero(flat > 0)
        if len(above) > wanted:
            least = np.partition(flat[above], len(above) - wanted)[len(above) - wanted]
            better = np.flatnonzero(flat > least)
            above = np.concatenate([better, np.flatnonzero(flat == least)[: wanted - len(better)]])
        rows, columns = np.divmod(above, len(self.others))
        return [
            (float(flat[at]), int(self.ones[start + row]), int(self.others[column]))
            for at, row, column in zip(above.tolist(), rows.tolist(), columns.tolist(), strict=True)
        ]

    def _sectors(self, start: int, stop: int) -> NDArray[np.float64]:
        works = self.commons.works[self.ones[start:stop]]
        both = (works @ self.works.T).astype(np.float64)
        either = works.sum(axis=1)[:, None] + self.sizes[None, :] - both
        score: NDArray[np.float64] = both / np.maximum(1.0, either)
        return score

    def _shared(self, start: int, stop: int) -> NDArray[np.float64]:
        span = slice(*np.searchsorted(self.one_row, [start, stop]))
        row, hub = self.one_row[span] - start, self.one_hub[span]
        begins = np.searchsorted(self.column_hub, hub)
        count = np.searchsorted(self.column_hub, hub, side="right") - begins
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        column = self.column[np.repeat(begins, count) + within]
        place = np.repeat(row, count) * len(self.others) + column
        size = (stop - start) * len(self.others)
        weight = np.repeat(self.commons.weight[hub], count)
        score: NDArray[np.float64] = np.bincount(place, weights=weight, minlength=size).astype(np.float64)
        return score.reshape(stop - start, len(self.others))


def _suggestion(snapshot: Snapshot, on: Standing, commons: _Commons, score: float, one: int, other: int) -> Suggestion:
    known = commons.known
    hubs = sorted(set(commons.hubs(one)) & set(commons.hubs(other)), key=lambda hub: (int(known[hub]), hub))
    organisations = len(snapshot.facts.kind)
    cross = snapshot.find(CROSS_SECTOR)
    sectors = sorted(set(on.sectors_of(one).tolist()) & set(on.sectors_of(other).tolist()) - {cross})
    partners = [hub for hub in hubs if hub < organisations][:SHARED_AT_MOST]
    contexts = [hub for hub in hubs if hub >= organisations][:SHARED_AT_MOST]
    return Suggestion(one, other, score, sectors, partners, contexts)

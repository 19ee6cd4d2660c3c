"""The main question asked of Neo4j in Cypher, as one would without this project: the ten best openers of a market.

Both peers read the graph that the store keeps. They leave out what ``LEAVES_OUT`` says; ``queries/cypher/`` has the
question with nothing but heirs left out, for people and small neighbourhoods.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from neo4j import READ_ACCESS, Driver, Query, Record
from neo4j.exceptions import Neo4jError

from graph.kinds import CONFIDENCES
from graph.relations import LOCATED_BASE, LOCATED_OFFICE_BASE, RELATION_KINDS, Carries

OPENERS: Final = 10
STEPS: Final = 3
LEAVES_OUT: Final = (
    "The Cypher peers multiply base and confidence of the relationships on a route, by the best of parallel ones, and "
    "the presence of the opener. They leave out: dates and fading, what parallel relations add up to, the direction of "
    "affiliations, dilution and the bound on large contexts, who is gone and their heirs, standing and receptions, "
    "fit, one opener an operator. In cypher_3_steps a shared context takes two of the three steps; in cypher_frontier "
    "one, as with us. So most of what they find is wrong by the measure of the other peers."
)
_TIMED_OUT: Final = frozenset({
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
})  # fmt: skip


class OutOfTimeError(Exception):
    """A peer did not answer within its limit."""


@dataclass(frozen=True, slots=True)
class PeerOpener:
    """One opener.

    Attributes:
        score: strength of the route × presence.
        route: ids from the asker on; contexts included where a peer walks through them.
    """

    id: str
    score: float
    route: tuple[str, ...]


def _types(*carried: Carries) -> str:
    return "|".join(kind.name.upper() for kind in RELATION_KINDS.values() if kind.carries in carried)


_TIES: Final = _types(Carries.TIE)
_PARTS: Final = _types(Carries.PARTICIPATION)
_NUMBERS: Final[Mapping[str, object]] = {
    "bases": {kind.name.upper(): kind.base for kind in RELATION_KINDS.values() if kind.base},
    "sure": dict(CONFIDENCES),
    "located": LOCATED_BASE,
    "office": LOCATED_OFFICE_BASE,
    "openers": OPENERS,
}
_PRESENT: Final = f"""
    MATCH (opener:Organisation {{country: $market}})
    RETURN opener, CASE WHEN opener:TradeOffice OR opener:InnovationOffice THEN $office ELSE $located END AS reason
    UNION ALL
    MATCH (opener:Organisation)-[said:{_types(Carries.PRESENCE)}]->(:Market {{id: $market}})
    RETURN opener, $bases[type(said)] * $sure[said.confidence] AS reason
"""
_THREE_STEPS: Final = f"""
    CALL () {{ {_PRESENT} }}
    WITH opener, max(reason) AS presence
    WHERE NOT opener:Company
    WITH collect(opener) AS openers, collect(presence) AS presences
    MATCH route = (asker:Entity {{id: $asker}})-[:{_TIES}|{_PARTS}*1..{STEPS}]-(opener:Organisation)
    WHERE opener IN openers AND opener <> asker
    WITH openers, presences, opener, route, reduce(strength = 1.0, said IN relationships(route) |
      strength * $bases[type(said)] * $sure[said.confidence]) AS strength
    ORDER BY strength DESC
    WITH openers, presences, opener, head(collect(strength)) AS strength, head(collect(route)) AS route
    UNWIND range(0, size(openers) - 1) AS at
    WITH opener, route, strength, openers[at] AS one, presences[at] AS presence
    WHERE one = opener
    RETURN opener.id AS id, strength * presence AS score, [node IN nodes(route) | node.id] AS route
    ORDER BY score DESC, id LIMIT $openers
"""
_HOP: Final = f"""
    UNWIND $frontier AS known
    MATCH (one:Entity {{id: known[0]}})
    CALL (one) {{
        MATCH (one)-[said:{_TIES}]-(next:Organisation)
        RETURN next, $bases[type(said)] * $sure[said.confidence] AS worth
        UNION ALL
        MATCH (one)-[ours:{_PARTS}]->(:Context)<-[theirs:{_PARTS}]-(next:Organisation)
        WITH next, $bases[type(ours)] * $sure[ours.confidence] AS ours,
          $bases[type(theirs)] * $sure[theirs.confidence] AS theirs
        RETURN next, CASE WHEN ours < theirs THEN ours ELSE theirs END AS worth
    }}
    WITH next, known[1] * worth AS strength, known[0] AS before ORDER BY strength DESC
    RETURN next.id AS id, head(collect(strength)) AS strength, head(collect(before)) AS before
"""
_OPENERS: Final = f"""
    CALL () {{ {_PRESENT} }}
    WITH opener, max(reason) AS presence
    WHERE NOT opener:Company
    RETURN opener.id AS id, presence
"""


class _Clock:
    """What is left of a peer's time."""

    def __init__(self, driver: Driver, seconds: float) -> None:
        self._driver, self._until = driver, monotonic() + seconds

    def rows(self, text: str, **parameters: Any) -> list[Record]:
        """Rows of a query, which the server ends when the time is up."""
        left = self._until - monotonic()
        if left <= 0:
            raise OutOfTimeError
        try:
            with self._driver.session(default_access_mode=READ_ACCESS) as session:
                return list(session.run(Query(text, timeout=left), {**_NUMBERS, **parameters}))
        except Neo4jError as error:
            if error.code in _TIMED_OUT:
                raise OutOfTimeError from error
            raise


def three_steps(driver: Driver, asker: str, market: str, seconds: float) -> list[PeerOpener]:
    """The ten best openers by variable-length paths of at most three relationships, in one query.

    Raises:
        OutOfTimeError: it takes longer than ``seconds``.
    """
    found = _Clock(driver, seconds).rows(_THREE_STEPS, asker=asker, market=market)
    return [PeerOpener(row["id"], row["score"], tuple(row["route"])) for row in found]


def frontier(driver: Driver, asker: str, market: str, seconds: float) -> list[PeerOpener]:
    """The ten best openers within three introductions, by one query a hop from all organisations reached so far.

    Raises:
        OutOfTimeError: all of it takes longer than ``seconds``.
    """
    clock = _Clock(driver, seconds)
    best: dict[str, tuple[float, tuple[str, ...]]] = {asker: (1.0, (asker,))}
    reached = dict(best)
    for _ in range(STEPS):
        found = clock.rows(_HOP, frontier=[[id_, strength] for id_, (strength, _) in reached.items()])
        further: dict[str, tuple[float, tuple[str, ...]]] = {}
        for row in found:
            id_, strength = row["id"], row["strength"]
            before = reached[row["before"]][1]
            if strength > best.get(id_, (0.0, ()))[0] and id_ not in before:
                further[id_] = strength, (*before, id_)
        best.update(further)
        reached = further
    openers = clock.rows(_OPENERS, market=market)
    scored = [
        PeerOpener(row["id"], best[row["id"]][0] * row["presence"], best[row["id"]][1])
        for row in openers
        if row["id"] in best and row["id"] != asker
    ]
    return sorted(scored, key=lambda one: (-one.score, one.id))[:OPENERS]

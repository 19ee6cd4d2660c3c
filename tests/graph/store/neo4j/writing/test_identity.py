"""Ids worked out one by one mean what they mean when all are worked out at once; and what moves is found."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import Claim, GraphIds, canonical_ids, judged_same, speakers_of
from graph.statements import Judgement, Source
from graph.store.neo4j.writing.identity import Claims, Identity, moved_nodes
from graph.store.neo4j.writing.memory import Declared, Delta, Ids, Live, Memory, all_claims, with_claim

NAMES = ("a", "b", "c")
REFERENCES = ("x", "y", "a:x", "b:x", "c:y", "b:a:x", "KR")

Said = tuple[str, str, str]
"""Type, kind and name of a thing."""
claims = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(("x", "y", "a:x"))),
    st.tuples(
        st.sampled_from(("organisation", "organisation", "organisation", "sector", "context")),
        st.sampled_from(("cluster", "cluster", "company")),
        st.sampled_from(("X", "X", "Y")),
    ),
)
declarations = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(st.booleans(), st.sampled_from(("2024", "2025", "2026"))), max_size=2
)
"""Source → whether it owns its ids, and when it was retrieved."""
pairs = st.tuples(st.sampled_from(REFERENCES), st.sampled_from(REFERENCES)).filter(lambda pair: pair[0] < pair[1])
judgements = st.lists(st.tuples(pairs, st.booleans()), max_size=4)

Declarations = dict[str, tuple[bool, str]]
State = tuple[dict[tuple[str, str], Said], Declarations, list[tuple[tuple[str, str], bool]]]
states = st.tuples(claims, declarations, judgements)
ORGANISATION: Said = ("organisation", "cluster", "X")
STRANGER: Said = ("organisation", "company", "X")


def sources_of(declared: Declarations) -> dict[str, Source]:
    said = {name: declared.get(name, (False, "2026")) for name in NAMES}
    return {name: Source(name, name, "nobody", "CC0-1.0", "", day, owns) for name, (owns, day) in said.items()}


def judged(made: list[tuple[tuple[str, str], bool]]) -> list[Judgement]:
    return [Judgement(left, right, same, "w", "y", str(at)) for at, ((left, right), same) in enumerate(made)]


def claims_in(state: State) -> list[Claim]:
    return [
        Claim(source, id_, type_, {"kind": kind, "name": name})
        for (source, id_), (type_, kind, name) in state[0].items()
    ]


def identity_of(state: State) -> Identity:
    _, declared, made = state
    said = {(claim.source, claim.id): claim for claim in claims_in(state)}
    by_id = all_claims((claim.source, claim.type, claim.id) for claim in said.values())

    def told(source: str, id_: str) -> Mapping[str, Any]:
        assert len(by_id[id_]) > 1, "it is asked only where several use an id"
        return said[source, id_].said

    return Identity(lambda id_: by_id.get(id_, ()), told, sources_of(declared), judged(made))


def places_of(state: State) -> dict[tuple[str, str], str]:
    """(source, reference) → node, the way a snapshot works it out."""
    sources, said = list(sources_of(state[1]).values()), claims_in(state)
    ids = GraphIds(sources, said)
    same = ids.meant_pairs(judged_same(judged(state[2])))
    canonical = canonical_ids(same, speakers_of(ids, same, said), sources)
    graph_ids = {(source, one): ids.resolve(source, one) or one for source in NAMES for one in REFERENCES}
    return {key: canonical.get(graph_id, graph_id) for key, graph_id in graph_ids.items()}


@given(state=states)
def test_an_id_means_the_same_by_itself_as_among_all(state: State) -> None:
    identity = identity_of(state)
    assert {key: identity.place(*key) for key in places_of(state)} == places_of(state)


@given(before=states, after=states)
def test_whatever_moves_stands_on_a_node_that_is_looked_at(before: State, after: State) -> None:
    after = after[0], after[1], before[2] + after[2]
    ids = {id_ for state in (before, after) for _, id_ in state[0]}
    nodes = moved_nodes(identity_of(before), identity_of(after), ids)
    then, now = places_of(before), places_of(after)
    assert {then[key] for key in then if then[key] != now[key]} <= nodes


@pytest.mark.parametrize(
    ("others", "canonical"),
    [
        ({}, {"y": "x"}),
        ({("b", "x"): ORGANISATION}, {"y": "x"}),
        ({("b", "x"): STRANGER}, {"a:x": "y"}),
        ({("c", "a:x"): ORGANISATION}, {"a:x": "y"}),  # written by hand, past the loaders
    ],
)
def test_what_is_judged_by_its_source_and_id(others: dict[tuple[str, str], Said], canonical: dict[str, str]) -> None:
    state: State = ({("a", "x"): ORGANISATION, ("a", "y"): ORGANISATION, **others}, {}, [(("a:x", "y"), True)])
    assert identity_of(state).canonical == canonical
    assert {key: identity_of(state).place(*key) for key in places_of(state)} == places_of(state)


def test_what_is_taken_apart_again_is_looked_at() -> None:
    said = {("a", "x"): ORGANISATION, ("a", "y"): ORGANISATION}
    one: State = (said, {}, [(("x", "y"), True)])
    two: State = (said, {}, [(("x", "y"), True), (("x", "y"), False)])
    assert moved_nodes(identity_of(one), identity_of(two), []) == {"x"}
    assert moved_nodes(identity_of(two), identity_of(one), []) == {"y"}


def test_nothing_is_looked_at_where_nothing_can_move() -> None:
    empty: State = ({}, {}, [])
    new: State = ({("a", "x"): ORGANISATION}, {}, [])
    assert moved_nodes(identity_of(empty), identity_of(new), ["x"]) == set()


@given(said=claims)
def test_claims_are_the_same_in_whatever_order_they_come(said: dict[tuple[str, str], Said]) -> None:
    given = [(source, type_, id_) for (source, id_), (type_, _, _) in said.items()]
    assert all_claims(given) == all_claims(reversed(given))
    left: dict[str, Claims] = defaultdict(tuple, all_claims(given))
    for source, _, id_ in given:
        left[id_] = with_claim(left[id_], source, None)
    assert not any(left.values())


def test_what_is_remembered_holds_for_the_revision_after_ones_own_change_and_no_other() -> None:
    memory = Memory(Ids(3, {"x": (("a", "sector"),)}, {"gone"}, set()), {"a": Live(3, {"x": ("d", 1)}, {"k": 1})})
    memory.live["b"] = Live(2, {}, {})
    delta = Delta(
        3, 4, {"y": (("a", "sector"),), "x": ()}, {"x"}, {"s"}, {"a": {"x": None, "y": ("e", 2)}}, {"a": {"k": None}}
    )
    memory.learn(delta)
    assert memory.ids_at(4) == Ids(4, {"y": (("a", "sector"),)}, {"gone", "x"}, {"s"})
    assert memory.live == {"a": Live(4, {"y": ("e", 2)}, {})}
    assert (memory.ids_at(3), memory.live_at("a", 3)) == (None, None)
    declared = Declared(6, {}, [Judgement("a", "b", True, "w", "y", "1")])
    memory.learn(Delta(5, 6, declared=declared))
    assert (memory.ids, memory.live) == (None, {})
    assert (memory.declared_at(6), memory.declared_at(5)) == (declared, None)
    memory.forget()
    assert memory.declared_at(6) is None

"""Names and values that no source of ours has: each store hands them back to the letter, or refuses the whole batch.

What the one refuses, the other refuses too.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from math import inf, nan
from typing import Any, Final

import pytest

from graph.errors import InputError
from graph.statements import (
    Batch,
    EntityStatement,
    Evidence,
    Judgement,
    QuarantinedRow,
    RelationStatement,
    Source,
    Statement,
)
from graph.store import Store
from graph.store.dump import dump
from tests.statements import organisation

A: Final = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01")
LONG: Final = "long " * 200_000
LONE: Final = "a \ud800 that stands alone"

NAMES: Final = (
    "a`b", "`", "``", "a b", " ", "\n", "ø", "NAME", "name ", "$x", "$same.added", "a.b", "a:b", "{a}", "1", "x" * 999,
    "row", "same", "source", "key", "start", "end", "implied", "since", "until", "role",
    "id", "type", "url", "locator", "retrieved", "confidence", "audience", "digest", "added", "changed", "retired",
    "seen", "was", "said_", "said_x", "said_id", "said_said_x", "_precision", "x_precision", "founded_precision",
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    "a\0b", "\0", "", " ", "\uffff", "e\u0301", "😀", "a\r\nb", "null", "2020-02", "`", LONG,
    0, 2**63 - 1, -(2**63), True, False,
    1.0, -0.0, 0.1, 1e308, 5e-324,
    [], [""], ["a\0", "`"], ["2020"], [1, 2], [1.0, 2.5], [True, False], [2**63 - 1],
)  # fmt: skip
REFUSED_VALUES: Final[tuple[Any, ...]] = (
    2**63, -(2**63) - 1, 2**64, 10**30, nan, inf, -inf, LONE, None, b"x", date(2020, 1, 1), object(),
    {}, {"a": 1}, {"a": {"b": 1}}, {"a"},
    [["a"]], [{"a": 1}], [None], ["a", None], ["a", 1], [1, 2.5], [1, True], [2**63], [nan], [LONE],
)  # fmt: skip
DATES: Final = (
    {"founded": "2020-02", "dissolved": "2021", "founded_precision": "x", "dissolved_precision": 1},
    {"founded": "soon", "dissolved": "2021-02-30"},
    {"founded": 2020, "dissolved": ["2021"]},
)
"""Properties that the model knows to be dates."""
REFUSED_NAMES: Final = ("", "\0", "a\0b", LONE)


def source_of(**said: Any) -> Source:
    return replace(A, **said)


def relation(**said: Any) -> RelationStatement:
    return replace(RelationStatement("a", "0" * 32, "partner_of", "x", "y", Evidence()), **said)


def quarantined(**said: Any) -> QuarantinedRow:
    return replace(QuarantinedRow("a", "k", "relation", "f.csv", 2, "since", "bad", "no", {"kind": "x"}), **said)


def judgement(**said: Any) -> Judgement:
    return replace(Judgement("x", "y", True, "editor", "why", "2026"), **said)


def shown(*statements: Statement) -> list[str]:
    """To the letter: 1 is not 1.0 or True, and 0.0 is not -0.0."""
    return sorted(
        repr(replace(said, properties=dict(sorted(said.properties.items()))))
        if isinstance(said, EntityStatement)
        else repr(said)
        for said in statements
    )


def live(store: Store) -> list[str]:
    with store.reading() as scan:
        return shown(*scan.entities(), *scan.relations())


class TestWhatComesBack:
    def test_properties_of_any_name_and_value(self, store: Store) -> None:
        odd: list[Mapping[str, Any]] = [{name: "v", "sectors": ["s"]} for name in NAMES]
        odd += [{"size": value} for value in VALUES]
        odd += [dict.fromkeys(NAMES, 1), *DATES]
        said = [organisation(f"x-{at}", **properties) for at, properties in enumerate(odd)]
        store.apply(Batch(source=A, statements=tuple(said)))
        assert live(store) == shown(*said)
        assert store.apply(Batch(statements=tuple(said))) == 1  # they say the same again

    def test_texts_of_any_sort_elsewhere(self, store: Store) -> None:
        for at, odd in enumerate(("a\0b", "`", "a\r\nb", "\uffff😀", LONG)):
            evidence = Evidence(odd, odd, odd, odd)
            fields = {"since": odd, "until": odd, "status": odd, "role": odd, "region": odd, "name": odd}
            said = (
                replace(organisation(), evidence=evidence, audience=odd),
                relation(key=str(at) * 32, evidence=evidence, audience=odd, **fields),
            )
            source = source_of(title=odd, publisher=odd, licence=odd, address=odd, retrieved=odd, gives=(odd,))
            row = quarantined(file=odd, column=odd, code=odd, message=odd, row={odd: odd, "x": odd})
            judged = judgement(who=odd, why=odd, at=odd)
            store.apply(Batch(source=source, statements=said, quarantined=(row,), judgements=(judged,)))
            assert set(shown(*said)) <= set(live(store))
            assert store.quarantined() == [row]
            store.apply(Batch(released=("k",)))
            with store.reading() as scan:
                assert (scan.sources(), scan.judgements()[-1]) == ([source], judged)

    def test_what_is_empty_is_not_said(self, store: Store) -> None:
        """Not among properties, where a source's word counts as it stands."""
        optional = {"since": "", "until": "", "status": "", "role": "", "region": "", "name": ""}
        evidence = Evidence("", "", "")
        said = replace(organisation(size=""), evidence=evidence), relation(evidence=evidence, **optional)
        store.apply(Batch(source=A, statements=said))
        assert live(store) == shown(replace(organisation(size=""), evidence=Evidence()), relation())

    @pytest.mark.parametrize(("order", "read"), [(0.5, 0.5), (-0.0, 0.0), (3, 3.0), (2**63, 2.0**63), (1e308, 1e308)])
    def test_a_position_is_a_number(self, store: Store, order: float, read: float) -> None:
        store.apply(Batch(source=A, statements=(relation(order=order),)))
        assert live(store) == shown(relation(order=read))

    @pytest.mark.needs("long_ids")
    def test_an_id_of_any_length_comes_back(self, store: Store) -> None:
        said = organisation(LONG, country=LONG), relation(end=LONG)
        store.apply(Batch(source=A, statements=said))
        assert live(store) == shown(*said)

    def test_a_very_long_id_comes_back_or_is_refused(self, store: Store) -> None:
        """Sources of ours have ids of at most 200 characters; Neo4j's indexes hold some 8,000 bytes."""
        said = organisation("x" * 8_000), relation(end="y" * 8_000)
        store.apply(Batch(source=A, statements=said))
        assert live(store) == shown(*said)
        for too_long in (organisation(LONG), relation(key="1" * 32, end=LONG), organisation("z", country=LONG)):
            before = everything(store)
            try:
                store.apply(Batch(statements=(organisation("good"), too_long)))
            except InputError as error:
                assert error.code == "unstorable_value"
                assert everything(store) == before
            else:
                assert set(shown(too_long)) <= set(live(store))


def everything(store: Store) -> list[Any]:
    return [store.revision(), list(dump(store)), store.quarantined(), store.runs(), store.counts(), *store.ids()]


Refuses = Callable[[Batch, str], None]


@pytest.fixture
def refuses(store: Store) -> Refuses:
    """Has a batch refused, with everything that is right in it; nothing of it stays."""
    store.apply(Batch(source=A, statements=(organisation("live"),), quarantined=(quarantined(key="waits"),)))
    run = store.start_run("a", "f", "2026")
    good = replace(run, checkpoint={"rows": 1}, counts={"read": 1})

    def refused(batch: Batch, code: str) -> None:
        before = everything(store)
        whole = replace(
            batch,
            run=batch.run or good,
            source=batch.source or source_of(title="New"),
            statements=(organisation("good"), organisation("live", city="B"), *batch.statements),
            quarantined=(quarantined(key="good"), *batch.quarantined),
            judgements=(judgement(why="good"), *batch.judgements),
            released=("waits",),
            retire_unseen=True,
        )
        with pytest.raises(InputError) as error:
            store.apply(whole)
        assert error.value.code == code
        assert str(error.value).encode() and error.value.suggestion
        assert everything(store) == before

    return refused


class TestWhatIsRefused:
    def test_properties(self, refuses: Refuses, store: Store) -> None:
        for value in REFUSED_VALUES:
            refuses(Batch(statements=(organisation(size=value),)), "unstorable_value")
        for name in REFUSED_NAMES:
            refuses(Batch(statements=(organisation(**{name: "v"}),)), "unstorable_value")
        assert store.apply(Batch(statements=(organisation(size=1),))) == 2

    def test_texts_that_are_none(self, refuses: Refuses) -> None:
        names = ("key", "start", "end", "since", "until", "status", "role", "region", "name", "audience")
        evidences = [Evidence(**{name: LONE}) for name in ("url", "locator", "retrieved", "confidence")]
        said: list[Statement] = [
            *(relation(**{name: LONE}) for name in names),
            *(relation(evidence=evidence) for evidence in evidences),
            *(replace(organisation(), evidence=evidence) for evidence in evidences),
            organisation(LONE),
            replace(organisation(), audience=LONE),
        ]
        for one in said:
            refuses(Batch(statements=(one,)), "unstorable_value")

    def test_what_is_no_statement(self, refuses: Refuses, store: Store) -> None:
        for name in ("title", "publisher", "licence", "address", "retrieved"):
            refuses(Batch(source=source_of(**{name: LONE})), "unstorable_value")
        refuses(Batch(source=source_of(gives=(LONE,))), "unstorable_value")
        refuses(Batch(source=source_of(minimum={"relation": 2**64})), "unstorable_value")
        for name in ("key", "type", "file", "column", "code", "message"):
            refuses(Batch(quarantined=(quarantined(**{name: LONE}),)), "unstorable_value")
        for row in ({LONE: "x"}, {"x": LONE}):
            refuses(Batch(quarantined=(quarantined(row=row),)), "unstorable_value")
        refuses(Batch(quarantined=(quarantined(line=2**63),)), "unstorable_value")
        for judged in (judgement(right="y" + LONE), judgement(who=LONE), judgement(why=LONE), judgement(at=LONE)):
            refuses(Batch(judgements=(judged,)), "unstorable_value")
        (run,) = store.runs()
        for checkpoint in ({"rows": 2**64}, {"file": LONE}):
            refuses(Batch(run=replace(run, checkpoint=checkpoint)), "unstorable_value")

    @pytest.mark.parametrize("order", [nan, inf, -inf, 10**400])
    def test_a_position_that_is_none(self, refuses: Refuses, order: float) -> None:
        refuses(Batch(statements=(relation(order=order),)), "unstorable_value")

    def test_what_the_model_does_not_know(self, refuses: Refuses) -> None:
        refuses(Batch(statements=(replace(organisation(), type="person"),)), "unknown_type")  # type: ignore[arg-type]
        refuses(Batch(statements=(relation(kind="knows"),)), "unknown_kind")

    def test_a_load_whose_name_is_none(self, store: Store) -> None:
        for source, fingerprint in ((LONE, "f"), ("a", LONE)):
            with pytest.raises(InputError) as refused:
                store.start_run(source, fingerprint, "2026")
            assert refused.value.code == "unstorable_value"
        assert store.runs() == []

"""What stands in front of every store: what is refused, and what a batch is once it is not."""

from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from graph.errors import InputError
from graph.statements import Batch, EntityStatement, Evidence, Judgement, QuarantinedRow, RelationStatement, Run, Source
from graph.store.checks import checked
from graph.store.digest import content_digest

RELATION = RelationStatement("a", "0" * 32, "partner_of", "x", "y", Evidence())
RUN = Run(1, "a", "f", "running", "now", None, {}, {})
SOURCE = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01")
ROW = QuarantinedRow("a", "k", "relation", "f.csv", 2, None, "bad", "no", {"kind": "x"})
HALF = "half of a pair \ud800"


def sector(id_: str = "x", source: str = "a", **properties: Any) -> EntityStatement:
    return EntityStatement(source, id_, "sector", {"name": "X", **properties}, Evidence())


def refusal(batch: Batch) -> InputError:
    with pytest.raises(InputError) as refused:
        checked(batch)
    return refused.value


@pytest.mark.parametrize("value", [None, {"a": 1}, [["a"]], [None], object(), 2**63, nan, ["a", 1]])
def test_a_property_of_no_storable_value_is_refused(value: object) -> None:
    refused = refusal(Batch(statements=(sector(size=value),)))
    assert (refused.code, refused.where) == ("unstorable_value", "size")


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_is_no_name_is_refused(name: str) -> None:
    refused = refusal(Batch(statements=(sector(**{name: "v"}),)))
    assert (refused.code, refused.value) == ("unstorable_value", name)


@pytest.mark.parametrize(
    "batch",
    [
        Batch(statements=(sector(HALF),)),
        Batch(statements=(sector(source=HALF),)),
        Batch(statements=(replace(sector(), evidence=Evidence(locator=HALF)),)),
        Batch(statements=(replace(RELATION, role=HALF),)),
        Batch(statements=(replace(RELATION, evidence=Evidence(confidence=HALF)),)),
        Batch(statements=(replace(RELATION, order=inf),)),
        Batch(statements=(replace(RELATION, order=10**400),)),
        Batch(source=replace(SOURCE, title=HALF)),
        Batch(source=replace(SOURCE, maximum={"sector": 2**63})),
        Batch(quarantined=(replace(ROW, row={HALF: "x"}),)),
        Batch(quarantined=(replace(ROW, line=2**63),)),
        Batch(run=replace(RUN, checkpoint={"file": HALF})),
        Batch(run=replace(RUN, counts={"read": 2**63})),
        Batch(released=(HALF,)),
        Batch(run=RUN, seen=(("sector", HALF),)),
        Batch(judgements=(Judgement("x", "y", True, HALF, "", ""),)),
    ],
)
def test_what_no_store_could_hold_is_refused_wherever_it_stands(batch: Batch) -> None:
    assert refusal(batch).code == "unstorable_value"


def test_of_one_id_the_last_statement_counts_and_of_one_key_the_first() -> None:
    one, other = sector(), sector(size=1)
    again = replace(RELATION, evidence=Evidence(locator="f.csv:9"))
    found = checked(Batch(statements=(one, RELATION, other, sector(source="b"), again)))
    assert found.things == [(other, content_digest(other)), (sector(source="b"), content_digest(sector(source="b")))]
    assert found.relations == [RELATION]
    assert found.speakers == {"a", "b"}


def test_what_is_empty_is_not_said_and_leaves_the_digest_as_it_was() -> None:
    """The digest is that of what the source wrote, by which a load knows it again."""
    empty = Evidence("", "", "")
    said = replace(sector(size=""), evidence=empty)
    relation = replace(RELATION, evidence=empty, since="", until="", status="", role="", region="", name="", order=-0.0)
    found = checked(Batch(statements=(said, relation)))
    assert found.things == [(sector(size=""), content_digest(said))]
    assert repr(found.relations) == repr([replace(RELATION, order=0.0)])


def test_what_is_seen_is_told_apart_and_its_source_speaks() -> None:
    found = checked(Batch(run=RUN, seen=(("sector", "x"), ("relation", "k"), ("market", "DK"))))
    assert (found.seen_ids, found.seen_keys, found.speakers) == (["x", "DK"], ["k"], {"a"})
    assert checked(Batch(run=RUN)).speakers == set()
    assert checked(Batch(run=RUN, retire_unseen=True)).speakers == {"a"}

"""Pairs of partners across a border, against a plain count of pairs."""

import tempfile
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.reading import border_pairs as module
from queries.reading.border_pairs import border_pairs
from tests.profiles import draws
from tests.worlds import Row, organisation, relation, snapshot_of

KINDS = ("cluster", "cluster", "cluster", "research_organisation", "company")
COUNTRIES = ("DK", "DK", "SE", "KR")
IDS = "abcdefgh"


@st.composite
def rows(draw: st.DrawFn) -> dict[str, list[Row]]:
    organisations = [organisation(id_, draw(st.sampled_from(COUNTRIES)), draw(st.sampled_from(KINDS))) for id_ in IDS]
    organisations += [organisation("agency", "DK", "trade_agency"), organisation("office", "KR", "trade_office")]
    pairs = [*combinations(IDS, 2), *(("agency", id_) for id_ in IDS), *(("office", id_) for id_ in IDS)]
    relations = [relation("operates", "agency", "office", status="current")] if draw(st.booleans()) else []
    for one, other in draw(st.lists(st.sampled_from(pairs), max_size=24, unique=True)):
        ended = draw(st.integers(0, 4)) == 0
        relations.append(relation("partner_of", one, other, status="ended" if ended else "current"))
    return {"organisations": organisations, "relations": relations}


@settings(max_examples=draws(300))
@given(rows(), st.sampled_from((1, 3, 1_000_000)))
def test_they_are_those_that_one_counts(rows: dict[str, list[Row]], at_once: int) -> None:
    country = {one["id"]: one["country"] for one in rows["organisations"]}
    companies = {one["id"] for one in rows["organisations"] if one["kind"] == "company"}
    tied = {
        frozenset((one["source"], one["target"]))
        for one in rows["relations"]
        if one["status"] == "current" and not {one["source"], one["target"]} & companies
    }
    house = {frozenset((one["source"], one["target"])) for one in rows["relations"] if one["kind"] == "operates"}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ROWS_AT_ONCE", at_once)
        snapshot = snapshot_of(rows, Path(folder))
        found = border_pairs(snapshot.on_day())
        ids = list(map(snapshot.id_of, range(len(found.partners))))
    for at, id_ in enumerate(ids):
        partners = [one for one in country if frozenset((id_, one)) in tied - house]
        pairs = [
            pair for pair in combinations(partners, 2)
            if country[pair[0]] != country[pair[1]] and frozenset(pair) not in tied
        ]  # fmt: skip
        from_home = sum(country[id_] in (country[one], country[other]) for one, other in pairs)
        assert int(found.partners[at]) == len(partners)
        assert int(found.abroad[at]) == sum(country[one] != country[id_] for one in partners)
        assert int(found.countries[at]) == len({country[one] for one in partners})
        assert (int(found.from_home[at]), int(found.of_others[at])) == (from_home, len(pairs) - from_home)


def test_nobody_is_tied(tmp_path: Path) -> None:
    found = border_pairs(snapshot_of({"organisations": [organisation("a")]}, tmp_path).on_day())
    assert np.array_equal(found.partners, [0])

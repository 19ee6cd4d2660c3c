"""``compare``: for people, as CSV and for programs."""

import csv
import io

import pytest

from tests.cli.conftest import Opendoors


def test_two_dates_beside_each_other_for_people(starter: Opendoors) -> None:
    said = starter("compare", "2015", "2026-11-27", "-n", "2")
    assert said.out.startswith("The graph, from 2015-12-31 to 2026-11-27")
    for title in ("New ties", "Gone ties", "Stronger ties", "Weaker ties"):
        assert f"{title}, " in said.out
    relations = next(line for line in said.out.splitlines() if line.startswith("Relations:"))
    assert "have no dates" in relations
    assert "they are supposed to have held on both" in relations
    assert "what stands for 2015-12-31 is more than is known of it" in said.out


def test_programs_get_counts_and_the_share_of_what_has_no_dates(starter: Opendoors) -> None:
    answer = starter("compare", "2015", "--json").json
    assert (answer["since"], answer["asOf"], answer["part"]) == ("2015-12-31", "2026-11-27", None)
    assert {count["what"] for count in answer["counts"]} == {"thing", "relation", "tie"}
    assert all(one["after"] - one["before"] == one["new"] - one["gone"] for one in answer["counts"])
    used = answer["relations"]
    assert used["undatedShare"] == used["undated"] / used["count"] > 0.5
    assert answer["ties"]["stronger"] > 0


def test_a_part_and_every_change_as_a_table(starter: Opendoors) -> None:
    rows = list(csv.DictReader(io.StringIO(starter("compare", "2020", "--market", "Südkorea", "--format", "csv").out)))
    counts = starter("compare", "2020", "--market", "KR", "--json").json["counts"]
    for what in ("thing", "relation", "tie"):
        for change in ("new", "gone"):
            listed = sum((row["what"], row["change"]) == (what, change) for row in rows)
            assert listed == sum(count[change] for count in counts if count["what"] == what)
    near = starter("compare", "2020", "--around", "Energy Cluster Denmark", "--steps", "2", "--json").json
    assert near["part"] == "organisations at most 2 ties away from Energy Cluster Denmark"
    assert starter("compare", "2020", "--sector", "Energy", "--json").json["part"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("2026", "2015"), "not_earlier"),
        (("2015", "--market", "Atlantis"), "unknown_market"),
        (("2015", "--around", "nobody"), "unknown_organisation"),
        (("2015", "--format", "csv"), "two_formats"),
    ],
)
def test_what_cannot_be_compared_is_refused(starter: Opendoors, given: tuple[str, ...], code: str) -> None:
    refused = starter("compare", *given, "--json")
    assert (refused.code, refused.error["code"]) == (2, code)

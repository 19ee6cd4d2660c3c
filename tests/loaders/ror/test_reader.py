"""The registry of research organisations: rows made up, in the layout of its flattened records."""

import gzip
from pathlib import Path

import pytest

from graph.store import Store
from tests.loaders.folders import ids, links, waiting
from tests.loaders.published import load_published, row, said, table

COLUMNS = (
    "ror_id", "name", "acronyms", "aliases", "labels", "types", "status", "established", "country_code", "country_name",
    "subdivision_code", "geonames_id", "city", "lat", "lng", "website", "domains", "grid", "isni", "wikidata",
    "fundref", "last_modified", "source_path", "schema",
)  # fmt: skip
ENDS = ("ror_id", "type", "related_ror_id", "related_label")
A, B, C, GONE = (f"https://ror.org/{id_}" for id_ in ("02mhbdp94", "04qtj9h94", "035b05819", "0withdrawn"))


def organisation(address: str, name: str = "Made-up Institute", **said: str) -> list[str]:
    return row(
        COLUMNS,
        **{"ror_id": address, "name": name, "types": "facility", "status": "active"} | {"country_code": "DK"} | said,
    )


def published(folder: Path, organisations: list[list[str]], relations: list[tuple[str, str, str]]) -> Path:
    """The two files, one of them packed."""
    packed = gzip.compress(table(COLUMNS, *organisations).encode())
    (folder / "ror_organizations.csv.gz").write_bytes(packed)
    (folder / "ror_relationships.csv").write_text(table(ENDS, *((*one, "") for one in relations)), encoding="utf-8")
    return folder / "ror_organizations.csv.gz"


def test_an_organisation_keeps_its_names_ids_and_place(store: Store, tmp_path: Path) -> None:
    whole = organisation(
        A, acronyms="MI|MUI", aliases="Old Institute", labels="Opdigtet Institut@da", types="education|funder",
        established="850", subdivision_code="84", city="Copenhagen", lat="55.7", lng="12.6", grid="grid.1.2",
        isni="0000 0001 2181 8870", wikidata="Q1", website="https://made-up.example",
    )  # fmt: skip
    load_published(store, "ror", published(tmp_path, [whole], []))
    (one,) = said(store, "organisation", "ror")
    assert (one["id"], one["kind"], one["status"]) == ("ror-02mhbdp94", "research_organisation", "active")
    assert one["other_names"] == ["acronym:MI", "acronym:MUI", "short:Old Institute", "native:Opdigtet Institut"]
    assert one["identifiers"] == [f"ror:{A}", "grid:grid.1.2", "isni:0000000121818870", "wikidata:Q1"]
    assert (one["founded"], one["region"], one["city"], one["lat"]) == ("0850", "DK-84", "Copenhagen", 55.7)


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ("company|funder", "company"),
        ("facility|government", "research_organisation"),
        ("funder|government", "public_body"),
        ("nonprofit", "research_organisation"),
        ("funder", "public_body"),
    ],
)
def test_the_kind_is_that_of_the_first_type_in_the_declared_order(
    store: Store, tmp_path: Path, types: str, kind: str
) -> None:
    load_published(store, "ror", published(tmp_path, [organisation(A, types=types)], []))
    assert [one["kind"] for one in said(store, "organisation", "ror")] == [kind]


def test_a_relationship_said_from_both_sides_is_one(store: Store, tmp_path: Path) -> None:
    edges = [
        (A, "child", B), (B, "parent", A), (A, "related", C), (C, "related", A), (B, "successor", C),
        (C, "predecessor", B),
    ]  # fmt: skip
    done = load_published(store, "ror", published(tmp_path, [organisation(one) for one in (A, B, C)], edges))
    assert links(store) == [
        "operates ror-02mhbdp94 ror-04qtj9h94",
        "partner_of ror-02mhbdp94 ror-035b05819",
        "succeeded_by ror-04qtj9h94 ror-035b05819",
    ]
    assert (done.counts["relation"].read, done.counts["relation"].merged) == (6, 3)


def test_what_is_withdrawn_is_ignored_and_what_hangs_on_it_waits(store: Store, tmp_path: Path) -> None:
    organisations = [organisation(A), organisation(GONE, status="withdrawn"), organisation(B, status="inactive")]
    edges = [(A, "parent", GONE), (A, "parent", A), (A, "related", "https://ror.org/elsewhere")]
    done = load_published(store, "ror", published(tmp_path, organisations, edges))
    assert ids(store) == ["ror-02mhbdp94", "ror-04qtj9h94"]
    assert done.counts["organisation"].ignored == 1
    assert [code for _, _, code in waiting(store)] == ["unknown_reference", "contradiction", "unknown_reference"]
    assert {one["status"] for one in said(store, "organisation", "ror")} == {"active", "closed"}
    assert done.notes["a record that the registry has withdrawn is ignored"] == 1


def test_a_subdivision_that_nobody_knows_is_left_out(store: Store, tmp_path: Path) -> None:
    done = load_published(store, "ror", published(tmp_path, [organisation(A, subdivision_code="XYZ")], []))
    assert "region" not in said(store, "organisation", "ror")[0]
    assert done.notes == {"a subdivision that ISO 3166-2 does not know is left out": 1}

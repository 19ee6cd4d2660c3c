"""Words are read in any case, with blanks or hyphens for underscores; a role that means nothing is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import kinds
from graph.relations import RELATION_KINDS
from graph.store import Store
from graph.words import as_word
from tests.loaders.folders import dumped, loaded, waiting

ORGANISATIONS = "id,kind,name,country\n" + "".join(f"o{at},company,Org {at},DE\n" for at in range(1, 37))
CONTEXTS = "id,kind,name\nbig,project,Big Project\n"


def participants(lead: str) -> dict[str, str]:
    rows = "".join(f"participates_in,o{at},big,participant\n" for at in range(2, 37))
    relations = f"kind,source,target,role\nparticipates_in,o1,big,{lead}\n{rows}"
    return {"organisations": ORGANISATIONS, "contexts": CONTEXTS, "relations": relations}


@pytest.mark.parametrize("lead", ["coordinator", "Coordinator", " COORDINATOR "])
def test_a_role_in_any_case(store: Store, tmp_path: Path, lead: str) -> None:
    report = loaded(store, tmp_path / "x", participants(lead))
    assert (sorted({said["role"] for said in dumped(store, "relation")}), report.roles) == (
        ["coordinator", "participant"],
        {},
    )


def test_a_role_that_means_nothing_is_kept_and_told(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "x", participants("lead"))
    assert (report.roles, waiting(store)) == ({"lead of participates_in": 1}, [])
    assert "lead" in {said["role"] for said in dumped(store, "relation")}


def test_every_word_of_a_row(store: Store, tmp_path: Path) -> None:
    files = {
        "organisations": "id,kind,name,country,form,status,size,confidence\n"
        "a,Trade Agency,A,DK,Export-Credit,Active,,Verified\nb, company ,B,dk,,CLOSED,Small,\n",
        "relations": "kind,source,target,status,role\nPartner of,A,b,Current,\nMandated-For,a,Denmark,,Home\n",
    }
    loaded(store, tmp_path / "x", files)
    assert waiting(store) == []
    said = {one["id"]: one["properties"] for one in dumped(store, "entity")}
    assert (said["a"]["kind"], said["a"]["form"], said["b"]["status"]) == ("trade_agency", "export_credit", "closed")
    relations = sorted((one["kind"], one["start"], one["end"], one.get("role")) for one in dumped(store, "relation"))
    assert relations == [("mandated_for", "a", "DK", "home"), ("partner_of", "a", "b", None)]


@given(st.sampled_from([*RELATION_KINDS, *kinds.ORGANISATION_KINDS, *kinds.SERVICES]), st.data())
def test_a_word_in_any_dress(word: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["_", "-", " ", "  ", " - "]), min_size=9, max_size=9))
    dressed = "".join(part + gap for part, gap in zip(word.split("_"), gaps, strict=False))[
        : -len(gaps[word.count("_")])
    ]
    case = data.draw(st.sampled_from([str.upper, str.title, str.lower]))
    assert as_word(f" {case(dressed)} ", [*RELATION_KINDS, *kinds.ORGANISATION_KINDS, *kinds.SERVICES]) == word

"""The pages in ``docs/`` say of the model what its tables have."""

import pytest

from graph.pages import DOCS, written
from graph.relations import MARKET, ORGANISATION, RELATION_KINDS, Carries, RelationKind
from graph.written import COMMAND, stale


def test_pages_are_as_they_are_written() -> None:
    assert not stale(written()), f"Run: {COMMAND}"


def test_a_new_kind_comes_into_the_pages_from_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (
        RelationKind("new_tie", "has_new", ORGANISATION, ORGANISATION, "To tie.", Carries.TIE, affiliation=True),
        RelationKind("new_role", "has_role", ORGANISATION, MARKET, "To have.", roles=("goods", "services")),
    ):
        monkeypatch.setitem(RELATION_KINDS, kind.name, kind)
    pages = written()
    assert "| `NEW_TIE` | To tie. |\n" in pages[DOCS / "neo4j.md"]
    assert "and `NEW_TIE` are affiliations.\n" in pages[DOCS / "neo4j.md"]
    assert (
        "| `new_role` | `goods`, `services`; none where it is not known | To have. |\n"
        in pages[DOCS / "interchange.md"]
    )

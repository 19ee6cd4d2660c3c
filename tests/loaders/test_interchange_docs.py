"""The page on interchange files names every column, and every word of the controlled ones."""

import pytest

from graph import kinds
from graph.properties import PROPERTIES
from graph.records import FILE_TYPES, Row
from graph.relations import RELATION_KINDS
from graph.written import COMMAND
from loaders import interchange_page
from loaders.columns import REQUIRED, ROWS

PAGE = interchange_page.PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_table_of_properties_makes_of_it() -> None:
    assert interchange_page.written(PAGE) == PAGE, f"Run: {COMMAND}"


@pytest.mark.parametrize("stem", FILE_TYPES)
def test_every_column_is_there(stem: str) -> None:
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{stem}.csv` |"))
    must, may = (cell for cell in line.split("|")[2:4])
    type_ = FILE_TYPES[stem]
    if type_ in PROPERTIES:
        assert f"(#columns-of-{stem}csv)" in may
        may = PAGE.split(f"## Columns of `{stem}.csv`")[1].split("\n\n")[0]
    for name in ROWS[type_].model_fields.keys() - Row.model_fields.keys():
        assert (f"`{name}`" in must) == (name in REQUIRED[type_]), name
        assert f"`{name}`" in must + may, name


def test_every_column_of_evidence_is_there() -> None:
    for name in Row.model_fields:
        assert f"`{name}`" in PAGE


@pytest.mark.parametrize(
    "words",
    [
        kinds.ORGANISATION_KINDS, *kinds.FORMS.values(), kinds.ORGANISATION_STATUSES, kinds.OTHER_NAME_KINDS,
        kinds.CONTEXT_KINDS, kinds.CONTEXT_STATUSES, kinds.CORRIDOR_KINDS, kinds.CORRIDOR_STATUSES,
        kinds.RELATION_STATUSES, kinds.SERVICES, *(kind.roles for kind in RELATION_KINDS.values() if kind.roles),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_words_stand_together(words: tuple[str, ...]) -> None:
    lines = PAGE.splitlines()
    assert any(all(f"`{word}`" in line for word in words) for line in lines), words

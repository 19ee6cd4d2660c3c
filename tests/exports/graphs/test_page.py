"""The page on exports says what there is."""

from api.graph_address import NAMES_OF_GRAPHS
from api.settings import Settings
from exports.graphs import page
from exports.graphs.part import STEPS_AT_MOST
from graph.written import COMMAND

PAGE = page.PAGE.read_text(encoding="utf-8")


def test_what_is_written_from_the_code_is_as_it_would_be_written() -> None:
    assert page.written(PAGE) == PAGE, f"Run: {COMMAND}"


def test_every_parameter_is_listed() -> None:
    for name in NAMES_OF_GRAPHS:
        assert f"| `{name}` |" in PAGE
    assert f"| 1 to {STEPS_AT_MOST};" in PAGE


def test_the_limits_are_those_that_hold() -> None:
    settings = Settings()
    assert f"| `OPENDOORS_EXPORT_ITEMS` | {settings.export_items:,} |" in PAGE
    assert f"| `OPENDOORS_EXPORT_SECONDS` | {settings.export_seconds:g} |" in PAGE
    assert f"| `OPENDOORS_EXPORTS_AT_ONCE` | {settings.exports_at_once}, half of them" in PAGE

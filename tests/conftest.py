"""What all tests share: a real Neo4j, and a loud word where there is none."""

from typing import Final

import pytest

from graph import model
from graph.compiled import forget_stale
from tests.neo4j.fixtures import (
    FIXTURES,
    MISSING,
    _found_database,
    neo4j_address,
    neo4j_database,
    neo4j_store,
    new_neo4j_server,
)
from tests.profiles import load_profile

__all__: Final = ["_found_database", "neo4j_address", "neo4j_database", "neo4j_store", "new_neo4j_server"]


load_profile()


@pytest.fixture
def changing_model(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """To change constants of the model by: it is read anew each time."""
    monkeypatch.setattr(model, "_read_once", model._read_once.__wrapped__)
    return monkeypatch


def pytest_configure(config: pytest.Config) -> None:
    """Test these sources, and not what was compiled of others; workers find it done."""
    if not hasattr(config, "workerinput"):
        forget_stale()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a Neo4j, before marks are looked at."""
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.neo4j)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    missing = [reason for reason in reasons if MISSING in reason]
    if missing:
        terminalreporter.write_sep("!", f"{len(missing)} tests over a real Neo4j were NOT run", red=True, bold=True)

"""The folders import each other in one direction only, and a new relation kind is one entry in one place."""

import ast
import re
from pathlib import Path

import grimp
import pytest

from graph.relations import RELATION_KINDS

ROOT = Path(__file__).parent.parent
MAY_IMPORT: dict[str, set[str]] = {
    "graph": set(),
    "loaders": {"graph"},
    "queries": {"graph"},
    "exports": {"queries", "graph"},
    "api": {"queries", "exports", "graph"},
    "cli": {"api", "queries", "exports", "loaders", "graph"},
}
"""The table of the design's section 5."""
STORE_AND_PIPELINE = ("graph.store", "loaders")


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*MAY_IMPORT, cache_dir=None)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_it_may(imports: grimp.ImportGraph, folder: str) -> None:
    inside = {folder} | imports.find_descendants(folder)
    imported = {other for module in inside for other in imports.find_modules_directly_imported_by(module)}
    assert {name.partition(".")[0] for name in imported} - {folder} <= MAY_IMPORT[folder]


FLOORS: dict[str, set[str]] = {
    "queries.reading": set(),
    "queries.routing": {"queries.reading"},
    "queries.questions": {"queries.routing", "queries.reading"},
    "queries.cypher": set(),
}
"""What each folder of ``queries`` may import of the others."""
QUESTIONS = (
    "door_openers", "introductions", "cross_cluster_links", "corridor", "supercluster", "strategy_match", "search",
    "coverage", "reach", "door_changes", "snowball", "what_if", "gateways", "brokers", "resilience", "connect",
    "take_stock", "funding", "interest_match", "events", "signals", "born_global", "propose_network", "consortium",
)  # fmt: skip
NAMED_BY_THEIR_QUESTION = ("queries.questions", "api.schema.answers", "cli")


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_of_the_queries_imports_only_those_below(imports: grimp.ImportGraph, floor: str) -> None:
    inside = {floor} | imports.find_descendants(floor)
    imported = {other for module in inside for other in imports.find_modules_directly_imported_by(module)}
    others = {".".join(name.split(".")[:2]) for name in imported if name.startswith("queries.")}
    assert others - {floor} <= FLOORS[floor]


def test_what_is_read_of_a_snapshot_knows_nothing_of_its_building(imports: grimp.ImportGraph) -> None:
    inside = imports.find_descendants("graph.snapshot")
    building = {"graph.snapshot.building"} | imports.find_descendants("graph.snapshot.building")
    seen = {one: imports.find_modules_directly_imported_by(one) & building for one in inside - building}
    assert not {one: others for one, others in seen.items() if others}


def test_no_question_imports_another_one(imports: grimp.ImportGraph) -> None:
    questions = imports.find_descendants("queries.questions")
    seen = {one: imports.find_modules_directly_imported_by(one) & questions for one in questions}
    assert not {one: others for one, others in seen.items() if others}


@pytest.mark.parametrize("package", NAMED_BY_THEIR_QUESTION)
def test_a_question_has_one_name_everywhere(imports: grimp.ImportGraph, package: str) -> None:
    assert {f"{package}.{question}" for question in QUESTIONS} <= imports.find_descendants(package)
    assert imports.find_descendants("queries.questions") == {f"queries.questions.{one}" for one in QUESTIONS}


def test_questions_see_a_snapshot_and_no_store(imports: grimp.ImportGraph) -> None:
    inside = imports.find_descendants("queries")
    seen = {other for module in inside for other in imports.find_modules_directly_imported_by(module)}
    assert not [name for name in seen if name.startswith("graph.store")]


COMPUTED_WITH = ("numpy", "graph.snapshot.facts", "graph.snapshot.columns", "graph.snapshot.day")
"""What the API leaves to ``queries``: arrays, and what a day holds."""


def test_the_api_computes_nothing(imports: grimp.ImportGraph) -> None:
    with_libraries = grimp.build_graph("api", include_external_packages=True, cache_dir=None)
    seen = {
        module: {
            name
            for name in imports.find_modules_directly_imported_by(module)
            | with_libraries.find_modules_directly_imported_by(module)
            if name.startswith(COMPUTED_WITH)
        }
        for module in {"api"} | imports.find_descendants("api")
    }
    assert {module: names for module, names in seen.items() if names} == {}


def test_the_table_of_kinds_is_the_only_place_that_lists_them() -> None:
    """A kind that nothing but its own entry derives from is named nowhere else in the code."""
    special = {
        # kinds that the specification gives a rule of their own, beside what their entry says
        "operates", "mandated_for", "promotes", "active_in", "serves", "lies_on", "takes_place_in", "works_in",
        "merged_into", "succeeded_by", "pursues", "offers", "interested_in", "funds", "runs", "eligible_for",
    }  # fmt: skip
    plain = set(RELATION_KINDS) - special
    named = {}
    for folder in MAY_IMPORT:
        for path in (ROOT / folder).rglob("*.py"):
            if path in (ROOT / "graph" / "relations.py", ROOT / "queries" / "compile.py"):
                continue
            strings = {
                node.value
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
            found = plain & strings
            if found:
                named[str(path.relative_to(ROOT))] = found
    assert named == {}


def test_every_relation_kind_says_what_it_means_in_one_sentence() -> None:
    for kind in RELATION_KINDS.values():
        assert re.fullmatch(r"[A-Z][^\n]+\.", kind.meaning), kind.name
        assert (kind.reverse == kind.name) == kind.symmetric


def test_no_property_keeps_those_of_other_instances_waiting() -> None:
    """Python 3.11's own holds a lock for all instances of a class: ``graph.cached`` has one without."""
    own = re.compile(r"^from functools import .*\bcached_property\b", re.MULTILINE)
    files = [path for folder in ("graph", "loaders", "queries") for path in (ROOT / folder).rglob("*.py")]
    assert not [path.name for path in files if own.search(path.read_text(encoding="utf-8"))]

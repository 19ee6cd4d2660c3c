"""After setup nothing is compiled any more, whatever is asked; and nothing is kept of sources that have changed."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from numba.core.dispatcher import Dispatcher

import graph
import queries
from graph import compiled
from graph.compiled import compiled_modules, forget_stale
from queries.compile import dispatchers

ROOT = Path(__file__).parents[2]
ASK = """
import sys
from itertools import product
from pathlib import Path

from api.practice import practise
from graph.errors import InputError
from queries.compile import compiled_anew, told
from queries.questions.born_global import born_global
from queries.questions.consortium import consortium
from queries.questions.brokers import brokers
from queries.questions.connect import connect
from queries.questions.corridor import corridor
from queries.questions.coverage import coverage
from queries.questions.cross_cluster_links import cross_cluster_links
from queries.questions.door_changes import door_changes
from queries.questions.door_openers import door_openers
from queries.questions.events import events
from queries.questions.interest_match import interest_match
from queries.questions.funding import funding
from queries.questions.gateways import gateways
from queries.questions.introductions import introductions
from queries.questions.propose_network import propose_network
from queries.questions.signals import signals
from queries.questions.reach import reach
from queries.questions.resilience import resilience
from queries.questions.strategy_match import strategy_match
from queries.questions.supercluster import supercluster
from queries.questions.take_stock import take_stock
from queries.questions.snowball import snowball
from queries.questions.strategy_match import strategy_match
from queries.questions.supercluster import supercluster
from queries.questions.what_if import what_if
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from queries.routing.supposing import Addition, Drop, Merger
from tests.api.world import ROWS
from tests.worlds import written_snapshot_of

snapshot = written_snapshot_of(ROWS, Path(sys.argv[1]))
named = [row["id"] for row in ROWS["organisations"]][:12]
answered = 0


def ask(question, *given, as_of=None, **options):
    global answered
    try:
        told(question(snapshot.on_day(as_of), *given, **options))
        answered += 1
    except InputError:  # one that is gone, or not there yet, on that day
        pass


askers = [*named[:4], Outsider("DK", None, ("energy",), tuple(named[:3]), "cluster"), Outsider("FI", kind="investor")]
days = (None, "2020", "0001")
steps = [RouteConstraints(max_steps=most) for most in (1, 2, 3, 6)]
given = [RouteConstraints(via=(named[0],)), RouteConstraints(via_in_order=tuple(named[:2]), max_steps=6)]
given += [RouteConstraints(min_strength=0.3, public_anchor=True), RouteConstraints(avoid=(named[1], "KR", "investor"))]
given += [RouteConstraints(relation_kinds=frozenset({"member_of", "mandated_for", "operates"}))]
for (by, day), asker in product([*product(steps, days), *product(given, days[:1])], askers):
    for market in ("KR", "FI", "IS"):
        ask(door_openers, [asker], market=market, constraints=by, as_of=day)
    ask(resilience, asker, "KR", constraints=by, as_of=day)
    for to in named[:6]:
        ask(introductions, asker, to, constraints=by, as_of=day)
    ask(strategy_match, asker, constraints=by, as_of=day)
    ask(interest_match, asker, as_of=day)
    ask(events, asker=asker, as_of=day)
    ask(signals, "KR", "0001", asker, as_of=day)
    if day is None and asker in (askers[0], askers[-1]):
        ask(reach, [asker], constraints=by)
        ask(snowball, asker, constraints=by)
ask(door_openers, askers, market="KR", sector="energy", first=1)
ask(propose_network, market="KR", sector="energy")
ask(consortium, "KR", "energy")
ask(propose_network, corridor="road", including=("alpha",))
ask(born_global, "acme")
ask(born_global, Outsider("DK", "DK-84", ("energy",), ("beta",)), markets=("KR", "FI"))
for row in ROWS["corridors"]:
    ask(corridor, row["id"])
    ask(coverage, row["id"])
    ask(door_openers, askers, corridor=row["id"])
for id_ in named:
    ask(supercluster, id_)
    ask(take_stock, id_)
    ask(funding, id_, "FI")
ask(coverage, "world", sector="energy")
ask(reach, clusters_of="DK", since="2020")
ask(door_changes, askers[:1], "2020", market="KR")
ask(brokers)
for pair in (("DK", "KR"), ("FI", "DK"), ("DK", "FI")):
    ask(gateways, *pair)
ask(connect, named)
ask(connect, named[:3])
one, other, third = named[:3]
for change in (Addition("partner_of", one, other), Drop(other), Drop(one, other), Merger(other, third)):
    ask(what_if, askers[:1], [change], market="KR")
ask(cross_cluster_links, sector="energy")
ask(cross_cluster_links, countries=("DK", "FI"))
ask(cross_cluster_links, a=named[0])
assert answered > 300, answered
practise()
print(compiled_anew())
"""
"""Every question and form of route, over a world that setup has not seen; and a build from changes."""
COMPILE = """
from queries.compile import compile_kernels, dispatchers

compile_kernels()
print([name for name, function in dispatchers().items() if not function.signatures])
"""


def run(*arguments: str, **variables: str) -> str:
    environment = {**os.environ, **variables}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_after_setup_no_question_compiles_anything(tmp_path: Path) -> None:
    run("-m", "queries.compile")
    assert run("-c", ASK, str(tmp_path)) == "[]"


def test_every_module_with_compiled_code_is_known() -> None:
    """Found by importing all there is, and not by what the sources look like."""
    packages = [(package.__path__, f"{package.__name__}.") for package in (graph, queries)]
    names = [one.name for package in packages for one in walk_packages(*package)]
    found = {
        value.py_func.__module__
        for name in names
        for value in vars(import_module(name)).values()
        if isinstance(value, Dispatcher)
    }
    assert found == set(compiled_modules())
    assert {name.rpartition(".")[0] for name in dispatchers()} == found


def test_compiled_code_keeps_nobody_from_python() -> None:
    assert [name for name, one in dispatchers().items() if not one.targetoptions.get("nogil")] == []


@pytest.mark.slow
def test_setup_compiles_every_function(tmp_path: Path) -> None:
    """In a cache of its own, where nothing is there yet: what no question of setup reaches shows."""
    assert run("-c", COMPILE, NUMBA_CACHE_DIR=str(tmp_path)) == "[]"


class TestStale:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(compiled.CACHE_DIR, str(tmp_path / "kernel"))

    @pytest.fixture
    def kept(self, tmp_path: Path) -> list[Path]:
        """What numba has kept of some function."""
        assert forget_stale()
        folder = tmp_path / "kernel" / "kernel_1234"
        folder.mkdir()
        files = [folder / "search.f-1.py311.nbi", folder / "search.f-1.py311.1.nbc"]
        for file in files:
            file.write_bytes(b"code")
        return files

    def test_what_was_compiled_of_these_sources_stays(self, kept: list[Path]) -> None:
        assert not forget_stale()
        assert all(file.exists() for file in kept)

    def test_what_was_compiled_of_others_goes(
        self, kept: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        changed = tmp_path / "changed.py"
        changed.write_text("from numba import njit\n")
        sources = compiled_modules()
        monkeypatch.setattr(compiled, "compiled_modules", lambda: {**sources, next(iter(sources)): changed})
        assert forget_stale()
        assert not any(file.exists() for file in kept)
        assert not forget_stale()

    @pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")])
    def test_where_nothing_may_be_written_nothing_is_said(
        self, kept: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
    ) -> None:
        def refused(_path: Path, *_given: object, **_more: object) -> None:
            raise error

        (tmp_path / "kernel" / compiled.STAMP).unlink()
        for name in ("mkdir", "unlink", "write_text"):
            monkeypatch.setattr(Path, name, refused)
        assert forget_stale()
        assert all(file.exists() for file in kept)

"""Built-in sources, and readers other than that of interchange files."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import loaders
from graph.errors import InputError, SourceError
from graph.store import Store
from loaders import registry
from loaders.declaration import read_declaration
from tests.loaders.folders import SECTORS, declared, ids, now, write


def test_the_starter_data_is_built_in() -> None:
    assert list(loaders.sources()) == ["cordis", "eccp", "edih", "horizon", "ror", "starter"]
    assert (loaders.sources()["starter"] / "relations.csv").is_file()


def test_every_built_in_source_is_named_as_its_folder() -> None:
    for name, folder in loaders.sources().items():
        assert read_declaration(folder, now().date()).name == name


def test_an_unknown_name_meets_those_near_to_it(store: Store) -> None:
    with pytest.raises(InputError) as refused:
        loaders.load(store, "startr")
    assert (refused.value.code, refused.value.nearest) == ("unknown_source", ("starter",))


def test_a_folder_may_not_take_the_name_of_a_built_in_source(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        loaders.load(store, write(tmp_path / "starter", {"sectors": SECTORS}), name="starter")
    assert refused.value.code == "reserved_name"
    renamed = {"source.toml": declared("mine"), "sectors": SECTORS}
    assert loaders.load(store, write(tmp_path / "starter", renamed)).source == "mine"


def test_a_built_in_source_may_be_named_by_its_folder(store: Store) -> None:
    assert loaders.load(store, loaders.sources()["starter"]).source == "starter"


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another folder of built-in sources, with one whose reader is its own."""
    package = write(tmp_path / "publishers", {"__init__.py": ""})
    reader = """
        from loaders.reading import Survey

        class Birds:
            def survey(self, progress):
                return Survey("f1", {"birds.xml": 2}, {"birds.xml": "sector"})

            def records(self):
                yield "sector", {"id": "robin", "name": "Robin"}, "birds.xml", 7
                yield "sector", {"id": "wren"}, "birds.xml", 9

        def reader(folder, declaration):
            assert declaration.name == folder.name
            return Birds()
        """
    write(package / "birds", {"__init__.py": "", "source.toml": declared("birds"), "reader.py": dedent(reader)})
    monkeypatch.setattr(registry, "BUILT_IN", package)
    monkeypatch.setattr(registry, "PACKAGE", "publishers")
    monkeypatch.syspath_prepend(tmp_path)
    yield package
    for name in [name for name in sys.modules if name.startswith("publishers")]:
        del sys.modules[name]


@pytest.mark.usefixtures("publisher")
def test_a_source_with_a_reader_of_its_own(store: Store) -> None:
    report = loaders.load(store, "birds", now=now)
    assert (report.total.read, report.total.written, ids(store)) == (2, 1, ["robin"])
    (row,) = report.quarantined
    assert (row.type, row.file, row.line, row.column) == ("sector", "birds.xml", 9, "name")
    (exported,) = loaders.export_quarantine(store, "birds", registry.BUILT_IN)
    assert exported.name == "sectors.csv"

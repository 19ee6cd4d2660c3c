"""Loads killed while organisations of two sources are compared: done again, the store is as it would have been.

The kills are of seeds: before or after each of the last transactions, and at some tick of SQLite's clock.
"""

import shutil
from pathlib import Path
from random import Random

import pytest

from graph.statements import SYSTEM, Judgement
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import load
from tests.fault.loading import BATCH_ROWS
from tests.fault.test_loads import killed
from tests.loaders.folders import declared, now, write

pytestmark = pytest.mark.server
KILLS = 50
HEADER = "id,kind,name,country,city,website\n"
WORDS = ("Energi", "Robot", "Photonics", "Maritime", "Foods", "Textile", "Space", "Water")
CITIES = ("Odense", "Aarhus", "Aalborg")
TWINS = 40


def ours(random: Random) -> dict[str, str]:
    rows = "".join(
        f"o{n},cluster,{random.choice(WORDS)} Valley {chr(97 + n % 26)}{n},DK,{CITIES[n % 3]},https://valley{n}.dk\n"
        for n in range(TWINS * 2)
    )
    return {"source.toml": declared("ours", owns_ids="true"), "organisations": HEADER + rows}


def theirs(random: Random, organisations: str) -> dict[str, str]:
    """The first half of ours again, by name and city, or by domain; others; and some that are only like ours."""
    rows = []
    for n, line in enumerate(organisations.splitlines()[1 : TWINS + 1]):
        _, kind, name, country, city, website = line.split(",")
        if random.random() < 0.5:
            website = ""
        if random.random() < 0.2:
            city = ""
        rows.append(f"t{n},{kind},{name} A/S,{country},{city},{website}\n")
    rows += [f"x{n},company,Firm {n},SE,Lund,\n" for n in range(TWINS * 2)]
    random.shuffle(rows)
    return {"source.toml": declared("theirs"), "organisations": HEADER + "".join(rows)}


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str], int]:
    """A store with ours in it; the folder of theirs; what a store holds of both; transactions of the second load."""
    random, root = Random(17), tmp_path_factory.mktemp("resolution")
    files = ours(random)
    folder = write(root / "theirs", theirs(random, files["organisations"]))
    with SqliteStore(root / "store.sqlite") as store:
        load(store, write(root / "ours", files), batch_rows=BATCH_ROWS, now=now)
    shutil.copy(root / "store.sqlite", root / "both.sqlite")
    with SqliteStore(root / "both.sqlite") as store:
        before = store.revision()
        merges = load(store, folder, batch_rows=BATCH_ROWS, now=now).merges
        assert merges.merged_count > TWINS // 2 and merges.unsure_count > 0
        return root / "store.sqlite", folder, list(dump(store)), store.revision() - before


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_load_done_again_comes_to_the_same(
    loaded_once: tuple[Path, Path, list[str], int], tmp_path: Path, seed: int
) -> None:
    origin, folder, expected, transactions = loaded_once
    path = Path(shutil.copy(origin, tmp_path / "store.sqlite"))
    random = Random(seed)
    how = ("before", "after", "within")[seed % 3]
    number = random.randrange(40, 4_000) if how == "within" else random.randrange(transactions)
    was_killed = killed(path, how, number, folder)
    assert was_killed or how == "within"
    with SqliteStore(path) as store:
        load(store, folder, batch_rows=BATCH_ROWS, now=now)
        assert list(dump(store)) == expected
        assert all(one.who == SYSTEM for one in _judgements(store))


def _judgements(store: SqliteStore) -> list[Judgement]:
    with store.reading() as scan:
        return list(scan.judgements())

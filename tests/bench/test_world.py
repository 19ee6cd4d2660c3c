"""The benchmark's world is the same for everybody, to the byte."""

import csv
from collections import Counter
from hashlib import sha256
from pathlib import Path

from bench.happenings import add_happenings
from bench.world import AGENCIES, OFFICES, write_world
from graph.store.opening import open_store
from loaders import load

DIGESTS = {
    "contexts.csv": "f20f3cdb763e419a043c1dc9040c358c6f3cb397a3d6743bee712bb6e30f2d9b",
    "corridors.csv": "eb464106685ce4b6056b73745b1e8d1bd98e935fa3e42dac8a557283e746d11b",
    "organisations.csv": "6861dd7a203a2950ddbbed02f33d5e6b2dec04b742c6f302da2a8585742a8010",
    "relations.csv": "5d59fabb806e6c3b1a403003f81a79a6430af83c7c5c3f82917ab1ed4f556ec5",
    "sectors.csv": "99d8b33847e18c2c6312e2cf4847f36ba74e602615c49c61f25bcfeedf56b271",
}
"""Of the published generator's files for these arguments."""
FOLDERS = ("one", "other")


def test_a_small_world_is_the_published_one(tmp_path: Path) -> None:
    write_world(tmp_path, companies=3_000, clusters=200, seed=7)
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()} == DIGESTS


def test_another_seed_makes_another_world_of_the_same_size(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_world(tmp_path / str(seed), companies=100, clusters=20, seed=seed)
    one, other = ((tmp_path / seed / "organisations.csv").read_bytes() for seed in "12")
    assert one != other
    for text in (one, other):
        assert len(list(csv.reader(text.decode().splitlines()))) == 1 + 100 + 20 + AGENCIES + OFFICES


def test_what_happens_is_added_and_the_world_stays_as_it_is(tmp_path: Path) -> None:
    """To its rows events, programmes and interests come; they are the same each time, and all of them are loaded."""
    for name in FOLDERS:
        write_world(tmp_path / name, companies=300, clusters=160, seed=7)
        before = (tmp_path / name / "relations.csv").read_text()
        contexts = rows_of(tmp_path / name / "contexts.csv")
        add_happenings(tmp_path / name, clusters=160)
        assert (tmp_path / name / "relations.csv").read_text().startswith(before)
    one, other = (sorted((path.name, path.read_bytes()) for path in (tmp_path / name).iterdir()) for name in FOLDERS)
    assert one == other
    found = rows_of(tmp_path / "one" / "contexts.csv")
    assert [{name: row[name] for name in contexts[0]} for row in found[: len(contexts)]] == contexts
    assert Counter(row["kind"] for row in found[len(contexts) :]) == {"event": 40, "programme": 6}
    assert (tmp_path / "one" / "relations.csv").read_text().count("interested_in") == 100
    with open_store("sqlite:", tmp_path / "home") as store:
        counts = load(store, tmp_path / "one", name="world").total
    assert (counts.quarantined, counts.read) == (0, counts.written + counts.merged)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))

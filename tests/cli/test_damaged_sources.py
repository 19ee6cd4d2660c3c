"""A source whose files are damaged at random: every row is accounted for, nothing goes without consent, and the exit
code says what happened."""

import codecs
import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.main import run
from graph.records import FILE_TYPES
from graph.store.sqlite.store import SqliteStore
from tests.loaders.folders import declared, write
from tests.profiles import draws

Files = dict[str, bytes]

SECTORS = "id,name\nhav,Havvind og brint\nmad,Fødevarer\nvand,Vand\n"
ORGANISATIONS = "id,kind,name,country,founded,sectors\n" + "".join(
    f"o{at},{kind},Klynge Ærø {at},DK,20{at:02}-03-04,{'hav' if at % 2 else 'mad|vand'}\n"
    for at, kind in enumerate(["cluster"] * 8 + ["company"] * 7)
)
RELATIONS = "kind,source,target,since,until\n" + "".join(
    f"member_of,o{at},o{at % 8},20{at:02}-05,\npartner_of,o{at % 7},o{at},,2030\n" for at in range(8, 15)
)
SOUND: Files = {
    "source.toml": declared("klynger").encode(),
    **{
        f"{stem}.csv": text.encode()
        for stem, text in (("sectors", SECTORS), ("organisations", ORGANISATIONS), ("relations", RELATIONS))
    },
}
NAMES = tuple(name for name in SOUND if name.endswith(".csv"))


def cut(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content))]


def re_encoded(random: Random, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(
        random.choice(["utf-8-sig", "cp1252", "utf-16", "cp437", "utf-8"]), "replace"
    )


def other_dialect(random: Random, content: bytes) -> bytes:
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=random.choice(",,;\t"),
        quoting=random.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
        lineterminator=random.choice(["\r\n", "\n", "\r"]),
    )
    writer.writerows(table(content))
    return text.getvalue().encode()


def shuffled(random: Random, content: bytes) -> bytes:
    header, *rows = table(content)
    random.shuffle(rows)
    return csv_of([header, *rows[: random.randint(0, len(rows))], *random.choices(rows, k=random.randint(0, 3))])


def swapped(random: Random, content: bytes) -> bytes:
    rows = table(content)
    for _ in range(random.choice([1, 3, 30])):
        one, other = random.choice(rows[1:]), random.choice(rows[1:])
        here, there = random.randrange(len(one)), random.randrange(len(other))
        one[here], other[there] = other[there], one[here]
    return csv_of(rows)


def dates_by_a_spreadsheet(random: Random, content: bytes) -> bytes:
    column = random.randrange(2, 5)
    rows = table(content)
    return csv_of([[*row[:column], "04/03/2020", *row[column + 1 :]] if at else row for at, row in enumerate(rows)])


DAMAGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    cut, re_encoded, other_dialect, shuffled, swapped, dates_by_a_spreadsheet,
)  # fmt: skip


def table(content: bytes) -> list[list[str]]:
    encoding = "utf-16" if content.startswith(codecs.BOM_UTF16_LE) else "utf-8-sig"
    return list(csv.reader(io.StringIO(content.decode(encoding, "replace"), newline="")))


def csv_of(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def damaged(seed: int, kinds: list[int]) -> Files:
    """The files with damage to some of them; now and then one is not there any more."""
    random = Random(seed)
    files = dict(SOUND)
    for kind in kinds:
        name = random.choice(NAMES)
        if len(files.get(name, b"").splitlines()) > 1:
            files[name] = DAMAGES[kind](random, files[name])
    if random.random() < 0.2:
        del files[random.choice(NAMES)]
    return files


def opendoors(*arguments: str) -> tuple[int, Any, Any]:
    """Exit code, what was said on stdout and what error on stderr; of each the JSON, or None."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*arguments, "--json"])
    failure = err.getvalue().strip().rpartition("\n")[2]
    return code, json.loads(out.getvalue() or "null"), json.loads(failure) if failure.startswith("{") else None


def live(home: Path) -> dict[tuple[str, str], str]:
    """(type, id or key) → content of what the source says."""
    with SqliteStore(home / "store.sqlite") as store:
        return {(type_, key): content for type_, key, content in store.digests("klynger")}


@contextmanager
def home_of(folder: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENDOORS_HOME", str(folder))
        patch.delenv("OPENDOORS_STORE", raising=False)
        yield folder


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the sound source was loaded."""
    root = tmp_path_factory.mktemp("damaged")
    with home_of(root / "home") as home:
        code, said, _ = opendoors("load", str(write(root / "klynger", dict(SOUND))), "--no-snapshot")
    assert (code, said["total"]["written"]) == (0, 32)
    return home


@settings(max_examples=draws(400))
@given(seed=st.integers(0, 2**32), kinds=st.lists(st.sampled_from(range(len(DAMAGES))), min_size=1, max_size=3))
def test_damaged_files(
    loaded_home: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, kinds: list[int]
) -> None:
    root = tmp_path_factory.mktemp("one")
    shutil.copytree(loaded_home, root / "home")
    files = damaged(seed, kinds)
    with home_of(root / "home") as home:
        before = live(home)
        code, said, error = opendoors("load", str(write(root / "klynger", dict(files))), "--no-snapshot")
        after = live(home)
        if said is None:
            assert (code, after) == (3, before), error
        else:
            check(said, error, code, files, before, after)
        whole = opendoors("load", str(write(root / "klynger", dict(SOUND))), "--no-snapshot", "--accept-shrinking")
        assert (whole[0], whole[1]["waiting"], live(home)) == (0, 0, before)
    shutil.rmtree(root)


def check(
    said: Any,
    error: Any,
    code: int,
    files: Files,
    before: dict[tuple[str, str], str],
    after: dict[tuple[str, str], str],
) -> None:
    rows = {FILE_TYPES[name[:-4]]: len(table(files[name])) - 1 for name in NAMES if name in files}
    assert {type_: counts["read"] for type_, counts in said["counts"].items()} == {
        type_: count for type_, count in rows.items() if count
    }
    for counts in (*said["counts"].values(), said["total"]):
        assert counts["read"] == sum(count for what, count in counts.items() if what != "read")
    gone = {key for key in before if key[1] not in {key for _, key in after}}
    assert said["retired"] == len(gone)
    had, has = Counter(type_ for type_, _ in before), Counter(type_ for type_, _ in after)
    for type_ in {type_ for type_, _ in gone}:
        assert has[type_] * 100 >= had[type_] * 80
    if said["not_retired"]:
        assert (code, error["error"]["code"], gone) == (3, "held_back", set())
    elif (
        (said["total"]["written"] + said["total"]["unchanged"] == 0 and (said["total"]["quarantined"] or not gone))
        or said["failed_columns"]
        or any(had[t] and not _valid(said, t) and said["counts"][t]["quarantined"] for t in said["counts"])
    ):
        assert (code, error["error"]["code"]) == (3, "nothing_in")
    else:
        assert (code, error) == (0, None)


def _valid(said: Any, type_: str) -> int:
    return int(said["counts"][type_]["written"] + said["counts"][type_]["unchanged"])

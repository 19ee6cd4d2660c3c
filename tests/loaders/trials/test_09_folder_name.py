"""Folders and files that are called alike, or whose names come to the same, do not replace each other."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.store import Store
from loaders import load, proposed_name
from tests.loaders.folders import ids, now, write

PAIRS: dict[str, tuple[str, str]] = {
    "years": ("2024/members", "2025/members"),
    "letters": ("x/Åland", "x/Öland"),
    "blanks": ("x/a b", "x/a-b"),
    "files": ("2024/organisations.csv", "2025/organisations.csv"),
}


@pytest.mark.parametrize(("first", "second"), PAIRS.values(), ids=PAIRS)
def test_the_second_one_is_another_source(store: Store, tmp_path: Path, first: str, second: str) -> None:
    names = []
    for at, place in enumerate((first, second)):
        content = f"id,kind,name,country\no{at},cluster,Cluster {at},NO\n"
        path = tmp_path / place
        write(path.parent if path.suffix else path, {"organisations": content})
        with store.reading() as scan:
            held = scan.sources()
        with pytest.raises(SourceError) as refused:
            load(store, path, now=now)
        names.append(proposed_name(path, held))
        assert (refused.value.code, f"--as {names[-1]}" in refused.value.suggestion) == ("unnamed_source", True)
        if at:
            with pytest.raises(SourceError) as refused:
                load(store, path, name=names[0], now=now)
            assert refused.value.code == "other_origin"
        load(store, path, name=names[-1], now=now)
    assert ids(store) == ["o0", "o1"]
    assert not any("csv" in name for name in names[:1])

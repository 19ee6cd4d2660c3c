"""Peers answer the same questions over the same ties, and are told right from wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.tasks import peers
from bench.tasks.given import Given
from tests.worlds import cluster, relation, written_snapshot_of

COUNT = 4
OF_OPENERS = ("networkx_openers", "igraph_openers", "scipy_openers", "ladybug_openers")
OF_PATHS = ("networkx_paths", "igraph_paths")


def given(folder: Path, far: int) -> Given:
    """A chain of clusters, the last of which is in Korea: so many steps from the first."""
    rows = {
        "organisations": [cluster(f"c{at}", "KR" if at == far else "DK") for at in range(far + 1)],
        "relations": [relation("partner_of", f"c{at}", f"c{at + 1}", since="2025") for at in range(far)],
    }
    written_snapshot_of(rows, folder)
    return Given(folder, folder, folder, COUNT, seconds=60.0)


class FromOneEnd:
    """Instead of the mix: the first of the chain asks about Korea, or for the way to the other end."""

    def __init__(self, far: int) -> None:
        self._far = far

    def questions(self, count: int) -> list[tuple[str, str]]:
        return [("c0", "KR")] * count

    def pairs(self, count: int) -> list[tuple[str, str]]:
        return [("c0", f"c{self._far}")] * count


def told(peer: str, given: Given) -> Iterator[bool]:
    ask: Callable[[Given], Iterator[peers.Sample]] = getattr(peers, peer)
    said = list(ask(given))
    assert [type(one) for one in said] == [float, bool] * COUNT
    return (one for one in said if isinstance(one, bool))


@pytest.mark.parametrize("peer", [*OF_OPENERS, *OF_PATHS])
@pytest.mark.parametrize("far", [1, 3])
def test_what_is_within_three_steps_is_found(
    peer: str, far: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "Mix", lambda _: FromOneEnd(far))
    assert all(told(peer, given(tmp_path, far)))


@pytest.mark.parametrize("peer", sorted({*OF_OPENERS, *OF_PATHS} - {"ladybug_openers"}))
def test_who_knows_no_bound_on_steps_goes_too_far(peer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "Mix", lambda _: FromOneEnd(4))
    assert not any(told(peer, given(tmp_path, 4)))


def test_time_is_up_after_the_question_that_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "Mix", lambda _: FromOneEnd(1))
    once = Given(tmp_path, tmp_path, tmp_path, COUNT, seconds=-1.0)
    given(tmp_path, 1)
    assert len(list(peers.scipy_openers(once))) == 2

"""What is asked in the long run, what comes of it, and what is said of it."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from api.execute import GRAPHQL
from bench.attacks import NAMES, REQUESTS, SILENCE
from bench.soak import ON_ANOTHER_DAY, QUESTIONS, Asked, Soaked
from bench.tasks import soak
from bench.tasks.given import Given

GIVEN = Given(Path("world"), Path("home"), Path("snapshot"), 600)
SOAKED = Soaked(
    Asked([0.010] * 99 + [0.020]),
    Asked([0.010] * 98 + [0.060] * 2),
    [100.0] * 20,
    {"words": Counter(too_many_tokens=3)},
)


def said(found: Soaked, monkeypatch: pytest.MonkeyPatch) -> list[float | str]:
    def soaked(home: Path, seconds: float) -> Soaked:
        assert (home, seconds) == (GIVEN.home, 600)
        return found

    monkeypatch.setattr(soak, "soak", soaked)
    return list(soak.soaked(GIVEN))


@pytest.mark.parametrize("document", [ON_ANOTHER_DAY, *(document for _, document in QUESTIONS)])
def test_what_people_ask_is_valid(document: str) -> None:
    assert not validate(GRAPHQL, parse(document))


def test_there_is_a_name_for_each_attack() -> None:
    assert set(NAMES) == {*REQUESTS, *SILENCE}


def test_the_ratio_and_what_it_was_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    ratio, clients, memory, told = said(SOAKED, monkeypatch)
    assert ratio == 6
    assert "for 600 s, each from an address of its own: 100 answers, median 10.0 ms, p99 60.0 ms" in str(clients)
    assert "grew by 0.0%" in str(memory)
    assert "words: too_many_tokens 3" in str(told)


@pytest.mark.parametrize(
    ("change", "said_of_it"),
    [
        ({"beside": Asked([0.010], ["503: busy"])}, "1 questions failed"),
        ({"told": {"words": Counter({"status 500": 1})}}, "1 kinds of attack met a fault"),
        ({"memory": [100.0] * 10 + [106.0] * 10}, "grew by 6.0%"),
    ],
)
def test_what_fails_has_no_figure(change: dict[str, Any], said_of_it: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuntimeError, match=said_of_it):
        said(replace(SOAKED, **change), monkeypatch)

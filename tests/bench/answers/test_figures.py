"""The figures, counted from answers that were made by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.answers.figures import Answered, Figure, Shown, figures
from bench.answers.rows import Rows
from tests.bench.answers.test_rows import KOTRA, OPERATES, one, rows, said

PROMOTED = [OPERATES, said("promotes", "kotra", "KR")]


def shown(*route: str, how: str = "own_network") -> Shown:
    return Shown(route[-1], how, 0.2, route)


def answered(*openers: Shown, market: str = "KR", sector: str | None = None, doors: tuple[str, ...] = ()) -> Answered:
    return Answered("asker", "DK", market, sector, openers, doors)


@pytest.fixture
def known(tmp_path: Path) -> Rows:
    return rows(tmp_path, [*KOTRA, one("jetro--oslo", "trade_office", "NO")], PROMOTED)


def figure(name: str, known: Rows, *answers: Answered) -> Figure:
    plain = [answer for answer in answers if answer.sector is None]
    by_sector = [answer for answer in answers if answer.sector is not None]
    return next(found for found in figures(plain, by_sector, known) if found.name == name)


def counted(found: Figure) -> tuple[int, int, bool | None]:
    return found.count, found.of, found.met


def test_an_answer_without_openers_is_none_whatever_its_front_doors(known: Rows) -> None:
    answers = (answered(shown("a")), answered(doors=("kotra",)))
    assert counted(figure("no answer", known, *answers)) == (1, 2, False)
    assert counted(figure("no answer", known, answers[0])) == (0, 1, True)


FIVE = [shown(letter) for letter in "abcde"]


@pytest.mark.parametrize(
    ("answer", "first", "nowhere"),
    [
        (answered(*FIVE[:4], shown("kotra")), 1, 0),
        (answered(*FIVE[:4], shown("kotra--oslo")), 1, 0),
        (answered(*FIVE, shown("kotra")), 0, 1),
        (answered(*FIVE, doors=("kotra",)), 0, 0),
    ],
)
def test_the_own_agency_or_its_desk_is_looked_for(known: Rows, answer: Answered, first: int, nowhere: int) -> None:
    unknown = answered(*FIVE, market="JP")
    assert counted(figure("own agency first", known, answer, unknown)) == (first, 1, bool(first))
    assert counted(figure("own agency nowhere", known, answer, unknown)) == (nowhere, 1, not nowhere)


def test_nine_of_ten_will_do(known: Rows) -> None:
    nine = [answered(shown("kotra"))] * 9
    assert figure("own agency first", known, *nine, answered(*FIVE)).met
    assert not figure("own agency first", known, *nine, answered(*FIVE), answered(*FIVE)).met
    assert figure("own agency first", known, answered(*FIVE)).about == "missing: KR 1"


@pytest.mark.parametrize(
    ("opener", "count", "by_own_tie"),
    [
        (shown("kotra--oslo"), 0, 1),
        (shown("kotra", "kotra--oslo"), 0, 1),
        (shown("another", "kotra--oslo"), 1, 0),
        (shown("another", "kotra", "kotra--oslo"), 1, 0),
        (shown("kotra--oslo", how="own_mandate"), 1, 0),
        (shown("jetro--oslo", how="desk"), 1, 0),
        (shown("kotra"), 0, 0),
    ],
)
def test_an_office_of_a_third_country_needs_an_own_tie(known: Rows, opener: Shown, count: int, by_own_tie: int) -> None:
    found = figure("third countries' offices", known, answered(opener, shown("a"), market="NO"))
    assert counted(found) == (count, 2, not count)
    assert found.about == f"{by_own_tie} more by own ties"


def test_routes_are_of_three_steps_and_do_not_all_run_through_one(known: Rows) -> None:
    answers = (
        answered(shown("hub"), shown("hub", "a"), shown("hub", "b", "c"), shown("d", "e")),
        answered(shown("a", "b", "c", "f")),
    )
    assert counted(figure("more than three steps", known, *answers)) == (1, 5, False)
    through = figure("through one", known, *answers)
    assert (*counted(through), through.about) == (2, 4, None, "hub")


def test_first_fives_are_the_same_whatever_their_order(known: Rows) -> None:
    sixth = shown("f")
    same = [
        answered(*FIVE, sixth, sector="energy"),
        answered(*FIVE[::-1], sector="health"),
    ]
    assert counted(figure("same for all sectors", known, *same)) == (1, 1, False)
    other = replace(same[1], openers=(sixth, *FIVE))
    assert counted(figure("same for all sectors", known, same[0], other)) == (0, 1, True)
    elsewhere = [replace(one, market=f"M{at}") for at in range(4) for one in (same[0], other)]
    assert counted(figure("same for all sectors", known, *same, *elsewhere)) == (1, 5, True)


def test_where_nothing_was_counted_no_target_is_met(known: Rows) -> None:
    assert {found.met for found in figures([], [], known)} == {False, None}

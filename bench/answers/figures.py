"""The figures, counted from answers and rows. How each is defined says the package."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bench.answers.rows import Rows

FIRST_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A door opener of an answer.

    Attributes:
        how: it is reached, in the answer's word.
        route: ids of everybody after the asker, the opener last.
    """

    id: str
    how: str
    score: float
    route: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer.

    Attributes:
        sector: that was asked for; None: none was.
        front_doors: ids.
    """

    asker: str
    country: str
    market: str
    sector: str | None
    openers: tuple[Shown, ...]
    front_doors: tuple[str, ...]

    @property
    def first_few(self) -> frozenset[str]:
        """The first five openers."""
        return frozenset(one.id for one in self.openers[:FIRST_FEW])


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        count, of: it is the share of ``count`` in ``of``.
        at_most, at_least: its target; None: there is none on this side.
        about: what is to be said of it.
    """

    name: str
    count: int
    of: int
    at_most: float | None = None
    at_least: float | None = None
    about: str = ""

    @property
    def share(self) -> float:
        """0 where there was nothing to count."""
        return self.count / self.of if self.of else 0.0

    @property
    def met(self) -> bool | None:
        """Whether the target is met: never where there was nothing to count; None without a target."""
        if self.at_most is None and self.at_least is None:
            return None
        high = self.at_most is None or self.share <= self.at_most
        return self.of > 0 and high and (self.at_least is None or self.share >= self.at_least)


def figures(answers: Sequence[Answered], by_sector: Sequence[Answered], rows: Rows) -> list[Figure]:
    """All figures.

    Args:
        answers: without a sector.
        by_sector: each question once for each sector.
        rows: that they are judged by.
    """
    return [
        Figure("no answer", sum(not one.openers for one in answers), len(answers), at_most=0),
        *_own_agency(answers, rows),
        *_third_countries(answers, rows),
        *_routes(answers),
        _sectors(by_sector),
    ]


def _own_agency(answers: Sequence[Answered], rows: Rows) -> list[Figure]:
    known = [(one, rows.own_agencies(one.market)) for one in answers if rows.promoters.get(one.market)]
    late = [(one, own) for one, own in known if not one.first_few & own]
    nowhere = [one for one, own in late if not own & set(one.front_doors)]
    return [
        Figure(
            "own agency first",
            len(known) - len(late),
            len(known),
            at_least=0.9,
            about=_late_in(one.market for one, _ in late),
        ),
        Figure("own agency nowhere", len(nowhere), len(known), at_most=0),
    ]


def _late_in(markets: Iterable[str]) -> str:
    most = sorted(Counter(markets).items(), key=lambda found: (-found[1], found[0]))[:FIRST_FEW]
    return "missing: " + ", ".join(f"{market} {count}" for market, count in most) if most else ""


def _third_countries(answers: Sequence[Answered], rows: Rows) -> list[Figure]:
    everyone = sum(len(one.openers) for one in answers)
    found = [
        shown for one in answers for shown in one.openers
        if rows.is_of_a_third_country(shown.id, one.country, one.market)
    ]  # fmt: skip
    allowed = sum(_by_own_tie(shown, rows) for shown in found)
    about = f"{allowed:,} more by own ties"
    return [Figure("third countries' offices", len(found) - allowed, everyone, at_most=0, about=about)]


def _by_own_tie(shown: Shown, rows: Rows) -> bool:
    """Whether the asker is tied to the office itself, or to an operator that then shows it its office."""
    operators = rows.operators.get(shown.id, set())
    between = shown.route[:-1]
    return shown.how == "own_network" and (not between or (len(between) == 1 and between[0] in operators))


def _routes(answers: Sequence[Answered]) -> list[Figure]:
    routes = [shown.route for one in answers for shown in one.openers]
    indirect = [route for route in routes if len(route) > 1]
    through = Counter(middle for route in indirect for middle in set(route[:-1]))
    name, count = max(through.items(), key=lambda found: (found[1], found[0]), default=("", 0))
    return [
        Figure("more than three steps", sum(len(route) > 3 for route in routes), len(routes), at_most=0),
        Figure("through one", count, len(indirect), about=name),
    ]


def _sectors(by_sector: Sequence[Answered]) -> Figure:
    asked: dict[tuple[str, str], list[Answered]] = {}
    for one in by_sector:
        asked.setdefault((one.asker, one.market), []).append(one)
    same = sum(len({one.first_few for one in several}) == 1 for several in asked.values())
    return Figure("same for all sectors", same, len(asked), at_most=0.2)

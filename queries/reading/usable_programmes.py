"""Which programmes a company may apply to on a day, as far as sources say, with the reasons."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from graph.dates import first_day, last_day
from graph.kinds import PROGRAMME
from graph.markets import market_name
from graph.relations import RELATION_KINDS
from graph.snapshot.on_day import Day
from queries.reading.contexts import contexts_of_kind
from queries.reading.nodes import ContextNode, Internal, MarketOfCode
from queries.reading.related import related

ANY_COMPANY: Final = frozenset({"company", "industry"})
"""Words of ``beneficiaries`` that every company answers to."""
SMALL_COMPANY: Final = frozenset({"sme", "startup"})
"""Those that only a small or medium one answers to."""
LARGE: Final = "large"
_OVER: Final = "closed"
_EVERYWHERE: Final = 1_000
"""Stands for the number of countries where none is named."""
_APPLYING: Final = [kind.name for kind in RELATION_KINDS.values() if kind.targets == frozenset({PROGRAMME})]


@dataclass(frozen=True)
class UsableProgramme:
    """A programme to which nothing that is recorded forbids a company to apply.

    Attributes:
        programme: the programme, with its source.
        certain: whether its country, its size and the time are all said to fit; else something is not recorded.
        reasons: why it may apply, and what is not recorded: sentences.
        countries: whose organisations may apply; none where that is not recorded.
        partners_from: those of the markets asked about that are among them: partners there may apply too.
    """

    programme: ContextNode
    certain: bool
    reasons: list[str]
    countries: list[MarketOfCode]
    partners_from: list[MarketOfCode]

    @property
    def sentence(self) -> str:
        """The reasons in one text."""
        return " ".join(self.reasons)

    @property
    def place(self) -> Internal[tuple[int, int, bool, int]]:
        """Where it stands among others."""
        alone = len(self.countries) == 1
        group = 0 if alone else 1 if self.partners_from else 2
        return group, len(self.countries) or _EVERYWHERE, not self.certain, self.programme


def usable_programmes(
    day: Day, country: int, size: str | None, company: int | None, markets: Collection[str]
) -> list[UsableProgramme]:
    """Programmes that a company may apply to.

    First those of its country alone, then those to which partners in one of the markets may apply too, then others;
    of each, those of the fewest countries first, then those that are surely open to it, then by id.

    A programme is left out if it is over on the day (by its status or end), has not begun, its deadline has passed, its
    countries are known without the company's, or it is for others than companies, or for small ones and this one is
    large. What is not recorded is no reason against it, and is said.

    Args:
        day: to be read.
        country: the company's, by position.
        size: its size, as a record has it; None: not recorded.
        company: its node, for what it is said to be eligible for; None for one who is not in the graph.
        markets: codes of those to which it wants.
    """
    said = set() if company is None else _said_eligible(day, company)
    nodes = contexts_of_kind(day.snapshot, PROGRAMME)
    code = day.snapshot.market_code(country)
    found = []
    for node in nodes:
        record = day.record(node)
        reasons = _reasons(record, day.on.day, code, size, node in said)
        if reasons is not None:
            countries = list(record.get("countries") or ())
            partners = [one for one in countries if one in markets and one != code]
            certain, told = all(sure for sure, _ in reasons), [sentence for _, sentence in reasons]
            found.append(UsableProgramme(node, certain, told, countries, partners))
    return sorted(found, key=lambda one: one.place)


def _said_eligible(day: Day, company: int) -> set[int]:
    found = related(day.snapshot, company, _APPLYING, "OUT")
    return set(day.facts.rel_target[found[day.on.worths.lives[found]]].tolist())


_Told = tuple[bool, str]
"""Whether it is sure, and the reason; None instead: it is no."""


def _reasons(record: dict[str, Any], today: int, country: str, size: str | None, said: bool) -> list[_Told] | None:
    """Why a company may apply; None where something forbids it. What a source says of this very company goes first."""
    parts = [_in_time(record, today)]
    parts += [(True, "A source says that you may apply.")] if said else [_from(record, country), _for(record, size)]
    told = [part for part in parts if part is not None]
    return told if len(told) == len(parts) else None


def _in_time(record: dict[str, Any], today: int) -> _Told | None:
    start, end, deadline = record.get("start"), record.get("end"), record.get("deadline")
    status = record.get("status")
    if status == _OVER or _passed(end, today) or _passed(deadline, today):
        return None
    if start is not None and first_day(start) > today:
        return None
    until = f" until {end}" if end else ""
    close = f" Applications close on {deadline}." if deadline else ""
    if status is None and end is None:
        return False, f"Whether it is still open is not recorded.{close}"
    return True, f"It runs{until}.{close}"


def _passed(date: str | None, today: int) -> bool:
    return date is not None and last_day(date) < today


def _from(record: dict[str, Any], code: str) -> _Told | None:
    countries, note = record.get("countries") or (), record.get("countries_note")
    if not countries:
        beside = f" (its source says: {note})" if note else ""
        return False, f"Which countries may apply is not recorded{beside}."
    if code not in countries:
        return None
    if len(countries) == 1:
        return True, f"It is for organisations in {market_name(code)}."
    return True, f"{market_name(code)} is one of {len(countries)} countries whose organisations may apply."


def _for(record: dict[str, Any], size: str | None) -> _Told | None:
    words = set(record.get("beneficiaries") or ())
    if not words:
        return False, "For whom it is is not recorded."
    if words & ANY_COMPANY:
        return True, "It is for companies."
    small = sorted(words & SMALL_COMPANY, reverse=True)
    if not small or size == LARGE:
        return None
    whom = " and ".join(_SMALL_WORDS[word] for word in small)
    if "startup" in small and "sme" not in small:
        return False, f"It is for {whom}; whether you are one is not recorded."
    if size is None:
        return False, f"It is for {whom}; your size is not recorded."
    return True, f"It is for {whom}."


_SMALL_WORDS: Final = {"startup": "start-ups", "sme": "small and medium companies"}

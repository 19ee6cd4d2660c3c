"""A question in an address: the one grammar of ``/route.svg``, ``/pack``, ``/answer.csv`` and of the page ``/ask``.

Who asks: ``from`` (repeatable), or ``country`` with ``region``, ``kind``, ``sectors``, ``knows`` for one who is not in
the graph. Where: ``market``, or ``corridor``. ``sector``, ``asOf`` and ``first`` besides; what routes must keep to, by
the names of GraphQL's ``RouteConstraints``; and ``add``, relations that are only tried, as ``what-if`` has them.
``docs/papers.md`` lists them for people.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from api.effort import question_effort
from api.errors import invalid
from exports.pictures.ties import TIES_AT_MOST
from graph.dates import check_asked
from graph.errors import InputError, LimitError, did_you_mean, nearest
from graph.kinds import COMPANY
from graph.lengths import ASKED_AT_MOST
from graph.markets import market_code
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from queries.reading.naming import avoided, kind_word, organisation
from queries.routing.askers import Asker, Outsider, check_askers
from queries.routing.constraints import DEFAULT_STEPS, RouteConstraints
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.supposing import Addition, Change, Drop, Merger, addition_said, suppose

FIRST_DEFAULT: Final = 10
FIRST_AT_MOST: Final = 25
"""Door openers of one picture, pack or table."""
ADDRESS_AT_MOST: Final = 8_000
"""Characters of all that is asked."""
OUTSIDER: Final = ("country", "region", "kind", "sectors", "knows")
"""What describes an asker who is not in the graph."""
REPEATED: Final = ("from", "avoid", "via", "add")
"""May be given several times; a comma is part of the value."""
LISTED: Final = ("sectors", "knows", "viaInOrder", "relationKinds", "openerKinds")
"""Several values between commas, or given several times."""
NAMES: Final = (
    "market", "corridor", "from", *OUTSIDER, "sector", "asOf", "maxSteps", "minStrength", "relationKinds",
    "openerKinds", "avoid", "via", "viaInOrder", "publicAnchor", "add", "first",
)  # fmt: skip
"""All of them, in the order in which an address is written."""
NAMES_OF_TIES: Final = ("of", "asOf", "first")
"""Those of a question for the ties of an organisation."""
OF_THE_PAGE: Final = ("open", "compare", "since", "rev", "digest", "seen", "lang")
"""How the page ``/ask`` shows an answer: they change nothing of it, and are passed over."""
CHANGES: Final = {"add": Addition, "drop": Drop, "merge": Merger}
"""By their names in GraphQL's ``ChangeInput``."""
FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}

Given = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AddressedQuestion:
    """A question, as an address says it.

    Attributes:
        given: the values of each name; those that are not given are absent.
        constraints: numbers and words read; names as given.
        first: door openers asked for.
        changes: to try.
    """

    given: Given
    constraints: RouteConstraints
    first: int
    changes: tuple[Change, ...] = ()

    @property
    def address(self) -> str:
        """The question as the query of an address; the same question is written the same."""
        return _written(self.given)

    @property
    def market(self) -> str | None:
        """Code of the market that is asked about; None for a corridor."""
        named = self.one("market")
        return None if named is None else market_code(named, "market")

    def link(self, answer: DoorOpenersAnswer) -> str:
        """The address with which answer it had: on what revision, its digest, whom it named. The page tells changes."""
        ids = ",".join(answer.question.day.snapshot.id_of(one.node) for one in answer.openers)
        if self.changes:  # the page answers without them, and shows the difference beside
            return self.address
        had = [("rev", str(answer.revision)), ("digest", answer.digest), ("seen", ids)]
        whole = self.address if "first" in self.given else f"{self.address}&first={self.first}"
        return f"{whole}&{urlencode([one for one in had if one[1]], safe=',')}"

    def effort(self, organisations: int) -> int:
        """What it takes to work out over a graph of so many organisations: see ``api.effort``."""
        constraints = {name: self.given.get(name, ()) for name in ("via", "viaInOrder", "avoid")}
        day = {"asOf": self.one("asOf") or self.one("add"), "maxSteps": self.constraints.max_steps}
        asked = {"from": self.given.get("from", ("an outsider",)), "constraints": constraints | day}
        return question_effort("doorOpeners", asked, organisations)

    def one(self, name: str) -> str | None:
        """A value of which there is at most one."""
        return next(iter(self.given.get(name, ())), None)

    def answer(self, snapshot: Snapshot) -> DoorOpenersAnswer:
        """The answer of a snapshot; with changes, that of the day as it would stand.

        Raises:
            InputError: something named is not there, or out of range.
        """
        day, constraints = snapshot.on_day(self.one("asOf")), self._named(snapshot)
        if not self.changes:
            return self._answer(day, constraints, NOTHING_LAID)
        tried = suppose(day, self.changes)
        return replace(self._answer(tried.day, constraints, tried.laid(constraints)), supposed=tuple(tried.sentences))

    def _answer(self, day: Day, constraints: RouteConstraints, laid: Overlay) -> DoorOpenersAnswer:
        return door_openers(
            day,
            self._askers(day.snapshot),
            market=self.market,
            corridor=self.one("corridor"),
            sector=self.one("sector"),
            constraints=constraints,
            first=self.first,
            laid=laid,
        )

    def _askers(self, snapshot: Snapshot) -> list[Asker]:
        country = self.one("country")
        if country is None:
            askers = self.given.get("from", ())
            check_askers(askers)
            return [organisation(snapshot, one, "from") for one in askers]
        return [
            Outsider(
                market_code(country, "country"),
                self.one("region"),
                self.given.get("sectors", ()),
                tuple(organisation(snapshot, one, "knows") for one in self.given.get("knows", ())),
                kind_word(self.one("kind") or COMPANY),
            )
        ]

    def _named(self, snapshot: Snapshot) -> RouteConstraints:
        by = self.constraints
        by.check()
        return RouteConstraints(
            by.max_steps, by.min_strength, by.relation_kinds, by.opener_kinds,
            tuple(avoided(snapshot, one, "avoid") for one in by.avoid),
            tuple(organisation(snapshot, one, "via") for one in by.via),
            tuple(organisation(snapshot, one, "viaInOrder") for one in by.via_in_order),
            by.public_anchor,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddressedTies:
    """A question for the strongest ties of an organisation, as an address says it.

    Attributes:
        given: the values of each name; those that are not given are absent.
        first: ties asked for.
    """

    given: Given
    first: int
    market: None = None

    @property
    def address(self) -> str:
        """The question as the query of an address; the same question is written the same."""
        return _written(self.given)

    def effort(self, organisations: int) -> int:
        """What it takes to work out over a graph of so many organisations: see ``api.effort``."""
        return question_effort("organisation", {"asOf": next(iter(self.given.get("asOf", ())), None)}, organisations)

    def found(self, snapshot: Snapshot) -> tuple[Day, int]:
        """The day, and the organisation.

        Raises:
            InputError: something named is not there, or was gone by then.
        """
        day = snapshot.on_day(next(iter(self.given.get("asOf", ())), None))
        return day, day.organisation(organisation(snapshot, self.given["of"][0], "of"), "of")


def ties_in(pairs: Iterable[tuple[str, str]]) -> AddressedTies:
    """Read a question for ties from the parameters of an address: ``of``, ``asOf``, ``first``.

    Raises:
        InputError: a parameter is unknown, given twice, or not of its form; nobody is named.
        LimitError: it is too long, or out of range.
    """
    given = given_in(pairs, NAMES_OF_TIES)
    if "of" not in given:
        raise invalid("Whose ties is not said.", "no_organisation", "Give the id or name of an organisation as `of`.")
    return AddressedTies(given, _first(given, TIES_AT_MOST, TIES_AT_MOST))


def question_in(pairs: Iterable[tuple[str, str]]) -> AddressedQuestion:
    """Read a question from the parameters of an address; empty values say nothing.

    Raises:
        InputError: a parameter is unknown, given twice, or not of its form; nobody asks, or two kinds of askers do.
        LimitError: it is too long, or out of range.
    """
    given = given_in(pairs, NAMES)
    if "from" in given and "country" in given:
        raise invalid("You are one of the graph, or you are not.", "two_askers", "Give from, or country.")
    for name in OUTSIDER[1:]:
        if name in given and "country" not in given:
            raise invalid(f"{name} describes who is not in the graph.", "no_country", "Give country with it.")
    changes = tuple(addition_said(one, "add") for one in given.get("add", ()))
    return AddressedQuestion(given, _constraints(given), _first(given, FIRST_AT_MOST, FIRST_DEFAULT), changes)


def question_of(variables: Mapping[str, Any], first: int) -> AddressedQuestion:
    """The question of GraphQL's variables for ``doorOpeners``, understood before: names are ids, all is in range.

    Args:
        variables: ``market``, ``corridor``, ``from``, ``sector``, ``constraints``, as the schema has them; and
            ``changes``, if any are tried.
        first: door openers asked for.
    """
    said = {name: variables.get(name) for name in ("market", "corridor", "sector")} | variables["constraints"]
    said["from"] = [one["id"] for one in variables["from"] if "id" in one]
    for asker in variables["from"]:
        said |= asker.get("outsider", {})
    given: dict[str, tuple[str, ...]] = {"first": (str(first),)}
    for name, value in said.items():
        values = value if isinstance(value, list) else [value]
        texts = tuple("true" if one is True else str(one) for one in values if one not in (None, False))
        if texts:
            given[name] = texts
    changes = (CHANGES[name](**of) for one in variables.get("changes", ()) for name, of in one.items())
    return AddressedQuestion(given, _constraints(given), first, tuple(changes))


def _written(given: Given) -> str:
    parts: list[tuple[str, str]] = []
    for name in (*NAMES, "of"):
        values = given.get(name, ())
        parts += [(name, value) for value in values] if name in REPEATED else [(name, ",".join(values))][: len(values)]
    return urlencode(parts, safe=",")


def _first(given: Given, most: int, default: int) -> int:
    first: int = number_in(given, "first", int, default)
    if not 1 <= first <= most:
        raise LimitError(f"first is {first}.", value=first, where="first", suggestion=f"Ask for 1 to {most}.")
    return first


def given_in(pairs: Iterable[tuple[str, str]], names: Sequence[str], passed_over: Sequence[str] = OF_THE_PAGE) -> Given:
    """The values of each name that is said.

    Raises:
        InputError: a name is none of these, or given twice.
        LimitError: it is too long.
    """
    given: dict[str, tuple[str, ...]] = {}
    size = 0
    for name, text in pairs:
        size += len(name) + len(text)
        if size > ADDRESS_AT_MOST or len(text) > max(ASKED_AT_MOST, ADDRESS_AT_MOST * (name in LISTED)):
            raise LimitError(
                "The address is too long.", code="address_too_long", where="request",
                suggestion=f"Write at most {ADDRESS_AT_MOST} characters, {ASKED_AT_MOST} in one name; "
                "what is longer can be asked by GraphQL.",
            )  # fmt: skip
        if name in passed_over:
            continue
        if name not in names:
            raise _unknown(name, names)
        values = tuple(one.strip() for one in (text.split(",") if name in LISTED else (text,)) if one.strip())
        if name not in (*REPEATED, *LISTED) and values and name in given:
            raise InputError(
                f"{name} is given twice.", code="given_twice", value=text, where=name, suggestion="Give it once."
            )
        if values:
            given[name] = tuple(dict.fromkeys(given.get(name, ()) + values))
    if "asOf" in given:
        check_asked(given["asOf"][0], "asOf")
    return given


def _unknown(name: str, names: Sequence[str]) -> InputError:
    close = nearest(name, names)
    return InputError(
        f"{name!r} is no parameter of a question.", code="unknown_parameter", value=name, where="request",
        nearest=close, suggestion=did_you_mean(close, f"It is one of {', '.join(names)}."),
    )  # fmt: skip


def _constraints(given: Given) -> RouteConstraints:
    def words(name: str) -> frozenset[str] | None:
        return frozenset(map(kind_word, given[name])) if name in given else None

    return RouteConstraints(
        max_steps=number_in(given, "maxSteps", int, DEFAULT_STEPS),
        min_strength=number_in(given, "minStrength", float, None),
        relation_kinds=words("relationKinds"),
        opener_kinds=words("openerKinds"),
        avoid=given.get("avoid", ()),
        via=given.get("via", ()),
        via_in_order=given.get("viaInOrder", ()),
        public_anchor=_flag(given, "publicAnchor"),
    )


def number_in(given: Given, name: str, read: Callable[[str], Any], default: Any) -> Any:
    """The number that is given as ``name``.

    Raises:
        InputError: it is none.
    """
    if name not in given:
        return default
    try:
        return read(given[name][0])
    except ValueError:
        raise InputError(
            f"{name} is no {'whole ' if read is int else ''}number.", code="bad_number", value=given[name][0],
            where=name, suggestion="Write digits.",
        ) from None  # fmt: skip


def _flag(given: Given, name: str) -> bool:
    said = given.get(name, ("false",))[0].lower()
    if said not in FLAGS:
        raise InputError(
            f"{name} is neither true nor false.", code="bad_flag", value=said, where=name, suggestion="Write true."
        )
    return FLAGS[said]

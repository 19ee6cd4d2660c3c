"""The layers of relations and of statements: what is the case, and what each source says of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from exports.graphs.nodes import node_attributes, nodes_of, there_by
from exports.graphs.part import WHOLE, GraphPart
from exports.graphs.sources import sources_of
from exports.graphs.view import Attribute, Edge, GraphView, Layer, Period, Value, ValueType
from graph.snapshot.day.worth import effective_dates
from graph.snapshot.facts import B1, I4, UNKNOWN_DAY
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import day_text
from queries.reading.relation import Relation

_SAID: Final = (
    Attribute("role", ValueType.TEXT, "In which role."),
    Attribute("region", ValueType.TEXT, "The part of the market that it is about, by ISO 3166-2."),
    Attribute("name", ValueType.TEXT, "A name of its own."),
    Attribute("order", ValueType.NUMBER, "Place along a corridor."),
    Attribute("since", ValueType.DATE, "When it began, where a source says so."),
    Attribute("until", ValueType.DATE, "When it ended or is to end, where a source says so."),
    Attribute("status", ValueType.TEXT, "Whether it was current or ended on that day; unknown where nobody says."),
)
RELATION_ATTRIBUTES: Final = (
    Attribute("kind", ValueType.TEXT, "What it is."),
    *_SAID,
    Attribute("last_held", ValueType.DATE, "The last day, up to that asked for, on which it is known to have held."),
    Attribute("worth", ValueType.NUMBER, "Base × recency × confidence of its kind; missing where it is nothing."),
    Attribute("confidence", ValueType.TEXT, "How sure its best statement is."),
    Attribute("statements", ValueType.WHOLE, "How many statements say so."),
    Attribute("sources", ValueType.TEXTS, "Names of the sources that say so."),
    Attribute("undated", ValueType.YES_NO, "Whether no source says when it began: it may not have held yet."),
    Attribute("cross_border", ValueType.YES_NO, "Whether it joins organisations in two countries."),
)  # fmt: skip
STATEMENT_ATTRIBUTES: Final = (
    Attribute("kind", ValueType.TEXT, "What it is."),
    *_SAID,
    Attribute("relation", ValueType.TEXT, "Id of the relation that it is a statement of."),
    Attribute("stated_by", ValueType.TEXT, "Name of the source."),
    Attribute("url", ValueType.TEXT, "The page that says so."),
    Attribute("locator", ValueType.TEXT, "Where in the source it stands."),
    Attribute("retrieved", ValueType.DATE, "When the source was read."),
    Attribute("confidence", ValueType.TEXT, "How sure it is."),
)
_OWN_NODES: Final = ("organisation", "context", "corridor", "sector", "priority", "service")
"""Types of which the whole graph has every node; of markets it has those that an edge leads to."""


@dataclass(frozen=True, slots=True)
class _Selected:
    """What of a day's graph goes into a view.

    Attributes:
        nodes: ascending.
        relations: positions, ascending.
        begun: (S) statements that had begun by the day, as far as is known.
        first, last: (S) days between which each holds; UNKNOWN_DAY.
    """

    nodes: NDArray[Any]
    relations: NDArray[Any]
    begun: B1
    first: I4
    last: I4


def relations_view(day: Day, part: GraphPart) -> GraphView:
    """Every thing but estimates, and what is the case between them.

    Raises:
        InputError: the part names what is not known.
    """
    chosen = _selected(day, part)
    return GraphView(
        day.header, Layer.RELATIONS, part.said(day), sources_of(day, part, chosen.nodes, chosen.relations),
        node_attributes(), RELATION_ATTRIBUTES, len(chosen.nodes), len(chosen.relations),
        lambda: nodes_of(day, chosen.nodes), lambda: _relations(day, chosen),
    )  # fmt: skip


def statements_view(day: Day, part: GraphPart) -> GraphView:
    """Every thing but estimates, and what each source says of what is the case between them.

    Raises:
        InputError: the part names what is not known.
    """
    chosen = _selected(day, part)
    owner = np.repeat(np.arange(len(day.facts.rel_kind)), np.diff(day.facts.statement_ptr))
    stated = np.flatnonzero(np.isin(owner, chosen.relations) & chosen.begun)
    return GraphView(
        day.header, Layer.STATEMENTS, part.said(day), sources_of(day, part, chosen.nodes, chosen.relations),
        node_attributes(), STATEMENT_ATTRIBUTES, len(chosen.nodes), len(stated), lambda: nodes_of(day, chosen.nodes),
        lambda: _statements(day, chosen, owner, stated),
    )  # fmt: skip


def _selected(day: Day, part: GraphPart) -> _Selected:
    facts = day.facts
    relation = np.repeat(np.arange(len(facts.rel_kind)), np.diff(facts.statement_ptr))
    first, last = effective_dates(facts, day.sections, relation, facts.rel_kind[relation])
    begun = (first == UNKNOWN_DAY) | (first <= day.on.day)
    had_begun = np.zeros(len(facts.rel_kind), dtype=np.bool_)
    had_begun[relation[begun]] = True
    inside = np.zeros(day.sections.starts[-1], dtype=np.bool_)
    organisations = part.organisations(day) & there_by(day)
    inside[: len(organisations)] = organisations
    kept = had_begun & _within(day, part, inside)
    if part == WHOLE:
        for type_ in _OWN_NODES[1:]:
            section = day.sections.range(type_)
            inside[section.start : section.stop] = True
    inside[facts.rel_source[kept]] = True
    inside[facts.rel_target[kept]] = True
    return _Selected(np.flatnonzero(inside), np.flatnonzero(kept), begun, first, last)


def _within(day: Day, part: GraphPart, inside: B1) -> B1:
    """(R) relations whose ends are organisations inside, or what these are related to.

    Of a part, relations between two things that are no organisations follow where the first one is there already: the
    place and the sectors of a project in which somebody takes part, but not everything that lies on a bloc.
    """
    facts, organisations = day.facts, day.sections.range("organisation").stop
    from_one, to_one = facts.rel_source < organisations, facts.rel_target < organisations
    kept = (from_one | to_one) & (~from_one | inside[facts.rel_source]) & (~to_one | inside[facts.rel_target])
    if part == WHOLE:
        return np.asarray(kept | ~(from_one | to_one))
    touched = inside.copy()
    touched[facts.rel_source[kept]] = True
    touched[facts.rel_target[kept]] = True
    contexts = day.sections.range("context")
    of_context = (facts.rel_source >= contexts.start) & (facts.rel_source < contexts.stop)
    return np.asarray(kept | (of_context & touched[facts.rel_source] & ~to_one))


def _relations(day: Day, chosen: _Selected) -> Iterator[Edge]:
    facts, snapshot, worths = day.facts, day.snapshot, day.on.worths
    worth = (worths.base * worths.recency * worths.confidence).tolist()
    undated = facts.rel_since == UNKNOWN_DAY
    for relation in chosen.relations.tolist():
        fact = Relation(day, relation)
        said = fact.statements
        span = slice(int(facts.statement_ptr[relation]), int(facts.statement_ptr[relation + 1]))
        source, target = fact.source, fact.target
        values: tuple[Value, ...] = (
            fact.kind,
            *(fact.said(name) for name in ("role", "region", "name", "order")),
            fact.since, fact.until, fact.status, fact.last_held, worth[relation] or None, said[0]["confidence"],
            len(said), tuple(sorted({one["source"] for one in said})), bool(undated[relation]),
            _cross_border(day, source, target),
        )  # fmt: skip
        yield Edge(
            fact.id, snapshot.id_of(source), snapshot.id_of(target), worth[relation] or None,
            _period(chosen.first[span], chosen.last[span]), values,
        )  # fmt: skip


def _statements(day: Day, chosen: _Selected, owner: NDArray[Any], stated: NDArray[Any]) -> Iterator[Edge]:
    facts, snapshot, states = day.facts, day.snapshot, day.on.states
    for at, relation in zip(stated.tolist(), owner[stated].tolist(), strict=True):
        said, id_ = snapshot.statement(at), snapshot.relation_id(relation)
        values: tuple[Value, ...] = (
            snapshot.relation_kind(relation),
            *(said.get(name) for name in ("role", "region", "name", "order", "since", "until")),
            "ended" if states.ended[at] else said.get("status", "unknown"),
            id_, said["source"],
            *(said.get(name) for name in ("url", "locator", "retrieved", "confidence")),
        )  # fmt: skip
        ends = snapshot.id_of(int(facts.rel_source[relation])), snapshot.id_of(int(facts.rel_target[relation]))
        number = at - int(facts.statement_ptr[relation]) + 1
        yield Edge(f"{id_}#{number}", *ends, None, _period(chosen.first[at : at + 1], chosen.last[at : at + 1]), values)


def _period(first: I4, last: I4) -> Period:
    """From the earliest known beginning to the latest end; open where any statement has none."""
    begins, ends = first[first != UNKNOWN_DAY], last
    return Period(
        day_text(int(begins.min())) if len(begins) else None,
        None if (ends == UNKNOWN_DAY).any() else day_text(int(ends.max())),
    )


def _cross_border(day: Day, one: int, other: int) -> bool | None:
    """Whether two organisations are in two countries; None where one of the two is none."""
    country = day.facts.country
    return bool(country[one] != country[other]) if max(one, other) < len(country) else None

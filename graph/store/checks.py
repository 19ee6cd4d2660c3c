"""The checks in front of every store: what one of them takes, another takes too, and hands back to the letter."""

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final, TypeVar

from graph.errors import InputError
from graph.statements import Batch, EntityStatement, Evidence, Judgement, RelationStatement
from graph.store.digest import content_digest
from graph.store.storable import (
    check_kind,
    check_number,
    check_properties,
    check_texts,
    check_type,
    json_bytes,
    position,
)

_OPTIONAL: Final = ("since", "until", "status", "role", "region", "name")
_TEXTS: Final = attrgetter("source", "key", "start", "end", *_OPTIONAL, "audience")
_TEXTS_OF_EVIDENCE: Final = attrgetter("url", "locator", "retrieved", "confidence")

AnyStatement = TypeVar("AnyStatement", EntityStatement, RelationStatement)


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """A batch that every store can write, ready to be written.

    Attributes:
        batch: all but its statements and what was seen is to be taken from it.
        things: statements of things, each with its content digest; of those of one id the batch's last one.
        relations: statements of relations, no key of a source twice.
        seen_ids, seen_keys: ids of things and keys of relations that the run's source says again.
        speakers: the sources that must have been declared before the batch, or are so by it.
    """

    batch: Batch
    things: list[tuple[EntityStatement, str]]
    relations: list[RelationStatement]
    seen_ids: list[str]
    seen_keys: list[str]
    speakers: set[str]


def checked(batch: Batch) -> CheckedBatch:
    """What a batch says, once it is certain that every store can hold it.

    An optional text of a relation or of evidence that is empty is not said: None takes its place.

    Raises:
        InputError: see ``graph.store.protocol.Store.apply``; all but the code ``undeclared_source``.
    """
    assert batch.run is not None or not (batch.seen or batch.retire_unseen), "only a run sees statements again"
    things: dict[tuple[str, str], tuple[EntityStatement, str]] = {}
    relations: dict[tuple[str, str], RelationStatement] = {}
    texts: list[str | None] = []
    for said in batch.statements:
        if isinstance(said, EntityStatement):
            check_type(said.type)
            check_properties(said.properties)
            things[said.source, said.id] = said, content_digest(said)
            texts += (said.source, said.id, said.audience)
        else:
            check_kind(said.kind)
            relations.setdefault((said.source, said.key), said if said.order is None else _with_position(said))
            texts += _TEXTS(said)
        texts += _TEXTS_OF_EVIDENCE(said.evidence)
    check_texts(texts)
    for judgement in batch.judgements:
        _check_judgement(judgement)
    _check_numbers(batch)
    json_bytes(replace(batch, statements=()))  # its texts are texts
    speakers = {source for statements in (things, relations) for source, _ in statements}
    if batch.run is not None and (batch.seen or batch.retire_unseen):
        speakers.add(batch.run.source)
    has_empty = "" in texts
    return CheckedBatch(
        batch,
        [(_without_empty(said), digest) for said, digest in things.values()] if has_empty else list(things.values()),
        list(map(_without_empty_texts, relations.values())) if has_empty else list(relations.values()),
        [id_ for type_, id_ in batch.seen if type_ != "relation"],
        [key for type_, key in batch.seen if type_ == "relation"],
        speakers,
    )


def _with_position(said: RelationStatement) -> RelationStatement:
    assert said.order is not None
    return replace(said, order=position(said.order))


def _without_empty(said: AnyStatement) -> AnyStatement:
    evidence = said.evidence
    told = Evidence(evidence.url or None, evidence.locator or None, evidence.retrieved or None, evidence.confidence)
    return replace(said, evidence=told)


def _without_empty_texts(said: RelationStatement) -> RelationStatement:
    optional: dict[str, Any] = {name: getattr(said, name) or None for name in _OPTIONAL}
    return replace(_without_empty(said), **optional)


def _check_judgement(judgement: Judgement) -> None:
    """A judgement is of two ids, the smaller one first."""
    if not judgement.left < judgement.right:
        raise InputError(
            f"The ids of a judgement are two, the smaller one first; not {judgement.left!r} and {judgement.right!r}.",
            code="bad_judgement",
            value=(judgement.left, judgement.right),
            where="judgement",
            suggestion="Put the smaller id first.",
        )


def _check_numbers(batch: Batch) -> None:
    for row in batch.quarantined:
        check_number("line", row.line)
    counted = {} if batch.run is None else dict(batch.run.counts)
    if batch.source is not None:
        counted |= {**batch.source.minimum, **batch.source.maximum}
    for name, number in counted.items():
        check_number(name, number)

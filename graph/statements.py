"""What a store holds: statements of sources, judgements of identity, and the record of loads.

Nobody alters a statement that has been made. Statements and their evidence are not frozen all the same: it takes four
times as long to make a frozen one, and a scan makes a million.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

EntityType = Literal["market", "sector", "corridor", "organisation", "context", "priority", "service", "estimate"]
ENTITY_TYPES: Final[tuple[EntityType, ...]] = (
    "market",
    "sector",
    "corridor",
    "organisation",
    "context",
    "priority",
    "service",
    "estimate",
)
"""In the order in which a loader reads them: what others refer to comes first."""

PUBLIC: Final = "public"
SYSTEM: Final = "resolution"
"""Who judges what follows from the statements alone; withdrawn as soon as it follows no longer."""


@dataclass(slots=True)
class Evidence:
    """Where a statement can be checked, and how sure it is.

    Attributes:
        url: page or file in which the source says it.
        locator: where in that source: ``relations.csv:12``, a page, a record's key.
        retrieved: partial date at which the source was read; None where the row has none.
        confidence: one of ``graph.kinds.CONFIDENCES``.
    """

    url: str | None = None
    locator: str | None = None
    retrieved: str | None = None
    confidence: str = "imported"


@dataclass(slots=True)
class EntityStatement:
    """What one source says of one thing's properties, as it wrote them; an absent property is not spoken of.

    Attributes:
        source: name of the source.
        id: the thing's id in that source; of a market, its code.
        type: what sort of thing.
        properties: property → value (str, int, float, or list of str), never empty values. ``kind`` and ``name`` are
            there for all but markets and estimates; see ``graph.records`` for the names.
        audience: who may see it.
    """

    source: str
    id: str
    type: EntityType
    properties: Mapping[str, Any]
    evidence: Evidence
    audience: str = PUBLIC


@dataclass(slots=True)
class RelationStatement:
    """What one source says of one relation.

    Attributes:
        key: content key within the source, 32 hexadecimal digits.
        kind: a key of ``graph.relations.RELATION_KINDS``.
        start, end: ids as the source wrote them; a market is its ISO code.
        since, until: partial dates.
        status: current, ended, unknown or None.
        region: ISO 3166-2 code, of a constituency within the market, or of the part of it that lies on a corridor.
        order: position along a corridor.
    """

    source: str
    key: str
    kind: str
    start: str
    end: str
    evidence: Evidence
    since: str | None = None
    until: str | None = None
    status: str | None = None
    role: str | None = None
    region: str | None = None
    name: str | None = None
    order: float | None = None
    audience: str = PUBLIC


Statement = EntityStatement | RelationStatement


@dataclass(frozen=True, slots=True)
class Source:
    """A source's declaration.

    Attributes:
        name: short id in lower case, unique in the store.
        retrieved: ISO day of the publisher's file; the age of undated statements counts from it. Never copied into
            rows.
        owns_ids: its ids are the graph's ids; those of other sources are qualified where two sources use one.
        minimum: type (an entity type or ``relation``) → fewest statements below which nothing is retired.
        maximum: type → most statements above which the load is refused.
        origin: the folder that it was last loaded from, by the last two parts of its path; empty if built in or not
            known.
    """

    name: str
    title: str
    publisher: str
    licence: str
    address: str
    retrieved: str
    owns_ids: bool = False
    gives: tuple[str, ...] = ()
    minimum: Mapping[str, int] = field(default_factory=dict)
    maximum: Mapping[str, int] = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's decision that two ids are, or are not, the same organisation. Undone by a later one on the same pair.

    Attributes:
        left, right: graph ids as the snapshot without judgements has them, or ``source:id``, which goes on to mean that
            source's thing whatever others use its id for; ``left`` < ``right``.
        same: True: the same; False: not, or no longer.
        who, why: of the decision; ``who`` names a role or system, not a person.
        at: ISO 8601 time, UTC.
    """

    left: str
    right: str
    same: bool
    who: str
    why: str
    at: str


RunState = Literal["running", "finished", "failed"]


@dataclass(frozen=True, slots=True)
class Run:
    """One load of one source, from its first batch to its retiring.

    Attributes:
        id: unique in the store, increasing.
        fingerprint: digest of what is being loaded; a run resumes only over the same content.
        checkpoint: where the last committed batch ended, by the pipeline's own words.
        counts: read, written, unchanged, merged, quarantined, ignored, retired.
    """

    id: int
    source: str
    fingerprint: str
    state: RunState
    started: str
    finished: str | None
    checkpoint: Mapping[str, Any]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that broke a rule, kept until it is repaired and replayed, or the source no longer has it (a dead letter).

    Attributes:
        key: digest of source, file and row content.
        type: what the row says: an entity type, or ``relation``.
        column: the offending column; None where the whole row offends.
        code: stable reason code, such as ``unknown_reference``.
        row: the row as read, column → text.
    """

    source: str
    key: str
    type: str
    file: str
    line: int
    column: str | None
    code: str
    message: str
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction writes; all of it or none.

    An idempotent upsert: written again, it changes nothing. What is retired is kept (a soft delete). A statement whose
    (source, id or key) is already said with other content retires the former one. ``seen`` and ``statements`` are
    marked as said in ``run``. ``retire_unseen`` then retires all live statements of the run's source not so marked,
    drops its quarantined rows that the run did not meet again, and sets ``counts["retired"]`` of the run to the number
    retired.
    """

    run: Run | None = None
    source: Source | None = None
    statements: tuple[Statement, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    retire_unseen: bool = False
    quarantined: tuple[QuarantinedRow, ...] = ()
    released: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()

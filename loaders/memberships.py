"""Rows of memberships: relations whose ends are written by name, as people have them in their lists.

Whom a name means is looked for when the row is taken: among ids, then among the source's own names, then among
everybody's. What it meant is kept in the relation as an id; the source's next load looks again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Final, NamedTuple

from pydantic import ValidationError

from graph.cells import as_id
from graph.identity import Pair, joined
from graph.records import MembershipRow
from graph.relations import CONTEXT, MARKET, ORGANISATION, RELATION_KINDS
from graph.snapshot.names.folding import fold
from graph.statements import EntityStatement
from loaders.columns import MEMBERSHIP
from loaders.former import Ends
from loaders.left_out import spared
from loaders.names import SHOWN_AT_MOST, Named, Names
from loaders.reasons import faults
from loaders.references import AMBIGUOUS, UNKNOWN, References
from loaders.rows import Refusal, refusal_of

COLUMNS: Final = {"kind": "relation", "source": "member", "target": "of"}
"""Columns of relations → those of memberships that say the same."""
MADE: Final = {"name": "member", "id": "member", "kind": "kind_of_member", "country": "country_of_member"}
"""Columns of an organisation that a row makes → those that say it."""
_EVIDENCE: Final = ("source_url", "retrieved", "confidence")
_ALIKE: Final = ("since", "until", "status", "role", *_EVIDENCE)
"""Columns that say the same of a membership and of a relation."""
_NAMED: Final = ORGANISATION | CONTEXT
_ID_AT_MOST: Final = 150


class Meant(NamedTuple):
    """What a row of memberships says.

    Attributes:
        relation: as a row of relations.
        member: as a row of organisations, where it is nobody that is known.
    """

    relation: dict[str, str]
    member: dict[str, str] | None


class Unclear(NamedTuple):
    """Why a row waits.

    Attributes:
        ends: of the relations that it may mean, one of which it may have meant before.
    """

    refusal: Refusal
    ends: tuple[Ends, ...] = ()


class Memberships:
    """Tells what rows of memberships of one source say.

    Args:
        source: its name.
        references: of the source.
        known: what is said of things.
        same: what is judged the same.
        anew: the source's own things are being read: they count when they are added to ``names``, or kept.

    Attributes:
        names: of everything that counts.
    """

    def __init__(
        self,
        source: str,
        references: References,
        known: Iterable[EntityStatement],
        same: Iterable[Pair],
        *,
        anew: bool = True,
    ) -> None:
        self._source = source
        self._references = references
        self._same = [(references.meant(left), references.meant(right)) for left, right in same]
        self._former: dict[str, EntityStatement] = {}
        self.names = Names()
        for statement in known:
            if anew and statement.source == source:
                self._former[statement.id] = statement
            else:
                self.names.add(statement)

    def keep(self, id_: str) -> None:
        """What was said of an own thing before stays."""
        self.names.add(self._former[id_])

    def meant(self, row: Mapping[str, str]) -> Meant | Unclear:
        """What a row says, with ids for names."""
        try:
            said = MembershipRow.model_validate(row)
        except ValidationError:
            rest = spared(MEMBERSHIP, row)
            if rest is None:
                return Unclear(refusal_of(faults(MEMBERSHIP, row)))
            said = MembershipRow.model_validate(rest.row)  # its cells are told of the relation that it says
        kind = RELATION_KINDS[said.relation]
        new = None
        members, refusal = self._look("member", said.member, kind.sources, said.country_of_member)
        if refusal is not None and refusal.code == UNKNOWN and said.kind_of_member and said.country_of_member:
            new = _member(row, said)
            members, refusal = [new["id"]], None
        groups, refused = self._look("of", said.of, kind.targets, None)
        if refusal is not None or refused is not None:
            ends = tuple((kind.name, *pair) for pair in product(members, groups))
            return Unclear(refusal or refused, ends)  # type: ignore[arg-type]
        alike = {column: row[column] for column in _ALIKE if column in row}
        return Meant({"kind": kind.name, "source": members[0], "target": groups[0], **alike}, new)

    def _look(
        self, column: str, text: str, kinds: frozenset[str], country: str | None
    ) -> tuple[list[str], Refusal | None]:
        """What a text may mean, as rows of the source write it; and why that is not clear, if it is not."""
        if self._references.knows(text):
            return [text], None
        found = self.names.find(text, kinds, country)
        own = [one for one in found if one.source == self._source]
        if meant := self._distinct(own or found):
            if len(meant) == 1:
                return list(meant), None
            told = "; ".join(str(one._replace(id=id_)) for id_, one in list(meant.items())[:SHOWN_AT_MOST])
            more = f" and {len(meant) - SHOWN_AT_MOST:,} more" if len(meant) > SHOWN_AT_MOST else ""
            return list(meant), Refusal(
                column, AMBIGUOUS, f"{text!r} is the name of several: {told}{more}; write an id"
            )
        if self._references.knows(as_id(text)):
            return [as_id(text)], None
        if kinds >= MARKET or not kinds & _NAMED:
            return [text], None
        near = self.names.find(text, _NAMED)[:SHOWN_AT_MOST] or self.names.near(text, kinds)
        hint = f"; near are {'; '.join(map(str, near))}" if near else ""
        if column == "member":
            hint += "; if it is new, give kind_of_member and country_of_member"
        return [], Refusal(column, UNKNOWN, f"nothing in this source or in the store is called {text!r}{hint}")

    def _distinct(self, found: Iterable[Named]) -> dict[str, Named]:
        """Of things of one name, one of each that are the same: as rows of the source write it, in order."""
        written: dict[str, Named] = {}
        for one in found:
            id_ = self._references.written(one.source, one.id)
            if id_ is not None:
                written.setdefault(id_, one)
        if len(written) > 1:
            graph_ids = {id_: self._references.graph_id(one.source, one.id) for id_, one in written.items()}
            alike = joined(self._same, {id_: id_ for pair in self._same for id_ in pair})
            first: dict[str, str] = {}
            for id_ in sorted(written):
                first.setdefault(alike.get(graph_ids[id_], graph_ids[id_]), id_)
            written = {id_: written[id_] for id_ in first.values()}
        return written


def in_columns(refusal: Refusal, names: Mapping[str, str]) -> Refusal:
    """A refusal of what a row was turned into, by the row's own columns."""
    column = names.get(refusal.column or "", refusal.column)
    message = refusal.message
    if refusal.column and message.startswith(f"{refusal.column}: "):
        message = f"{column}: {message.removeprefix(f'{refusal.column}: ')}"
    return replace(refusal, column=column, message=message)


def _member(row: Mapping[str, str], said: MembershipRow) -> dict[str, str]:
    """The row of an organisation that nobody knows: its id follows from its name and country."""
    market = said.country_of_member or ""
    words = fold(said.member)[:_ID_AT_MOST].split()
    stated = {"name": said.member, "kind": str(said.kind_of_member), "country": market}
    evidence = {column: row[column] for column in _EVIDENCE if column in row}
    return {"id": "-".join([*words, market.lower()]), **stated, **evidence}

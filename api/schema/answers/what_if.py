"""What if: the difference that changes would make."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.model.words import RelationKindName
from api.schema.plumbing.base import Info, argument, field, input_type, one_of_input, told
from api.schema.plumbing.scalars import MarketCode
from api.schema.plumbing.shown import Shown, answers, show, shows
from graph.relations import RELATION_KINDS
from graph.words import as_word
from queries.questions import what_if as asked
from queries.routing.supposing import CHANGES_AT_MOST, Addition, Change, Drop, Merger


@input_type
class AdditionInput:
    """A relation that is supposed to hold from the day on, as sure as what is verified."""

    kind: RelationKindName = told("Its kind; it takes the place of those of its kind and role between the two.")
    source: strawberry.ID = told("Who has it.")
    target: strawberry.ID = told("To whom or what: an id, or the code of a market.")
    role: str | None = told("Its role, of those that the kind knows.", default=None)


@input_type
class DropInput:
    """What is supposed to be gone: an organisation; or, where `other` is given, what there is between the two."""

    organisation: strawberry.ID = told("An organisation. Alone, it is gone as if dissolved the day before.")
    other: strawberry.ID | None = told(
        "Whom or what it has nothing to do with any more: an id, or the code of a market. They are not tied by what "
        "they share either.",
        default=None,
    )
    kind: RelationKindName | None = told("Only relations of this kind fall away between the two.", default=None)


@input_type
class MergerInput:
    """Two organisations that are supposed to have merged."""

    organisation: strawberry.ID = told("Who is gone.")
    into: strawberry.ID = told("Who takes over its relations.")


@one_of_input
class ChangeInput:
    """A change that is tried."""

    add: AdditionInput | None = told("A relation more.", default=strawberry.UNSET)
    drop: DropInput | None = told("Something less.", default=strawberry.UNSET)
    merge: MergerInput | None = told("A merger.", default=strawberry.UNSET)

    def understood(self) -> Change:
        """As queries take it."""
        if self.add:
            kind, role = str(self.add.kind), self.add.role
            role = role and as_word(role, RELATION_KINDS[kind].meant_roles)
            return Addition(kind, self.add.source, self.add.target, role)
        if self.drop:
            return Drop(self.drop.organisation, self.drop.other, self.drop.kind and str(self.drop.kind))
        assert self.merge
        return Merger(self.merge.organisation, self.merge.into)


@shows(asked.WhatIfAnswer)
class WhatIfAnswer(Shown):
    """What would be different, from one revision. Nothing is written."""

    @field
    def askers(self) -> list[Asker]:
        """Those who ask, as understood before the changes."""
        return [asker_of(self.reading, position, party) for position, party in enumerate(self.found.parties)]


@answers(asked.WhatIfAnswer)
def what_if(
    info: Info,
    asker: Annotated[list[AskerInput], argument("Who asks, 1 to 20, as in `doorOpeners`.", name="from")],
    changes: Annotated[list[ChangeInput], argument(f"What to try, all at once: 1 to {CHANGES_AT_MOST}.")],
    market: Annotated[MarketCode | None, argument("Compare the door openers of this market.")] = None,
    corridor: Annotated[strawberry.ID | None, argument("Compare the door openers of this corridor instead.")] = None,
    sector: Annotated[strawberry.ID | None, argument("Openers fit this sector, instead of each asker's own.")] = None,
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
) -> Any:
    """What difference would it make if ties were added or dropped, organisations fell away, or clusters merged?"""
    reading, within = asked_under(constraints, info.context)
    answer = asked.what_if(
        reading.day, [one.understood(reading.snapshot) for one in asker], [one.understood() for one in changes],
        market=market, corridor=corridor, sector=sector, constraints=within,
    )  # fmt: skip
    return show(reading, answer)

"""Who asks, as understood."""

import strawberry

from api.schema.model.organisation import Organisation
from api.schema.model.places import Market, market_of
from api.schema.model.words import OrganisationKind
from api.schema.plumbing.base import Reading, object_type, told
from queries.routing.askers import Party


@object_type
class Asker:
    """Somebody who asks, as understood."""

    position: int = told("Position in `from`, from 0; the same asker given twice counts once.")
    organisation: Organisation | None = told("Who asks; null for one who is not in the graph.")
    kind: OrganisationKind = told("What it is.")
    country: Market = told("Where it is based.")
    asked_as: strawberry.ID | None = told(
        "The id that was given, where another organisation answers for it: its successor, or its double."
    )
    note: str | None = told("What to know about that, in a sentence.")


def asker_of(reading: Reading, position: int, party: Party) -> Asker:
    """An asker as understood."""
    organisation = None if party.node is None else reading.thing(party.node)
    asked_as = None if party.asked_as is None else strawberry.ID(party.asked_as)
    return Asker(
        position=position, organisation=organisation, kind=party.kind_word, asked_as=asked_as, note=party.note,
        country=market_of(reading, reading.snapshot.market_code(party.country)),
    )  # fmt: skip

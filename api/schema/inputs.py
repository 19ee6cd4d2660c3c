"""What questions about routes are asked with."""

from typing import Final

import strawberry

from api.schema.model.words import OrganisationKind, RelationKindName
from api.schema.plumbing.base import Reading, argument, input_type, one_of_input, told
from api.schema.plumbing.scalars import MarketCode, PartialDate, RegionCode
from graph.errors import InputError
from graph.kinds import COMPANY
from graph.snapshot.snapshot import Snapshot
from queries.reading.naming import avoided, organisation
from queries.routing.askers import Asker as Asking
from queries.routing.askers import Outsider
from queries.routing.constraints import DEFAULT_STEPS, NAMED_AT_MOST, STEPS_AT_MOST, UNCONSTRAINED, check_count
from queries.routing.constraints import RouteConstraints as Constraints

SINCE: Final = argument(
    "The earlier date on which the same question is asked, of the same revision. Revisions are not compared: a "
    "snapshot is of one, and earlier ones are not kept to be asked."
)


@input_type
class OutsiderInput:
    """An asker who is not in the graph. It takes the steps of an organisation that is based there."""

    country: MarketCode = told("The market in which it is based.")
    region: RegionCode | None = told(
        "The region in which it is based; without one it is outside every regional constituency.", default=None
    )
    sectors: list[strawberry.ID] | None = told("The sectors that it works in, by id or name.", default=None)
    knows: list[strawberry.ID] | None = told("Organisations that it is a member of or works with.", default=None)
    kind: OrganisationKind | None = told("What it is; a company by default.", default=None)


@one_of_input
class AskerInput:
    """Who asks: an organisation of the graph by id or name, or one that is not in it."""

    id: strawberry.ID | None = told("Id of an organisation.", default=strawberry.UNSET)
    name: str | None = told(
        "What an organisation is called, exactly but for case and diacritics; an error names the candidates where "
        "several are called so.",
        default=strawberry.UNSET,
    )
    outsider: OutsiderInput | None = told(
        "An organisation that is not in the graph, described.", default=strawberry.UNSET
    )

    def understood(self, snapshot: Snapshot) -> Asking:
        """As queries take it."""
        if self.id:
            return str(self.id)
        if self.name:
            return organisation(snapshot, self.name, "from.name")
        if not self.outsider:
            raise InputError(
                "Nobody asks.",
                code="no_asker",
                where="from",
                suggestion="Give an id or a name, or describe an outsider.",
            )
        given = self.outsider
        kind = COMPANY if given.kind is None else str(given.kind)
        return Outsider(given.country, given.region, tuple(given.sectors or ()), tuple(given.knows or ()), kind)


@input_type
class RouteConstraints:
    """What a route must keep to."""

    max_steps: int | None = told(
        f"At most so many introductions in a row, 1 to {STEPS_AT_MOST}.", default=DEFAULT_STEPS
    )
    min_strength: float | None = told("Every step at least so strong, 0 to 1.", default=None)
    relation_kinds: list[RelationKindName] | None = told(
        "Only ties and standing that come of relations of these kinds: a knock and a desk need `mandated_for`, a front "
        "door needs `promotes`. Presence in the market is not affected.",
        default=None,
    )
    opener_kinds: list[OrganisationKind] | None = told(
        "Door openers of these kinds only; by default all but companies.", default=None
    )
    avoid: list[str] | None = told(
        "Organisations by id or name, countries by code or name, and kinds: neither steps nor openers.",
        default=None,
    )
    via: list[strawberry.ID] | None = told(
        "Organisations of which one must be on the route, ends included.", default=None
    )
    via_in_order: list[strawberry.ID] | None = told(
        f"Organisations all of which must be on the route, in this order, ends included; at most {STEPS_AT_MOST + 1}.",
        default=None,
    )
    public_anchor: bool | None = told(
        "Only through organisations with a public mandate, the opener included.", default=False
    )
    as_of: PartialDate | None = told("As of this date; by default the snapshot's own day.", default=None)

    def understood(self, snapshot: Snapshot) -> Constraints:
        """As queries take it."""
        avoid = self.avoid or ()
        check_count(avoid, NAMED_AT_MOST, "avoid")
        return Constraints(
            max_steps=DEFAULT_STEPS if self.max_steps is None else self.max_steps,
            min_strength=self.min_strength,
            relation_kinds=None
            if self.relation_kinds is None
            else frozenset(str(kind) for kind in self.relation_kinds),
            opener_kinds=None if self.opener_kinds is None else frozenset(str(kind) for kind in self.opener_kinds),
            avoid=tuple(avoided(snapshot, one, "avoid") for one in avoid),
            via=tuple(str(one) for one in self.via or ()),
            via_in_order=tuple(str(one) for one in self.via_in_order or ()),
            public_anchor=bool(self.public_anchor),
        )


def asked_under(constraints: RouteConstraints | None, reading: Reading) -> tuple[Reading, Constraints]:
    """The day that is asked about, and what routes must keep to, as queries take them."""
    if constraints is None:
        return reading, UNCONSTRAINED
    return reading.on_day(constraints.as_of), constraints.understood(reading.snapshot)

"""How far askers come: every market's best door opener, blank spots, and what one more tie would open."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import SINCE, AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument, field
from api.schema.plumbing.scalars import MarketCode, PartialDate
from api.schema.plumbing.shown import Shown, answers, field_as, several, show, shows
from queries.questions import reach as asked
from queries.reading.answer import check_first
from queries.routing import one_more


@shows(asked.MarketReach)
class MarketReach(Shown):
    """A market, and the first of its door openers: what `doorOpeners` ranks first there."""

    @field
    def asker(self) -> Asker:
        """For whom it is the best."""
        return asker_of(self.reading, self.found.asker, self.found.parties[self.found.asker])


@shows(one_more.NewTie)
class NewTie(Shown):
    """A tie that is not there: with it, at a strength of 0.6, the best scores of all markets abroad rise most."""

    @field
    def asker(self) -> Asker:
        """Who would have it."""
        return asker_of(self.reading, self.found.position, self.found.party)


@shows(asked.ReachAnswer)
class ReachAnswer(Shown):
    """How far askers come in all markets, from one revision."""

    @field
    def askers(self) -> list[Asker]:
        """Those who ask, as understood."""
        return [asker_of(self.reading, position, party) for position, party in enumerate(self.found.parties)]

    @field_as(several(asked.MarketReach))
    def markets(
        self, first: Annotated[int, argument(f"At most so many, 1 to {asked.MARKETS_AT_MOST}.")] = asked.MARKETS_AT_MOST
    ) -> Any:
        """Markets with a door opener: the best score first, then by name; last where only agencies at home help."""
        check_first(first, asked.MARKETS_AT_MOST)
        return [show(self.reading, one) for one in self.found.markets[:first]]


@answers(asked.ReachAnswer)
def reach(
    info: Info,
    asker: Annotated[
        list[AskerInput] | None,
        argument("Who asks, 1 to 20: of each market the best over them is taken.", name="from"),
    ] = None,
    clusters_of: Annotated[
        MarketCode | None,
        argument(
            f"Instead of `from`: all living clusters of this country together; of more than {asked.CLUSTERS_AT_MOST} "
            "those with the most ties."
        ),
    ] = None,
    corridor: Annotated[strawberry.ID | None, argument("Only markets on this corridor, bloc or region.")] = None,
    sector: Annotated[strawberry.ID | None, argument("Openers fit this sector, instead of each asker's own.")] = None,
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
    since: Annotated[PartialDate | None, SINCE] = None,
) -> Any:
    """How far do these organisations come: the best door opener of every market, and where there is none?"""
    reading, within = asked_under(constraints, info.context)
    answer = asked.reach(
        reading.day, [one.understood(reading.snapshot) for one in asker or ()], clusters_of=clusters_of,
        corridor=corridor, sector=sector, constraints=within, since=since,
    )  # fmt: skip
    return show(reading, answer)

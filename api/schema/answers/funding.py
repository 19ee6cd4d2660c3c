"""The funding patchwork of an asker for a market."""

from typing import Annotated, Any

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import AskerInput
from api.schema.model.words import CompanySize
from api.schema.plumbing.base import Info, argument, field
from api.schema.plumbing.scalars import AsOf, MarketCode
from api.schema.plumbing.shown import Shown, answers, show, shows
from queries.questions import funding as asked


@shows(asked.Funding)
class Funding(Shown):
    """The funding patchwork of an asker for a market, from one revision: programmes, and who covers each step."""

    @field
    def asker(self) -> Asker:
        """Who asks, as understood."""
        return asker_of(self.reading, 0, self.found.party)


@answers(asked.Funding)
def funding(
    info: Info,
    asker: Annotated[AskerInput, argument("Who asks.", name="from")],
    market: Annotated[MarketCode, argument("The market that it wants into, by code or name: not its own.")],
    size: Annotated[
        CompanySize | None, argument("Its size, as it says: counts before what is on record. Null: what is on record.")
    ] = None,
    as_of: AsOf = None,
) -> Any:
    """The programmes that an asker may use to enter a market, why and why not, and the steps that nobody covers."""
    reading = info.context.on_day(as_of)
    who = asker.understood(reading.snapshot)
    wanted = None if size is None else str(size)
    return show(reading, asked.funding(reading.day, who, market, size=wanted, first=asked.PROGRAMMES_DEFAULT))

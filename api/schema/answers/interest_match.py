"""Whose published interests in collaboration meet an asker's."""

from typing import Annotated, Any

from api.schema.inputs import AskerInput
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import interest_match as asked


@answers(asked.InterestMatchAnswer)
def interest_match(
    info: Info, asker: Annotated[AskerInput, argument("Who asks.", name="from")], as_of: AsOf = None
) -> Any:
    """Organisations whose published interests in collaboration and the asker's meet: mutual ones first."""
    reading = info.context.on_day(as_of)
    return show(reading, asked.interest_match(reading.day, asker.understood(reading.snapshot)))

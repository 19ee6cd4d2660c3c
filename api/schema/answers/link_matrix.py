"""Links between clusters, counted as a matrix."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.reading.link_matrix import LinkMatrix, MatrixRows
from queries.reading.link_matrix import link_matrix as counted


@answers(LinkMatrix)
def link_matrix(
    info: Info,
    by_sector: Annotated[
        bool, argument("True: sector by country, across borders. False: country by country, in the diagonal within.")
    ] = False,
    sector: Annotated[strawberry.ID | None, argument("Clusters of this sector only.")] = None,
    as_of: AsOf = None,
) -> Any:
    """How many pairs of clusters are linked: what crossClusterLinks lists as direct, counted for all countries."""
    reading = info.context.on_day(as_of)
    by = MatrixRows.SECTORS if by_sector else MatrixRows.COUNTRIES
    return show(reading, counted(reading.day, by, sector=sector))

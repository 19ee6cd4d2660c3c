"""The GraphQL schema, one subject a file."""

from typing import Final

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.schema.plumbing.base import concrete_types
from api.schema.plumbing.scalars import SCALARS
from api.schema.query import Query

SCHEMA: Final = strawberry.Schema(
    query=Query, types=concrete_types(), config=StrawberryConfig(scalar_map=dict(SCALARS))
)
"""The one schema, which the server, the command line and the committed SDL share."""

"""The GraphQL schema, one subject a file."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.schema import model
from api.schema.plumbing.base import concrete_types
from api.schema.plumbing.scalars import SCALARS
from api.schema.query import Query

for _module in iter_modules(model.__path__, f"{model.__name__}."):
    import_module(_module.name)  # where nobody names a kind, its type is declared all the same

SCHEMA: Final = strawberry.Schema(
    query=Query, types=concrete_types(), config=StrawberryConfig(scalar_map=dict(SCALARS))
)
"""The one schema, which the server, the command line and the committed SDL share."""

"""Writes the schema: ``python -m api.sdl > api/schema.graphql``."""

import sys

from api.schema import SCHEMA


def sdl() -> str:
    """The schema in GraphQL's schema definition language."""
    return SCHEMA.as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(sdl())

"""The GraphQL API: schema, limits, errors, and the Starlette application that serves them."""

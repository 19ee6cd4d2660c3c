"""How what people type is taken for names; ``queries.search`` is the question."""

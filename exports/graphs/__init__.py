"""A day's graph for analysts' own tools: one typed view, and one file a format."""

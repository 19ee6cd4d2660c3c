"""Finding things by their names, and listing them in the order of their names."""

"""The starter data: the global cluster ecosystem, second edition, compiled for this project."""

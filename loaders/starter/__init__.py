"""The starter data: a first slice of the global cluster ecosystem, compiled for this project."""

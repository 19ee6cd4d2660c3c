"""The model, the store protocol with its stores, identity and the snapshot. Imports nothing else of the project."""

"""The system of record: a small protocol, and its stores."""

from graph.store.protocol import Changes, Store, open_store

__all__ = ["Changes", "Store", "open_store"]

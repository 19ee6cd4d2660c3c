"""The system of record: a small protocol, and its stores."""

from graph.store.opening import open_store
from graph.store.protocol import Changes, Store

__all__ = ["Changes", "Store", "open_store"]

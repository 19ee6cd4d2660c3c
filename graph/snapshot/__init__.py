"""The read model: an immutable folder built from one revision of a store."""

"""The Research Organization Registry (ROR)."""

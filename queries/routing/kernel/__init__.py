"""Compiled search over a snapshot's arrays: exact, hop-bounded, best first."""

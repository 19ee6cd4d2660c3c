"""Which organisations of different sources are the same: compared, scored, and judged where it is sure."""

"""What builds a snapshot: from a full scan, from the published one and what changed, or in memory."""

"""The next snapshot from the published one and what has changed since."""

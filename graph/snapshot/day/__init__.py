"""What depends on the day that is asked about: who is gone, what relations are worth, mandates, presence, ties."""

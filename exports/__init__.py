"""What leaves as a file: pictures of routes and ties, the evidence pack, tables."""

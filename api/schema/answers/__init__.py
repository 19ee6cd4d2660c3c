"""What questions answer, one a file, under the name of the question."""

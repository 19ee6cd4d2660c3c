"""The questions, each in a file of its own, answered from a snapshot alone; and the compiled kernel for routes."""

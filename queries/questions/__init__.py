"""The questions, one a file; none imports another one."""

"""Askers, constraints, standing, openers and routes, on the compiled kernel."""

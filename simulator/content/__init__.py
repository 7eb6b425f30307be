"""Personas and scenarios: what coaches write, and how it is read."""

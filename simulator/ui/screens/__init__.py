"""The screens, one a file with its CSS beside it."""

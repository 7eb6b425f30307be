"""Voices that word a cue: the understudy, and models."""

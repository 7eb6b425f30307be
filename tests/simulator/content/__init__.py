"""Tests of simulator/content."""

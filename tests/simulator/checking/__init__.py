"""Tests of simulator/checking."""

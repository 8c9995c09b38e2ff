"""Tests of `builder.planning`."""

"""Tests of `builder.relations`."""

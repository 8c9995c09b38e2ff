"""Tests of `builder.export`."""

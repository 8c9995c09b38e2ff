"""Tests of `builder.scaffold`."""

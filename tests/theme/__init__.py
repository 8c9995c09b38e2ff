"""Tests of `builder.theme.load`."""

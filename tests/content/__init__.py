"""Tests of `builder.content`."""

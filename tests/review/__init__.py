"""Tests of `builder.review`."""

"""Tests of `builder.pages`."""

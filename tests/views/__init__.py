"""Tests of `builder.views`."""

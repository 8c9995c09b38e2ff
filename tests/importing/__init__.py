"""Tests of `builder.importing`."""

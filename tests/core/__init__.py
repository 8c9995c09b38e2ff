"""Tests of `builder.core`."""

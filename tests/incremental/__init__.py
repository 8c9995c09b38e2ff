"""Tests of `builder.incremental`."""

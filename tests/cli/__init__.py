"""Tests of `builder.cli.main`."""

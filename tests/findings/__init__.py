"""Tests of `builder.findings`."""

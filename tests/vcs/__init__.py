"""Tests of `builder.vcs`."""

"""Tests of `builder.config`."""

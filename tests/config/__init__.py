"""Tests of `builder.config.config`."""

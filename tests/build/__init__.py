"""Tests of `builder.build.pipeline`."""

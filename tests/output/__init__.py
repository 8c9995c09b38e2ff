"""Tests of `builder.output.inspect`."""

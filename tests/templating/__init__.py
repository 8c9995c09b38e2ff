"""Tests of `builder.rendering`."""

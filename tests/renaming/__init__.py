"""Tests of `builder.renaming`."""

"""Tests of `builder.present`: one module for each of its modules that has any of its own."""

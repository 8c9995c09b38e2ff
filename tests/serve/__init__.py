"""Tests of `builder.serve`: one module for each of its modules."""

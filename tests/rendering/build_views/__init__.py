"""Tests of `builder.rendering.build_views`: one module for each of its modules that has any of its own."""

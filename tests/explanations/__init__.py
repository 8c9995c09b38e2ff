"""Tests of `builder.explanations`."""

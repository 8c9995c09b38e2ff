"""Tests of `builder.concurrency`."""

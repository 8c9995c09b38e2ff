"""Tests of entries as forms."""

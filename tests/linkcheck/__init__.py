"""Tests of link checking."""

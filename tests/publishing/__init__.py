"""Tests of the package `publishing`."""

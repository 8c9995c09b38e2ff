"""Tests of the manual, content/manual/, and what makes its reference."""

"""Tests of `builder.frontmatter`."""

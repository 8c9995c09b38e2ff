"""Renaming topics in the files of a site: `dateline topics rename` and `merge`. No other byte of a file changes."""

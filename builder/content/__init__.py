"""Reading content/: files found, split into front matter and body, parsed, and collected into the content's values."""

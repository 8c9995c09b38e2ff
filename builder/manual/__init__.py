"""The manual, as `dateline help` reads it: the Markdown files of content/manual, which a wheel holds too."""

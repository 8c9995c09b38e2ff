"""Export: all of a site in one file, as JSON Lines, CSV or SQLite, as `dateline export` writes it."""

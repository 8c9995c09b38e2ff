"""The theme: templates, static files, message catalogs and the language that they are read in."""

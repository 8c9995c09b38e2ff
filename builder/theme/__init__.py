"""Templates, static files and message catalogs: a site's own over the default ones."""

"""Starting things: a new site, a new entry."""

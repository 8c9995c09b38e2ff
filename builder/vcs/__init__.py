"""What git knows of a site: where it stands, and the log of its files."""

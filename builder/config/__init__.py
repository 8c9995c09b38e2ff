"""The settings of a site: declared, read, checked."""

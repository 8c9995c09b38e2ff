"""The contract with templates: what a page may see of the site, and the geometry of its charts."""

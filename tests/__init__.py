"""The tests: one module for each module of the builder, and some for the site as a whole."""

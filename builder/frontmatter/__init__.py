"""Front matter, the header of a content file: its keys as they are declared, and how it is split off and read."""

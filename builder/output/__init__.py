"""The output folder: what lies in it, writing only what changed, and how large it is."""

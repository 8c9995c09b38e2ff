"""The output folder: its manifest, atomic writes of what changed, and its size."""

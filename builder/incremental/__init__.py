"""A layer around the stages: what the last build left, and which pages a change can alter."""

"""Running work at the same time: processes, threads, one build at a time."""

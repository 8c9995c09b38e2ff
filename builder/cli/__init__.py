"""The command line: the only place that prints or reads a terminal, and that decides how a run ends."""

"""Git: what its own files say of a working tree, its commands, and its log."""

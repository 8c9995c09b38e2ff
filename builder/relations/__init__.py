"""Stage two, relate: from entries to days, topics, outlets, Related lists and resolved links."""

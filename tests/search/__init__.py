"""Search, from the fold of words to the page in a browser."""

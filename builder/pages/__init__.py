"""The kinds of page: each with its address, its subjects, its view, its template and what can change it."""

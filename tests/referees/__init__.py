"""What other people's programs say of the published pages: HTML, accessibility, speed, and a reader's own browser."""

"""Explanations of problem codes, as `rustc --explain` has them: why, a wrong file, the message, the right file."""

"""Inputs that are made to hang a reader, or to take all memory, and what each reader costs on them."""

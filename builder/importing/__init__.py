"""Import: entries of other sources become files of content/, as `dateline import` writes them."""

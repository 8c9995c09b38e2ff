"""Stage four, render: from a planned page to its bytes."""

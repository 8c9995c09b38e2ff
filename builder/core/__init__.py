"""Values and rules that every package shares: dates, addresses, texts, problems, the content model."""

"""Values and small rules that everything shares: dates, addresses, texts, problems, the content's model."""

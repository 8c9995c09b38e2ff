"""What a build keeps for the next one in `.dateline/`, and the fingerprints that say whether it still holds."""

"""What a change does to a site, for the person who looks it over: `dateline diff`."""

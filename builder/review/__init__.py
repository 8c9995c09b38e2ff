"""The diff report: what a change does to a site, for the person who reviews it (`dateline diff`)."""

"""Stage three, plan: from the site to every page to be published."""

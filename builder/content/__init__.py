"""Stage one, read: from the files of content/ to entries and pages."""

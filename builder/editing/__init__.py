"""Entries as forms: a file's text to the fields of a form, and changed fields to edits of the text. No HTTP here."""

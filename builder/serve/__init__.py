"""The development server: serves the site from memory while it is written, and renders pages when they are asked for.

`server` runs it and `routes` answers over HTTP; `current` holds the current `snapshot`, whose pages are rendered from
`site_state`, what is known of the files; `reloader` applies changes of the files.
"""

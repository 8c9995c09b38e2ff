"""The site served from memory while it is written: pages are rendered when they are asked for.

`server` runs it; `live` follows the files; `held` is what is known of them, `edition` the pages made of that; `app`
answers over HTTP.
"""

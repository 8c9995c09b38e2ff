"""Link checking: asks the addresses of sources whether they still lead to what was read there.

It is what `dateline sources check` does, and no part of a build: a build only reads what was written down of it.
"""

"""Faults on purpose: builds that are killed, refused by the disk, short of room or disturbed, and what each leaves.

`injection` makes calls of one process fail, `trial` builds a small site with a fault and looks at what is left,
`kinds` lists the faults, and `python -m tests.faults` prints a table of all that were tried.
"""

"""`dateline publish`: the output in object storage or a folder, changed files only."""

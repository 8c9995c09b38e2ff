"""`dateline build` and `dateline verify`: the stages in order."""

"""Findings, as linters have them: what `dateline check` advises on texts that build, each rule with its code.

A rule looks at one text at a time, so that serving can ask for the findings of the page that somebody looks at.
"""

"""Rules, as linters have them: each finds what one code stands for, in one text or in the whole site."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from builder.core.model import Text
from builder.core.problems import Code, Problem
from builder.findings.inspection import Inspection
from builder.relations.site import Site


class TextRule(NamedTuple):
    """A rule for one text at a time, so that what it finds can stand on the page of the text."""

    code: Code
    find: Callable[[Text, Inspection], Iterable[Problem]]


class SiteRule(NamedTuple):
    """A rule for what only all texts together show."""

    code: Code
    find: Callable[[Site], Iterable[Problem]]

"""Findings about the contexts of entries."""

from collections.abc import Iterator

from builder.core.model import Entry, Text
from builder.core.problems import Code, Place, Problem
from builder.core.text import pluralize
from builder.findings.inspection import Inspection, quoted_names
from builder.findings.rule import TextRule
from builder.frontmatter.keys import CONTEXTS
from builder.frontmatter.parsers import quoted_item
from builder.relations.topics import Topic


def no_context(text: Text, _inspection: Inspection) -> Iterator[Problem]:
    """An entry that no topic lists, and that has no Related entries."""
    if isinstance(text, Entry) and not text.topics:
        what = "the entry has no context, so no topic lists it and no entry is Related"
        yield Problem(
            Code.CONTEXTS_MISSING, Place(text.path), what, "name what it is about: contexts: [shipping, Iran]"
        )


def near_context(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A context that no other entry has, with a name close to that of another one."""
    topics = inspection.site.topics
    for context in text.contexts if isinstance(text, Entry) else ():
        if len(topics.numbers[context.slug]) == 1 and context.slug not in topics.described:
            near = inspection.near_names.of(context.slug, context.name)
            # Of two contexts with one entry each, the later in the alphabet is told.
            others = [topics[slug] for slug in near if slug in topics]
            others = [topic for topic in others if (len(topic.entries), context.slug) > (1, topic.slug)]
            if others:
                likeliest = max(others, key=_entries)
                what = f'the context "{context.name}" is of this entry alone, and close to {_counted(likeliest)}'
                cure = (
                    "write that one if both are one thing, or say that they are: "
                    f'[topics."{likeliest.name}"] aliases = ["{context.name}"]'
                )
                place = inspection.place(text, context.name)
                yield Problem(Code.CONTEXT_SIMILAR, place, what, cure, context.slug)


def _entries(topic: Topic) -> tuple[int, str]:
    return len(topic.entries), topic.slug


def _counted(topic: Topic) -> str:
    return f'"{topic.name}" ({pluralize(len(topic.entries), "entry")})'


def named_context(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """Contexts that the text of an entry names, and the entry does not have; with the line to paste."""
    if isinstance(text, Entry):
        topics = inspection.site.topics
        missing = inspection.named_contexts.missing(text, inspection.details(text))
        if names := [topics[slug].name for slug in missing if slug in topics]:
            what = f"the text names {quoted_names(names)}, which other entries have as a context"
            line = ", ".join(map(quoted_item, [*(context.name for context in text.contexts), *names]))
            cure = f"if the entry is about that, write {CONTEXTS.name}: [{line}]"
            yield Problem(Code.CONTEXT_UNLISTED, inspection.place(text, names[0]), what, cure)


RULES = (
    TextRule(Code.CONTEXTS_MISSING, no_context),
    TextRule(Code.CONTEXT_SIMILAR, near_context),
    TextRule(Code.CONTEXT_UNLISTED, named_context),
)

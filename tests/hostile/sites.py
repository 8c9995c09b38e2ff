"""Large sites on purpose: for each, files of content/ of which a build could make very much.

SITES["contexts of one entry"](5_000)    one file, with 5,000 contexts
"""

from collections.abc import Callable, Mapping

from builder.core.dates import date_of_ordinal

Files = Mapping[str, str]
"""Texts of files below content/, by their paths."""

_FOLDER = "news"
_FIRST_DAY = 733_900  # in 2010


def entry(title: str = "A ship", lines: str = "", body: str = "Text.", date: str = "2011-05-15") -> str:
    """The text of an entry's file."""
    return f"---\ntitle: {title}\ndate: {date}\n{lines}---\n{body}\n"


def _contexts(count: int) -> str:
    return f"contexts: [{', '.join(f'c{number}' for number in range(count))}]\n"


def _one(text: str) -> Files:
    """A site with one large text and three small entries beside it, so that there is something to list it with."""
    others = {f"{_FOLDER}/other-{number}.md": entry(f"Other {number}", "contexts: [c1, c2]\n") for number in range(3)}
    return {f"{_FOLDER}/large.md": text, **others}


def _many(count: int, make: Callable[[int], str]) -> Files:
    return {f"{_FOLDER}/entry-{number:05}.md": make(number) for number in range(count)}


def _day(number: int) -> str:
    return date_of_ordinal(_FIRST_DAY + number).iso


def _repeat(unit: str, size: int) -> str:
    return unit * (size // len(unit))


SITES: Mapping[str, tuple[Callable[[int], Files], int]] = {
    "bytes of an entry": (lambda n: _one(entry(body=_repeat("A ship is at sea. ", n))), 20_000_000),
    "bytes of a text that is read": (lambda n: _one(entry(body=_repeat("A ship is at sea. ", n))), 900_000),
    "contexts of one entry": (lambda n: _one(entry(lines=_contexts(n))), 5_000),
    "contexts of two entries": (
        lambda n: {f"{_FOLDER}/{name}.md": entry(name, _contexts(n)) for name in ("a", "b")},
        5_000,
    ),
    "contexts of seven entries": (lambda n: _many(7, lambda m: entry(f"A {m}", _contexts(n))), 5_000),
    "bytes of an entry of 100 contexts": (
        lambda n: _one(entry(lines=_contexts(100), body=_repeat("A ship is at sea. ", n))),
        900_000,
    ),
    "contexts of 20 entries, 100 each": (lambda n: _many(20, lambda m: entry(f"A {m}", _contexts(n))), 100),
    "contexts of a long text": (
        lambda n: _one(entry(lines=_contexts(n), body=_repeat("A ship is at sea. ", 90 * n))),
        5_000,
    ),
    "entries of a context": (
        lambda n: _many(n, lambda m: entry(f"A {m}", "contexts: [c]\n", date=_day(m // 5))),
        20_000,
    ),
    "entries of a day": (lambda n: _many(n, lambda m: entry(f"A {m}", "contexts: [c]\n")), 5_000),
    "entries of a month": (
        lambda n: _many(n, lambda m: entry(f"A {m}", f"contexts: [c{m % 500}]\n", date=f"2011-05-{m % 28 + 1:02}")),
        50_000,
    ),
    "characters of a title": (lambda n: _one(entry(_repeat("ship ", n), "contexts: [c1]\n")), 10_000),
    "characters of a title that many list": (
        lambda n: {
            f"{_FOLDER}/large.md": entry(_repeat("ship ", n), _contexts(100)),
            **_many(400, lambda m: entry(f"A {m}", f"contexts: [c{m % 100}, c{(m + 1) % 100}]\n", date=_day(m))),
        },
        10_000,
    ),
    "characters of the titles of 200 entries": (
        lambda n: _many(200, lambda m: entry(f"{m} {_repeat('ship ', n)}", f"contexts: [c{m % 20}, c]\n")),
        10_000,
    ),
    "bytes of a summary": (
        lambda n: _one(entry(lines=f"contexts: [c1]\nsummary: {_repeat('A ship. ', n)}\n")),
        90_000,
    ),
    "bytes of the summaries of 50 entries": (
        lambda n: _many(50, lambda m: entry(f"A {m}", f"contexts: [c]\nsummary: {_repeat('A ship. ', n)}\n")),
        90_000,
    ),
    "sources of an entry": (
        lambda n: _one(entry(lines="sources:\n" + "".join(f"- P{m}\n" for m in range(n)))),
        10_000,
    ),
    "outlets of two entries": (
        lambda n: _many(2, lambda k: entry(f"A {k}", "sources:\n" + "".join(f"- P{m}\n" for m in range(n)))),
        10_000,
    ),
    "aliases of an entry": (
        lambda n: _one(entry(lines="aliases:\n" + "".join(f"- /{m}\n" for m in range(n)))),
        10_000,
    ),
    "pictures of an entry": (
        lambda n: {
            **_one(entry(body="".join(f"![a]({m}.svg)\n\n" for m in range(n)))),
            **{f"{_FOLDER}/{m}.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>' for m in range(n)},
        },
        1_000,
    ),
    "bytes of a topic's file": (
        lambda n: {**_one(entry(lines="contexts: [c]\n")), "topics/c.md": f"# c\n\n{_repeat('A ship is at sea. ', n)}"},
        900_000,
    ),
    "years that an entry lasts": (
        lambda n: _one(entry(lines=f"contexts: [c1]\nend: {min(999 + n, 9999):04}-12-31\n", date="1000-01-01")),
        9_000,
    ),
    "years that 500 entries last": (
        lambda n: _many(
            500,
            lambda m: entry(f"A {m}", f"contexts: [c]\nend: {min(999 + n, 9999):04}-12-31\n", date=f"{1000 + m}-01-01"),
        ),
        9_000,
    ),
    "years between two entries": (
        lambda n: {
            "news/a.md": entry("A", "contexts: [c]\n", date="0001-01-01"),
            "news/b.md": entry("B", "contexts: [c]\n", date=f"{min(n, 9999):04}-12-31"),
        },
        9_999,
    ),
    "years between the entries of 300 contexts": (
        lambda n: {
            "news/a.md": entry("A", _contexts(90), date="0001-01-01"),
            "news/b.md": entry("B", _contexts(90), date=f"{min(n, 9999):04}-12-31"),
            **_many(8, lambda m: entry(f"C {m}", _contexts(90), date=f"{1000 * (m + 1)}-01-01")),
        },
        9_999,
    ),
    "characters of a context": (lambda n: _one(entry(lines=f"contexts: [{_repeat('ship ', n)}, c1]\n")), 10_000),
    "characters of a context of 200 entries": (
        lambda n: {
            "topics/c.md": f"---\ntitle: {_repeat('ship ', n)}\n---\n",
            **_many(200, lambda m: entry(f"A {m}", "contexts: [c]\n")),
        },
        10_000,
    ),
    "wiki links of an entry": (lambda n: _one(entry(body="".join(f"[[Name {m}]] " for m in range(n)))), 10_000),
    "links between two entries": (
        lambda n: {
            f"{_FOLDER}/a.md": entry("A", body="[b](b.md) " * n),
            f"{_FOLDER}/b.md": entry("B", body="[a](a.md) " * n),
        },
        10_000,
    ),
    "entries that link to one": (
        lambda n: {f"{_FOLDER}/a.md": entry("A"), **_many(n, lambda m: entry(f"B {m}", body="[a](a.md)"))},
        5_000,
    ),
    "corrections of an entry": (
        lambda n: _one(entry(lines="correction:\n" + "".join(f"- 2011-06-01: It sank {m}.\n" for m in range(n)))),
        3_000,
    ),
    "pins of an entry": (
        lambda n: {
            f"{_FOLDER}/large.md": entry(lines="related:\n" + "".join(f"- entry-{m:05}\n" for m in range(n))),
            **_many(n, lambda m: entry(f"A {m}")),
        },
        2_000,
    ),
    "headings of an entry": (lambda n: _one(entry(body="".join(f"# a{m}\n\n" for m in range(n)))), 3_000),
    "folders nested": (lambda n: {"news/b.md": entry(), f"news/{'a/' * n}a.md": entry()}, 1_500),
    "pages at the top of 100 entries": (
        lambda n: {
            **{f"page-{m}.md": f"# Page {m}\n\nText.\n" for m in range(n)},
            **_many(100, lambda m: entry(f"A {m}", "contexts: [c]\n")),
        },
        1_000,
    ),
    "sections of 100 entries": (lambda n: {f"section-{m}/a.md": entry() for m in range(n)}, 1_000),
    "pictures beside 100 entries": (
        lambda n: {
            **{f"news/{m}.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>' for m in range(n)},
            **_many(100, lambda m: entry(f"A {m}")),
        },
        1_000,
    ),
}
"""For each site what makes it, and how many at the full scale."""

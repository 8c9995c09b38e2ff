"""Hostile inputs: for each reader, texts of any size that are as bad for it as we know how to make them.

ENTRIES["brackets"](1_000_000)    front matter, and 1,000,000 bytes of "["
"""

from collections.abc import Callable, Mapping
from string import punctuation

from builder.content.highlight import LANGUAGES, LONGEST

Make = Callable[[int], str]
"""A text of about so many bytes."""

_FRONT = "---\ntitle: A title\ndate: 2011-05-15\ncontexts: [Iran]\nsources: [{name: Post}]\n---\n"
_PAGE = "### [2011-05-15](/news/2011/05/15/)\n\n# A title\n\n"


def _repeat(unit: str, start: str = "", end: str = "") -> Make:
    """A maker that repeats a unit until the text has the size."""
    return lambda size: start + unit * max(1, size // len(unit.encode())) + end


def _numbered(unit: str, start: str = "", end: str = "") -> Make:
    """A maker whose units have numbers, so that no two of them are alike; `{}` is the number."""
    return lambda size: start + "".join(unit.format(number) for number in range(max(1, size // len(unit)))) + end


def _body(unit: str, end: str = "") -> Make:
    return _repeat(unit, _FRONT, end)


def _key(unit: str, key: str = "title", end: str = "") -> Make:
    return _repeat(unit, f"---\ndate: 2011-05-15\n{key}: ", f"{end}\n---\nText\n")


def _front(unit: str, start: str = "", end: str = "") -> Make:
    return _repeat(unit, f"---\ntitle: A\ndate: 2011-05-15\n{start}", f"{end}\n---\nText\n")


def _merge_bomb(levels: int) -> str:
    lines = ["a0: &a0 {k: v}"]
    lines += [
        f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]}}"
        for n in range(1, levels)
    ]
    return "---\ntitle: A\ndate: 2011-05-15\n" + "\n".join(lines) + "\n---\nText\n"


def _alias_bomb(levels: int) -> str:
    lines = ["a0: &a0 [k, v]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "---\ntitle: A\ndate: 2011-05-15\n" + "\n".join(lines) + "\n---\nText\n"


_IN_CODE = ('\\"', "a.", "a ", "{%", "<a")
"""What keeps some lexers busy for longest where code repeats it."""


def _code(language: str) -> Make:
    """Code blocks of a language, as long as those with colours may be."""
    return lambda size: "".join(
        (_FRONT, *(f"~~~~{language}\n{piece * (min(size, LONGEST) // 2 - 1)}\n~~~~\n\n" for piece in _IN_CODE))
    )


ENTRIES: Mapping[str, Make] = {
    # what people write
    "words": _body("A ship is at sea. "),
    "paragraphs": _body("A ship is at *sea*, and [a link](https://example.org/a) follows `code`.\n\n"),
    "list": _body("- one item\n"),
    "lines": _body("a\n"),
    # blocks
    "headings": _body("# a\n"),
    "headings alike": _body("## a\n\n"),
    "headings alike, long": _body(f"## {'a' * 240}\n\n"),
    "headings alike, nearly as long": _body(f"## {'a' * 238}\n\n"),
    "setext headings": _body("a\n===\n"),
    "quotes nested": _body(">"),
    "quotes nested, blanks": _body("> "),
    "lists nested": _body("- "),
    "list deepening": lambda size: _FRONT + "".join("  " * depth + "- a\n" for depth in range(int(size**0.5))),
    "ordered list": _body("1. a\n"),
    "fences": _body("```\n"),
    "fences of many signs": _body("`"),
    "a fence of much code": _repeat("a = [1]\n", f"{_FRONT}```python\n", "```\n"),
    **{f"code in {language}": _code(language) for language in sorted(LANGUAGES)},
    "tildes": _body("~"),
    "thematic breaks": _body("---\n"),
    "dashes": _body("-"),
    "equals": _body("a\n="),
    "tables": _body("|a|b|\n|-|-|\n|c|d|\n\n"),
    "a table of many rows": lambda size: _FRONT + "|a|\n|-|\n" + "|b|\n" * (size // 4),
    "a table of many columns": lambda size: _FRONT + "|" + "a|" * (size // 4) + "\n|" + "-|" * (size // 4) + "\n",
    "a wide table's empty rows": lambda size: (
        _FRONT + "|" + "a|" * int(size**0.5) + "\n|" + "-|" * int(size**0.5) + "\n" + "|b\n" * int(size**0.5)
    ),
    "pipes": _body("|"),
    "a delimiter row that is none": _repeat("-", f"{_FRONT}|", "x"),
    "blanks behind a pipe": _repeat(" ", f"{_FRONT}|", "x"),
    "definition lists": _body("a\n: b\n\n"),
    "definitions": _body("a\n: "),
    "footnotes": _numbered("[^{0}]: a\n", _FRONT),
    "footnotes used": lambda size: (
        _FRONT
        + "".join(f"[^{n}] " for n in range(size // 20))
        + "\n\n"
        + "".join(f"[^{n}]: a\n\n" for n in range(size // 20))
    ),
    "one footnote used often": lambda size: _FRONT + "[^1] " * (size // 5) + "\n\n[^1]: a\n",
    "footnotes in footnotes": lambda size: (
        _FRONT + "[^0]\n\n" + "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(size // 18))
    ),
    "inline footnotes nested": _body("^["),
    "references": _numbered("[{0}]: /a\n", _FRONT),
    "references unused": _body("[a]: /a\n"),
    "reference used often": lambda size: _FRONT + "[a]: /" + "b" * (size // 2) + "\n\n" + "[a] " * (size // 8),
    "reference, title open": _body('[a]: /a "\n'),
    "reference labels open": _body("[a\n"),
    "alerts": _body("> [!NOTE]\n> a\n\n"),
    "tasks": _body("- [ ] a\n"),
    "indented code": _body("    a\n\n"),
    "tabs": _body("\t"),
    "blanks": _body(" "),
    "empty lines": _body("\n", "a"),
    "a heading with tabs in it": _repeat("\t", f"{_FRONT}# a", "x\n"),
    "a heading with blanks in it": _repeat(" ", f"{_FRONT}# a", "x\n"),
    "a title with blanks in it": _repeat(" ", "# a", "x\n\nText.\n"),
    "an underlined title with blanks in it": _repeat(" ", "a", "x\n===\n\nText.\n"),
    "a title of ligatures": _repeat("\ufdfa", "# ", "\n\nText.\n"),
    "a text of ligatures": _body("\ufdfa "),
    "a heading of ids open": _repeat("{#", f"{_FRONT}# a", "\n"),
    "attributes of a tag": _repeat(" a=b", f"{_FRONT}<b"),
    "hyphens of a template tag": _repeat("-", f"{_FRONT}{{% a ", "x"),
    "emphasis in emphasis": _body("**a *b "),
    "own ids": _numbered("# a {{#b{0}}}\n\n", _FRONT),
    # inline
    "brackets open": _body("["),
    "brackets closed": _body("]"),
    "brackets nested": lambda size: _FRONT + "[" * (size // 2) + "a" + "]" * (size // 2),
    "links open": _body("[a](b"),
    "links nested": _body("[a](", ")"),
    "link destinations open": _body("](<"),
    "links with parentheses": lambda size: _FRONT + "[a](" + "(" * (size // 2) + ")" * (size // 2),
    "link titles open": _body('[a](b "'),
    "pictures nested": _body("![", "](a)"),
    "pictures": _body("![a](b.png)"),
    "wiki links": _body("[[a]]"),
    "wiki links open": _body("[[a|"),
    "wiki links of many names": _numbered("[[a{0}]] ", _FRONT),
    "wiki pictures": _body("![[a.png]]"),
    "stars": _body("*"),
    "stars with words": _body("*a "),
    "stars both ways": _body("*a_ "),
    "underscores": _body("_a"),
    "stars nested": lambda size: _FRONT + "*" * (size // 2) + "a" + "*" * (size // 2),
    "stars of three": _body("a***"),
    "strikes": _body("~~a"),
    "one strike": _body("~a "),
    "code open": lambda size: _FRONT + " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))),
    "backticks": _body("`a"),
    "escapes": _body("\\"),
    "escaped brackets": _body("\\["),
    "entities": _body("&amp;"),
    "entities open": _body("&"),
    "entity numbers": _body("&#99999999"),
    "autolinks": _body("<https://a.b>"),
    "autolinks open": _body("<https://a"),
    "bare addresses": _body("www.a.b "),
    "bare addresses nested": _body("http://"),
    "bare addresses, parentheses": lambda size: _FRONT + "https://a.b/" + ")" * size,
    "bare mail": _body("a@b."),
    "at signs": _body("a@"),
    "dots": _body("a."),
    "less than": _body("<"),
    "tags open": _body("<a "),
    "tags": _body("<b>"),
    "tags with quotes": _body('<a b="'),
    "comments open": _body("<!--"),
    "comments": _body("<!-- a -->"),
    "comments, blank lines": _body("<!-- a\n\n"),
    "declarations": _body("<!A"),
    "instructions": _body("<?"),
    "cdata": _body("<![CDATA["),
    "html blocks": _body("<div>\n\n"),
    "quotes": _body('"'),
    "quotes of words": _body("\"a' "),
    "apostrophes": _body("a'"),
    # markup of other tools
    "percent": _body("%%a\n\n"),
    "percent signs": _body("%"),
    "liquid": _body("{% a %}"),
    "liquid open": _body("{%"),
    "liquid comments open": _body("{% comment %}"),
    "liquid blocks": _body("{% a %}b"),
    "highlight open": _body("{% highlight a %}\n"),
    "raw": _body("{% raw %}"),
    "shortcodes": _numbered("{{{{< a{0} >}}}}", _FRONT),
    "shortcodes open": _body("{{<"),
    "shortcode arguments": _repeat(' a="b"', _FRONT + "{{< x", " >}}"),
    "shortcode comments": _body("{{</*"),
    "braces": _body("{"),
    "double braces": _body("{{"),
    "attribute lists": _body("a {:.b}\n"),
    "attributes open": _body("{:"),
    "kramdown comments": _body("{::comment}"),
    "block ids": _body("a ^b\n"),
    "tags of Obsidian": _body("#a "),
    "tags of Obsidian, lines": _body("#a #b\n"),
    "dataview": _body("a:: b\n"),
    "comments of references": _body("[//]: # (a\n"),
    "template tags in links": _body('[a]({{< ref "b" >}})'),
    # characters
    "NUL": _body("\x00"),
    "combining": _body("a\u0301"),
    "marks": _body("\u0301"),
    "direction marks": _body("\u202e"),
    "emoji joined": _body("\U0001f468\u200d"),
    "nonspacing Arabic": _body("\u0640"),
    "carriage returns": _body("\r"),
    "form feeds": _body("\x0c"),
    "line separators": _body("\u2028"),
    # front matter
    "title of one word": _key("a"),
    "title of words": _key("ab "),
    "title of hyphens": _key("a-"),
    "title of marks": _key("\u0301a"),
    "title of capitals that fold": _key("\u0130"),
    "title of ligatures": _key("\ufdfa"),
    "title of markup": _key("*a "),
    "title of brackets": _key("'[", end="'"),
    "title of tags": _key("{% a %} ", end=""),
    "title with hashes": _key("a #"),
    "title in quotes open": _key('"', end=""),
    "title of escapes": _key('\\"', key='title: "', end='"'),
    "title of colons": _key("a: "),
    "contexts": _numbered("- c{0}\n", "---\ntitle: A\ndate: 2011-05-15\ncontexts:\n", "---\nText\n"),
    "contexts alike": _front("- a\n", "contexts:\n"),
    "contexts in one line": _numbered("c{0}, ", "---\ntitle: A\ndate: 2011-05-15\ncontexts: [", "]\n---\nText\n"),
    "contexts in a text": _front("a, b, ", "contexts: "),
    "sources": _numbered(
        "- name: c{0}\n  url: https://e.org/{0}\n", "---\ntitle: A\ndate: 2011-05-15\nsources:\n", "---\nText\n"
    ),
    "sources wrong": _front("- {x: 1}\n", "sources:\n"),
    "aliases": _numbered("- /a/{0}.html\n", "---\ntitle: A\ndate: 2011-05-15\naliases:\n", "---\nText\n"),
    "aliases wrong": _front("- ../a\n", "aliases:\n"),
    "related": _numbered("- /a/{0}.html\n", "---\ntitle: A\ndate: 2011-05-15\nrelated:\n", "---\nText\n"),
    "unknown keys": _numbered("key{0}: a\n", "---\ntitle: A\ndate: 2011-05-15\n", "---\nText\n"),
    "unknown keys in a source": _numbered(
        "    key{0}: a\n", "---\ntitle: A\ndate: 2011-05-15\nsources:\n  - name: A\n", "---\nText\n"
    ),
    "keys twice": _front("a: b\n"),
    "a key of one word": _front("a", end=": b"),
    "lists of YAML nested": _front("- ", "x:\n"),
    "flow lists nested": _front("[", "x: "),
    "flow mappings nested": _front("{a: ", "x: "),
    "mappings deepening": lambda size: (
        "---\ntitle: A\ndate: 2011-05-15\n"
        + "".join(" " * depth + "a:\n" for depth in range(int((2 * size) ** 0.5)))
        + "---\nText\n"
    ),
    "question marks": _front("? ", "x:\n  "),
    "merge bomb": lambda _: _merge_bomb(9),
    "merges": lambda size: (
        "---\ntitle: A\ndate: 2011-05-15\nbase: &b {a: b}\n"
        + "".join(f"k{n}: {{<<: *b}}\n" for n in range(size // 20))
        + "---\nText\n"
    ),
    "merges of a large mapping": lambda size: (
        "---\ntitle: A\ndate: 2011-05-15\nbase: &b\n"
        + "".join(f"  a{n}: b\n" for n in range(size // 20))
        + "".join(f"k{n}: {{<<: *b}}\n" for n in range(size // 40))
        + "---\nText\n"
    ),
    "alias bomb": lambda _: _alias_bomb(9),
    "aliases of a large list": lambda size: (
        "---\ntitle: A\ndate: 2011-05-15\ncontexts: &b ["
        + "a, " * (size // 6)
        + "]\nx: ["
        + "*b, " * (size // 8)
        + "]\n---\nText\n"
    ),
    "anchors": _numbered("k{0}: &a{0} b\n", "---\ntitle: A\ndate: 2011-05-15\n", "---\nText\n"),
    "itself": lambda _: "---\ntitle: A\ndate: 2011-05-15\nx: &x [*x]\ncontexts: &c [*c]\n---\nText\n",
    "float of sixties": _key("1:", key="title: !!float", end="1"),
    "integer of sixties": _key("1:", key="title: !!int", end="1"),
    "integer": _key("9", key="importance"),
    "integer with a tag": _key("9", key="importance: !!int"),
    "binary": _key("!!binary a", key="title"),
    "python tag": _key("!!python/object/apply:os.system ", key="title"),
    "block text": _front("  a\n", "x: |\n"),
    "block text folded": _front("  a\n\n", "summary: >\n"),
    "summary": _key("a *b* ", key="summary"),
    "comments of YAML": _front("# a\n"),
    "comments in values": _front("a #b ", "x: "),
    "HTML comments in values": _key("<!-- a --> ", key="title"),
    "HTML comments open in values": _key("<!-- ", key="title"),
    "front matter open": _repeat("a: b\n", "---\n"),
    "dashes above": _repeat("---\n"),
    "pluses": _repeat("+++\n"),
    "nearly front matter": _repeat("a: b\n", "-- -\n"),
    "nearly JSON": _repeat("{ ", "", "title:"),
    "nearly keys": _repeat("a=\n"),
    "comments above": _repeat("<!-- a -->\n"),
    "comments above open": _repeat("<!--"),
    "byte-order marks": _repeat("\ufeff"),
    "no-break blanks": _repeat("\u00a0"),
    "second front matter": _repeat("a: b\n", _FRONT + "---\n", "title: b"),
    "front matter far below": _repeat("a\n", "", "\n---\ntitle: a\n---\n"),
    "TOML": _numbered("k{0} = 1\n", '+++\ntitle = "A"\ndate = 2011-05-15\n', "+++\nText\n"),
    "TOML nested": _repeat("[", '+++\ntitle = "A"\ndate = 2011-05-15\nx = ', "\n+++\nText\n"),
    "TOML dotted": _repeat("a.", '+++\ntitle = "A"\ndate = 2011-05-15\n', "a = 1\n+++\nText\n"),
    "TOML tables": _numbered("[a{0}]\n", '+++\ntitle = "A"\ndate = 2011-05-15\n', "+++\nText\n"),
    "TOML tables deep": lambda size: (
        '+++\ntitle = "A"\ndate = 2011-05-15\n'
        + "".join(f"[{'a.' * n}b]\n" for n in range(1, int(size**0.5)))
        + "+++\nText\n"
    ),
    "TOML text open": _repeat("a", '+++\ntitle = """', "\n+++\nText\n"),
    "TOML integer": _repeat("9", '+++\ntitle = "A"\nx = ', "\n+++\nText\n"),
    "JSON": _numbered('"k{0}": 1, ', '{"title": "A", "date": "2011-05-15", ', '"x": 1}\n\nText\n'),
    "JSON nested": _repeat("[", '{"title": "A", "x": ', "}\n\nText\n"),
    "JSON nested, closed": lambda size: '{"title": "A", "x": ' + "[" * (size // 2) + "]" * (size // 2) + "}\n\nText\n",
    "JSON objects nested": _repeat('{"a":', '{"title": "A", "x": ', "}\n\nText\n"),
    "JSON integer": _repeat("9", '{"title": "A", "date": "2011-05-15", "importance": ', "}\n\nText\n"),
    "JSON text open": _repeat("a", '{"title": "', "\n}\n\nText\n"),
    "JSON keys twice": _repeat('"a": 1, ', '{"title": "A", "date": "2011-05-15", ', '"x": 1}\n\nText\n'),
    "JSON braces": _repeat("{", "", ""),
    "Key: value": _numbered("Key{0}: a\n", "Title: A\nDate: 2011-05-15\n", "\nText\n"),
    "Key: value, twice": _repeat("Key: a\n", "Title: A\nDate: 2011-05-15\n", "\nText\n"),
    "Key: value, going on": _repeat("    a\n", "Title: A\nDate: 2011-05-15\nSummary: a\n", "\nText\n"),
    # page form
    "page: a title of ligatures": _repeat("\ufdfa", _PAGE.rstrip("\n").removesuffix("A title"), "\n\nText.\n"),
    "page: contexts of ligatures": _repeat("\ufdfa, ", f"{_PAGE}_Context: ", "_\n"),
    "page: contexts": _repeat("b, a, ", f"{_PAGE}_Context: ", "_\n"),
    "page: contexts of many": _numbered("c{0}, ", f"{_PAGE}_Context: ", "_\n"),
    "page: contexts on Related": lambda size: (
        f"{_PAGE}### Related:\n\n"
        + "".join(f"1. [A](/news/2011/05/16/{n}.md) _Context: b, a, c{n}_\n" for n in range(size // 50))
    ),
    "page: contexts with commas": lambda size: (
        f"{_PAGE}### Related:\n\n"
        + f"1. [A](/news/2011/05/16/a.md) _Context: {', '.join(f'b{n}, a{n}' for n in range(size // 30))}_\n" * 2
    ),
    "page: many names with commas": lambda size: (
        f"{_PAGE}### Related:\n\n"
        + "".join(f"1. [A](/a{n}.md) _Context: {'b, a, ' * 20}c_\n" for n in range(size // 150))
    ),
    "page: sources": _numbered("1. [A](https://example.org/{0})\n", f"{_PAGE}### Source:\n\n"),
    "page: brackets in sources": _repeat("[", f"{_PAGE}### Source:\n\n1. ", "](a)\n"),
    "page: links in sources": _repeat("[a](b) ", f"{_PAGE}### Source:\n\n1. ", "\n"),
    "page: links in Related": _repeat("](a) _", f"{_PAGE}### Related:\n\n1. [", "\n"),
    "page: blanks in Related": _repeat(" ", f"{_PAGE}### Related:\n\n1. [a](b)", "a\n"),
    "page: changes": _numbered("1. [A](/a{0}.md)\n", f"{_PAGE}### Changes:\n\n"),
    "page: formats": _repeat(" [a](b)", "Formats:", "\n" + _PAGE),
    "page: formats open": _repeat(" [a](", "Formats:", "\n" + _PAGE),
    "page: headings": _repeat("### Source:\n", _PAGE),
    "page: heading of blanks": _repeat(" ", "###", "[2011-05-15](/a)\n\n# A\n"),
    "page: entities": _repeat("&amp;", "### [2011-05-15](/a/)\n\n# ", "\n"),
    "page: main topics": _repeat("##### a\n", "", _PAGE),
    "page: an index": _repeat("### [a](b)\n", "## [2011](/a/)\n"),
    "page: backslashes": _repeat("\\", f"{_PAGE}_Context: ", "_\n"),
    # each sign: where the parser cannot take the text for a plain one, and where it may begin front matter
    **{f"the sign {sign}": _body(sign, " *a*") for sign in punctuation},
    **{f"a file of the sign {sign}": _repeat(sign) for sign in punctuation},
    **{f"words and the sign {sign}": _body(f"a{sign}", " *a*") for sign in punctuation},
    "front matter of JSON behind dashes": _repeat("{ ", "---"),
}
"""Texts of entries."""

_DAY = "{{Current events|year=2011|month=05|day=15|content=\n"


def _wikitext(unit: str, lead: str = "*", end: str = "") -> Make:
    return _repeat(unit, f"{_DAY}{lead}", f"{end}\n}}}}")


WIKITEXT: Mapping[str, Make] = {
    "bullets": _wikitext("*[[A]] does. [http://example.org/1 (''Post'')]\n"),
    "bullets nested": _wikitext("*"),
    "bullets deepening": lambda size: (
        _DAY + "".join("*" * depth + "a\n" for depth in range(int((2 * size) ** 0.5))) + "}}"
    ),
    "links open": _wikitext("[["),
    "links nested": _wikitext("[[", end="]]"),
    "link bars": _wikitext("[[a|"),
    "addresses open": _wikitext("[http://a "),
    "addresses": _wikitext("http://a.example/"),
    "templates open": _wikitext("{{"),
    "templates nested": _wikitext("{{a|"),
    "arguments nested": _wikitext("{{{"),
    "apostrophes": _wikitext("'"),
    "bold and italics": _wikitext("'''a''"),
    "categories": _wikitext(";a\n", ""),
    "headings": _wikitext("=", ""),
    "comments open": _wikitext("<!--"),
    "references open": _wikitext("<ref>"),
    "references": _wikitext("<ref>a</ref>"),
    "tags nested": _wikitext("<div>"),
    "tags of many kinds": _wikitext("<b><i><s>"),
    "attributes": _wikitext(' a="b"', "*<span", ">"),
    "tables": _wikitext("{|\n|-\n", ""),
    "nowiki": _wikitext("<nowiki>"),
    "noinclude": _wikitext("<noinclude>"),
    "brackets closed": _wikitext("]]"),
    "parentheses": _wikitext("("),
    "entities": _wikitext("&amp;"),
    "days": _repeat(_DAY, "", "}}"),
    "headers": _repeat("{{Current events header|2011|05|15}}"),
    "headers open": _repeat("{{Current events header|"),
    "parameters": _repeat("|year=2011", "{{Current events", "|content=}}"),
    "blanks": _wikitext(" "),
    "one word": _wikitext("a"),
    "lines": _wikitext("a\n"),
}
"""Pages of days."""

SETTINGS: Mapping[str, Make] = {
    "unknown keys": _numbered("key{0} = 1\n"),
    "tables": _numbered("[a{0}]\n"),
    "lists nested": _repeat("[", "title = "),
    "tables nested": _repeat("{a = ", "title = "),
    "dotted": _repeat("a.", "", "a = 1"),
    "header dotted": _repeat("a.", "[", "a]"),
    "a long number": _repeat("9", "budget = "),
    "a long text": _repeat("a", 'title = "', '"'),
    "escapes": _repeat("\\\\", 'title = "', '"'),
    "a text without an end": _repeat("a\n", 'title = """'),
    "topics": _numbered("[topics.a{0}]\nkind = 'b'\n"),
    "a long list": _numbered("'a{0}', ", "ignore = [", "]"),
    "a list of lists": _repeat("[1], ", "ignore = [", "]"),
    "not TOML": _repeat("= "),
    "control characters": _repeat("\x01", 'title = "', '"'),
    "keys twice": _repeat("title = 'a'\n"),
    "comments": _repeat("# a\n"),
}
"""Files of settings."""

_RECORD = '{"title": "A", "date": "2011-05-15", '

_HEAD = "Date,Title,Text,Tags,Source,Source URL,Media\n"

TABLES: Mapping[str, Make] = {
    "rows": _numbered("2011-05-15,A ship {0},,,,,\n", _HEAD),
    "empty rows": _repeat(",\n", _HEAD),
    "rows without a date": _numbered(",A ship {0}\n", _HEAD),
    "columns": _numbered("c{0},", "Date,Title,"),
    "unknown columns": _repeat("2011-05-15," + "a," * 900 + "\n", "Date," + "c," * 800 + "Title\n"),
    "cells": _repeat(",", f"{_HEAD}2011-05-15,A"),
    "a cell of lines": _repeat("a\n", f'{_HEAD}2011-05-15,A,"'),
    "a row of cells of lines": _repeat('\n","', f'{_HEAD}2011-05-15,A,"'),
    "quotation marks": _repeat('"', f"{_HEAD}2011-05-15,A,"),
    "rows of a quotation mark": _repeat('"\n', _HEAD),
    "contexts": _numbered("c{0};", f"{_HEAD}2011-05-15,A,,"),
    "tags open": _repeat("<a ", f"{_HEAD}2011-05-15,A,"),
    "tags of lists": _repeat("<li>", f"{_HEAD}2011-05-15,A,"),
    "addresses open": _repeat("<a href=", f"{_HEAD}2011-05-15,A,"),
    "blanks of an address": _repeat(" ", f"{_HEAD}2011-05-15,A,<a href", ">x"),
    "character references": _repeat("&#65", f"{_HEAD}2011-05-15,A,"),
    "a long date": _repeat("1", _HEAD, ",A\n"),
    "a long title": _repeat("a ", f"{_HEAD}2011-05-15,"),
    "a long picture": _repeat("a.", f"{_HEAD}2011-05-15,A,,,,,https://example.org/", ".png"),
    "no table": _repeat("a\n"),
    "CR": _repeat("a\r"),
    "NUL": _repeat("\x00"),
}
TIMELINES: Mapping[str, Make] = {
    "events": lambda size: (
        '{"events": ['
        + ",".join(
            f'{{"start_date": {{"year": 2011}}, "text": {{"headline": "A ship {number}"}}}}'
            for number in range(max(1, size // 64))
        )
        + "]}"
    ),
    "events of nothing": lambda size: '{"events": [' + "1," * (size // 2) + "1]}",
    "lists nested": _repeat("[", '{"events": '),
    "objects nested": _repeat('{"text":', '{"events": ['),
    "a long text": _repeat(
        "<b>", '{"events": [{"start_date": {"year": 2011}, "text": {"headline": "A", "text": "', '"}}]}'
    ),
    "a text without an end": _repeat("a", '{"events": "'),
}

JSON_LINES: Mapping[str, Make] = {
    "entries": _numbered('{{"title": "A ship {0}", "date": "2011-05-15"}}\n'),
    "objects": _repeat("{}\n"),
    "blank lines": _repeat("\n"),
    "lists nested": _repeat("[", f'{_RECORD}"contexts": '),
    "lists nested, closed": lambda size: f'{_RECORD}"contexts": {"[" * (size // 2)}{"]" * (size // 2)}}}\n',
    "objects nested": _repeat('{"a":', f'{_RECORD}"image": '),
    "unknown fields": _numbered('"f{0}": 1, ', _RECORD, '"x": 1}\n'),
    "unknown fields of many entries": _numbered(_RECORD.replace("{", "{{") + '"f{0}": 1}}\n'),
    "contexts": _numbered('"c{0}", ', f'{_RECORD}"contexts": [', '"c"]}\n'),
    "sources": _numbered('{{"name": "P{0}"}}, ', f'{_RECORD}"sources": [', '"P"]}\n'),
    "keys of a source": _numbered('"k{0}": 1, ', f'{_RECORD}"sources": [{{', '"name": "P"}]}\n'),
    "kinds": _numbered('"c{0}": "person", ', f'{_RECORD}"contexts": ["c1"], "kinds": {{', '"c": "place"}}\n'),
    "a long title": _repeat("a ", '{"date": "2011-05-15", "title": "', '"}\n'),
    "escapes": _repeat("\\u0301", '{"date": "2011-05-15", "title": "A', '"}\n'),
    "halves of characters": _repeat("\\ud800", '{"date": "2011-05-15", "title": "A', '"}\n'),
    "a long date": _repeat("1", '{"title": "A", "date": "', '"}\n'),
    "a long number": _repeat("9", f'{_RECORD}"importance": ', "}\n"),
    "a long path": _repeat("a/", '{"title": "A", "date": "2011-05-15", "path": "', 'a.md"}\n'),
    "a path that leads up": _repeat("../", '{"title": "A", "date": "2011-05-15", "path": "', 'a.md"}\n'),
    "an unknown type": _repeat("a", '{"type": "', '"}\n'),
    "base64": _repeat("AAAA", '{"type": "file", "path": "a.txt", "base64": "', '"}\n'),
    "parts of a file": lambda size: "".join(
        f'{{"type": "file", "path": "a.txt", "part": {part}, "parts": 0, "base64": "AAAA"}}\n'
        for part in range(1, size // 70)
    ),
    "a text without an end": _repeat("a", '{"title": "'),
    "no JSON": _repeat("a\n"),
    "NUL": _repeat("\x00"),
}
"""Files of JSON Lines."""

_INDEX = "## [2011](/news/2011/)\n\n"

PAGES: Mapping[str, Make] = {
    **{name: make for name, make in ENTRIES.items() if name.startswith("page: ")},
    "digits of a title": _repeat("1", f"{_PAGE[: _PAGE.index('A title')]}", "\n\nText.\n"),
    "braces of a title": _repeat("{{[[", f"{_PAGE[: _PAGE.index('A title')]}", "\n\nText.\n"),
    "entities open": _repeat("&a", _PAGE),
    "contexts open": _repeat("_Context: ", _PAGE),
    "contexts open, lines": _repeat("_Context: a\n", _PAGE),
    "underscores of contexts": _repeat("_", f"{_PAGE}_Context: ", "x\n"),
    "blanks behind contexts": _repeat("\n", f"{_PAGE}_Context: a_", "x\n"),
    "an index's links": _repeat("](", f"{_INDEX}### [", "\n"),
    "an index's blanks": _repeat("\n", f"{_INDEX}### [a](b)", "x\n"),
    "an index's items": _numbered("### [a](/news/2011/05/15/a{0}.md)\n_Context: a, b{0}_\n\n", _INDEX),
    "a heading of hashes": _repeat("# ", "# a", "x\n"),
    "a heading of blanks": _repeat(" ", "Text.\n\n## a", "x\n"),
    "main topics": _repeat("##### \n", _PAGE),
    "changes": _numbered("1. [A {0}](/a{0}.md)\n", f"{_PAGE}### Changes:\n\n"),
    "plain words": _repeat("word "),
}
"""Texts of a checkout in page form."""

_EXPORT = "<mediawiki><page><title>A</title><revision><text>"
_END = "</text></revision></page></mediawiki>"

EXPORTS: Mapping[str, Make] = {
    "pages": _numbered(
        "<page><title>A {0}</title><revision><text>a</text></revision></page>", "<mediawiki>", "</mediawiki>"
    ),
    "elements nested": _repeat("<page>", "<mediawiki>"),
    "versions": _repeat("<text>a</text>", "<mediawiki><page><title>A</title>", "</page></mediawiki>"),
    "entities": _repeat("&lt;", _EXPORT, _END),
    "entity numbers": _repeat("&#65;", _EXPORT, _END),
    "lines": _repeat("\n", _EXPORT, _END),
    "CDATA": _repeat("<![CDATA[a]]>", _EXPORT, _END),
    "comments": _repeat("<!--a-->", _EXPORT, _END),
    "attributes": _numbered(' a{0}=""', "<mediawiki", "></mediawiki>"),
    "a name without an end": _repeat("a", "<mediawiki><"),
    "an attribute without an end": _repeat("a", '<mediawiki a="'),
    "a document type": _numbered('<!ENTITY a{0} "a">', "<!DOCTYPE mediawiki [", "]><mediawiki></mediawiki>"),
    "titles": _repeat("<title>a</title>", "<mediawiki><page>", "</page></mediawiki>"),
    "instructions": _repeat("<?a b?>", "<mediawiki>", "</mediawiki>"),
    "no XML": _repeat("a"),
}
"""Exports of a wiki."""

_ISSUE = "### Headline\n\nA ship\n\n### Date\n\n2011-05-15\n\n"

ISSUES: Mapping[str, Make] = {
    "words": _repeat("word ", f"{_ISSUE}### Text\n\n"),
    "headings": _repeat("### Headline\n"),
    "headings of fields": _repeat("### Headline\n\nA\n\n### Date\n\n2011-05-15\n\n"),
    "lines of sources": _repeat("- a\n", f"{_ISSUE}### Sources\n\n"),
    "brackets": _repeat("[", f"{_ISSUE}### Sources\n\n"),
    "links": _repeat("[a](b) ", f"{_ISSUE}### Sources\n\n"),
    "links open": _repeat("[a](b", f"{_ISSUE}### Sources\n\n"),
    "link texts": _repeat("a", f"{_ISSUE}### Sources\n\n[", "](b\n"),
    "addresses in angles": _repeat("<a://", f"{_ISSUE}### Sources\n\n"),
    "letters in angles": _repeat("<a", f"{_ISSUE}### Sources\n\n"),
    "a title of words": _repeat("word ", "### Headline\n\n", "\n\n### Date\n\n2011-05-15\n"),
    "a date of digits": _repeat("1", "### Headline\n\nA\n\n### Date\n\n", "\n"),
    "digits of a list": _repeat("1", f"{_ISSUE}### Sources\n\n", ". a\n"),
    "blank lines": _repeat("\n", _ISSUE),
    "carriage returns": _repeat("\r", _ISSUE),
}
"""Issues by the form that suggests an entry."""

_CATALOGUE = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def _plural(unit: str, start: str = "", end: str = "") -> Make:
    return _repeat(unit, f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural={start}', f'{end};\\n"\n')


CATALOGUES: Mapping[str, Make] = {
    "messages": _numbered('msgid "a{0}"\nmsgstr "b"\n\n', _CATALOGUE),
    "one message": _repeat('msgid "Related"\nmsgstr "Mehr"\n\n', _CATALOGUE),
    "lines of a message": _repeat('"a"\n', f'{_CATALOGUE}msgid "Related"\nmsgstr ""\n'),
    "a long line": _repeat("a", f'{_CATALOGUE}msgid "Related"\nmsgstr "', '"\n'),
    "escapes": _repeat("\\\\", f'{_CATALOGUE}msgid "Related"\nmsgstr "', '"\n'),
    "a text without an end": _repeat("\\", f'{_CATALOGUE}msgid "Related"\nmsgstr "'),
    "comments": _repeat("# a\n", _CATALOGUE),
    "placeholders": _repeat("%(num)s", f'{_CATALOGUE}msgid "Related"\nmsgstr "', '"\n'),
    "placeholders open": _repeat("%(", f'{_CATALOGUE}msgid "Related"\nmsgstr "', '"\n'),
    "percent signs": _repeat("%", f'{_CATALOGUE}msgid "Related"\nmsgstr "', '"\n'),
    "headers": _numbered('"X-{0}: a\\n"\n', 'msgid ""\nmsgstr ""\n'),
    "one header": _repeat("a", 'msgid ""\nmsgstr ""\n"X-A: ', '\\n"\n'),
    "obsolete messages": _repeat('#~ msgid "a"\n#~ msgstr "b"\n\n', _CATALOGUE),
    "places": _numbered("#: a.py:{0}\n", _CATALOGUE, 'msgid "Related"\nmsgstr "a"\n'),
    "flags": _numbered("#, a{0}\n", _CATALOGUE, 'msgid "Related"\nmsgstr "a"\n'),
    "plural forms": _numbered('msgstr[{0}] "a"\n', f'{_CATALOGUE}msgid "a"\nmsgid_plural "b"\n'),
    "brackets of the plural rule": lambda size: _plural("(", "", "n" + ")" * size)(size),
    "conditions of the plural rule": _plural("n?1:", "", "0"),
    "conditions of the plural rule, nested": lambda size: _plural("n?", "", "1" + ":0" * (size // 2))(size),
    "terms of the plural rule": _plural("n+", "", "n"),
    "nots of the plural rule": _plural("!", "", "n"),
    "a number of the plural rule": _plural("9"),
    "products of the plural rule": _plural("9999999999*", "", "n"),
    "forms of the plural rule": _repeat("9", 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=', '; plural=0;\\n"\n'),
    "many forms": lambda _: (
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=999999999; plural=0;\\n"\n\n'
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n'
    ),
    "a form of a high number": lambda _: f'{_CATALOGUE}msgid "a"\nmsgid_plural "b"\nmsgstr[999999999] "c"\n',
    "no PO": _repeat("a\n"),
    "NUL": _repeat("\x00"),
}
"""Catalogues of words."""

RENAMED: Mapping[str, Make] = {
    "a list": _numbered("'name {}', ", "+++\ncontexts = [", "]\n+++\n"),
    "lists nested": _repeat("{a:[,", '{"title": "A", "contexts": '),
    "lists without an end": _repeat("contexts = [\n", "+++\n", "+++\n"),
    "texts without an end": _repeat("{contexts:'", '{"title": "A", "contexts": '),
    "blanks": _repeat(" ", "+++\ncontexts = ", "\n+++\n"),
    "lines": _repeat("\n", "+++\n", "+++\n"),
    "commas": _repeat(",", "+++\ncontexts = [", "\n+++\n"),
    "comments": _repeat("# ]\n", "+++\ncontexts = [", "\n+++\n"),
    "keys": _numbered("key{}: a\n", "Title: A\n", "\nText"),
    "keys in lines": _repeat("\n a", "Title: A\nTags: a", "\n\nText"),
    "what one loader of YAML takes alone": _repeat(
        "{name: Post?}, ", "---\ncontexts: [Iran]\nsources: [", "]\n---\nText"
    ),
    "links": _body("[[Iran]] "),
    "links without an end": _body("[[Iran"),
    "links in code": _body("`[[Iran]] "),
    "code": _body("[[Iran]] `` ` "),
    "rows": _body("| [[Iran]] |\n"),
    "contexts": _body("_Context: Iran"),
}
"""Texts in which names of topics are looked for, to become others."""


ROWS: Mapping[str, Make] = {
    "rows": _numbered('{{"key": "a{0}", "path": "a.md", "digest": "a"}}\n'),
    "lists nested": _repeat("[", '{"key": "a", "path": "a.md", "digest": "a", "front": {"a": '),
    "lists nested, closed": lambda size: (
        f'{{"key": "a", "path": "a", "digest": "a", "front": {{"a": {"[" * (size // 2)}{"]" * (size // 2)}}}}}\n'
    ),
    "objects nested": _repeat('{"a":', '{"key": "a", "path": "a", "digest": "a", "front": '),
    "unknown fields": _numbered('"f{0}": 1, ', '{"key": "a", "path": "a", "digest": "a", ', '"x": 1}\n'),
    "sources": _numbered(
        '{{"url": "https://a.b/{0}", "state": "gone", "since": "2031-05-01", "last": "2031-05-01"}}\n'
    ),
    "a long day": _repeat("1", '{"url": "https://a.b/", "state": "gone", "since": "', '", "last": "2031-05-01"}\n'),
    "a long number": _repeat("9", '{"url": "https://a.b/", "state": "gone", "days": ', "}\n"),
    "a copy at no address": _repeat("a:", '{"url": "https://a.b/", "state": "moved", "moved": "', '"}\n'),
    "marks of merges": _repeat("<<<<<<< a\n"),
    "blank lines": _repeat("\n"),
    "NUL": _repeat("\x00"),
}
"""Lines of what imports and checks of sources keep."""

NAMES: Mapping[str, Make] = {
    "letters": _repeat("a"),
    "words": _repeat("ab "),
    "hyphens": _repeat("-"),
    "hyphens between": _repeat("a-"),
    "marks": _repeat("a\u0301"),
    "marks alone": _repeat("\u0301"),
    "ligatures": _repeat("\ufdfa"),
    "dotted capitals": _repeat("\u0130"),
    "Korean in parts": _repeat("\u1112\u1161\u11ab"),
    "Chinese": _repeat("\u4e2d"),
    "Thai": _repeat("\u0e01"),
    "emoji joined": _repeat("\U0001f468\u200d"),
    "direction marks": _repeat("\u202e"),
    "digits": _repeat("1"),
    "signs": _repeat("!?"),
    "apostrophes": _repeat("a'"),
    "dots": _repeat("a."),
    "commas": _repeat("a, "),
    "NUL": _repeat("\x00"),
}
"""Titles and names, of which slugs and words of the search are made."""

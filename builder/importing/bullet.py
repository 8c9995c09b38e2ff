"""A bullet of the Current Events portal: its words, the pages that it links to, and its sources.

    read_bullet("Troops leave [[Homs#Centre|the city]]. [http://gazette.example/1 (''Port Gazette'')]")
    Bullet("Troops leave the city.", ("Homs",), ({"name": "Port Gazette", "url": "http://gazette.example/1"},))

https://mwparserfromhell.readthedocs.io/
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import mwparserfromhell
from mwparserfromhell.nodes import ExternalLink, Heading, HTMLEntity, Node, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from builder.core.record import Record
from builder.core.text import one_line
from builder.core.urls import host, is_web

_CITES = ("cite", "citation", "vcite")
_SILENT = frozenset(
    {
        *(
            "dead link",
            "cn",
            "citation needed",
            "fact",
            "flagicon",
            "flag icon",
            "clarify",
            "when",
            "who",
            "webarchive",
        ),
        *("paywall", "subscription required", "registration required", "pp", "refn", "sfn", "anchor", "clear", "-"),
        *("better source needed", "verify source", "bsn", "dubious", "update", "by whom", "which", "full", "in lang"),
    }
)
"""Templates that say something of the text, and are no part of it."""

_SIGNS = {
    "ndash": "–",
    "en dash": "–",
    "snd": " – ",
    "spaced ndash": " – ",
    "mdash": "—",
    "em dash": "—",
    "–": "–",
    "nbsp": " ",
    "'": "'",
    "'s": "'s",
    "=": "=",
    "!": "|",
    "pipe": "|",
    "spaces": " ",
    "*": "•",
    "dot": "·",
}
_FIRST = frozenset(
    {
        *("nowrap", "nobr", "small", "abbr", "flag", "flagu", "flagcountry", "flag country", "noitalic", "no italic"),
        *("w", "small caps", "sc", "em", "strong", "plainlist", "visible anchor", "not a typo", "sic", "proper name"),
    }
)
"""Templates that are their first parameter."""

_MONEY = {
    "us$": "US$",
    "usd": "US$",
    "gbp": "£",
    "euro": "€",
    "eur": "€",
    "jpy": "¥",
    "yen": "¥",
    "inr": "₹",
    "indian rupee": "₹",
    "a$": "A$",
    "aud": "A$",
    "c$": "C$",
    "cad": "CA$",
    "cny": "CN¥",
    "rub": "₽",
    "krw": "₩",
}
_SHIPS = frozenset({"uss", "hms", "hmas", "hmcs", "rms", "mv", "ms", "ss", "ins", "usns", "mt"})
_LANGUAGES = re.compile(r"[a-z]{2,3}(?:-[a-z]+)?")
_FILES = frozenset({"file", "image", "category", "media"})
_SPACES = frozenset(
    {
        *("portal", "wikipedia", "wp", "template", "help", "user", "talk", "special", "mediawiki", "draft", "module"),
        *("wikt", "wiktionary", "n", "wikinews", "commons", "c", "s", "wikisource", "q", "wikiquote", "d", "wikidata"),
        *("meta", "m", "species", "b", "v", "voy"),
    }
)
"""Prefixes of links that lead to no article: https://en.wikipedia.org/wiki/Help:Interwiki_linking"""

_ELSEWHERE = re.compile(
    r"\(?\s*\bsee (?:also )?(?:the (?:item|entry|story) )?(?:below|above)\b[^()]*\)?", re.IGNORECASE
)
_UNCLOSED = re.compile(r"(?<!\[)\[(?:https?:)?//[^\[\]\n<>{}]*(?=\[(?:https?:)?//|</?ref|\n|\Z)", re.IGNORECASE)
"""An external link whose bracket is not closed before the next one, a footnote, or the end of the line."""

_QUOTES = re.compile(r"'{2,}")
_STRAY = re.compile(r"\[\[|\]\]|\{\{|\}\}|</?[a-zA-Z][^<>]*>")
_EMPTY = re.compile(r"[(\[]\s*[)\]]")
_BEFORE_SIGN = re.compile(r"\s+([.,;:!?)])(?=\s|$)")
_TAIL = re.compile(r"(?:[\s,;(\[–—-]|\b(?:via|and|Archived|Source)\b:?)+$")
_NO_WORDS = re.compile(r"[\W_]*(?:(?:via|and)[\W_]*)*", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Bullet(Record, frozen=True):
    """A bullet."""

    title: str
    """Its words, without sources and markup."""
    links: tuple[str, ...] = ()
    """The pages that it links to, each once, as they are called: brackets stay, parts of a page go."""
    sources: tuple[Mapping[str, Any], ...] = ()
    """Each with `name` and `url`, and what else a citation says of it."""
    templates: tuple[str, ...] = ()
    """The templates in it that are not known, of which the first parameter is taken for the words."""
    has_own_words: bool = False
    """Whether it says more than its links: a story says nothing more."""
    leads_elsewhere: bool = False
    """Whether it says that the news is told at another place of the page."""


def read_bullet(text: str) -> Bullet:
    """Read a bullet, without its marks."""
    reader = _Reader()
    words = reader.words(_UNCLOSED.sub(r"\g<0>]", text))
    found = _ELSEWHERE.search(words)
    title = _tidy(_ELSEWHERE.sub(" ", words))
    own = _tidy(_ELSEWHERE.sub(" ", "".join(reader.outside)))
    return Bullet(
        title,
        tuple(dict.fromkeys(reader.links)),
        tuple({(source["name"], source.get("url")): source for source in reversed(reader.sources)}.values())[::-1],
        tuple(reader.unknown),
        has_own_words=len(_WORD.findall(own)) > (0 if title.endswith((".", "!", "?")) else 2),
        leads_elsewhere=found is not None,
    )


class _Cite(Record, frozen=True):
    """An external link in the words of a bullet: a citation, or words of the text."""

    label: str
    is_citation: bool


class _Reader:
    """Reads a bullet; collects what it links to on the way."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.sources: list[dict[str, Any]] = []
        self.unknown: list[str] = []
        self.outside: list[str] = []
        """The words that stand outside of links."""

    def words(self, text: str) -> str:
        """The words of a text; links at its end are citations, whether in brackets or not."""
        parts = [*self._parts(_parsed(text))]
        last = len(parts)
        while last and (isinstance(parts[last - 1], _Cite) or _NO_WORDS.fullmatch(str(parts[last - 1]))):
            last -= 1
        shown = (part if isinstance(part, str) else " " if part.is_citation else part.label for part in parts[:last])
        words = "".join(shown).rstrip()
        return words if words.endswith((".", "!", "?")) else f"{words}{_sign_at_end(parts[last:])}"

    def _parts(self, code: Wikicode) -> Iterator[str | _Cite]:
        for node in code.nodes:
            if isinstance(node, Text):
                self.outside.append(str(node))
                yield str(node)
            elif isinstance(node, Wikilink):
                yield self._link(node)
            elif isinstance(node, ExternalLink):
                yield self._external(node)
            elif isinstance(node, Template):
                yield from self._template(node)
            elif isinstance(node, Tag):
                yield from self._tag(node)
            else:
                yield _sign(node)

    def _link(self, node: Wikilink) -> str:
        """The words of a link to a page, which is kept if it is an article."""
        target = one_line(_plain(node.title).replace("_", " "))
        prefix, colon, _ = target.removeprefix(":").partition(":")
        prefix = prefix.strip().lower()
        if colon and prefix in _FILES and not target.startswith(":"):
            return ""
        is_article = not (colon and (prefix in _SPACES or prefix in _FILES or _LANGUAGES.fullmatch(prefix)))
        page = one_line(target.removeprefix(":").partition("#")[0])
        if is_article and page:
            self.links.append(page)
        label = _plain(node.text) if node.text is not None else target.removeprefix(":")
        return (label.strip() and label) or re.sub(r" \([^()]*\)$", "", page)

    def _external(self, node: ExternalLink) -> _Cite | str:
        """A citation; the words of a link that is none."""
        url = one_line(str(node.url))
        label = _tidy(_plain(node.title)) if node.title is not None else ""
        if not is_web(url):
            return label
        name = _outlet(label)
        if name.lower() in ("archive", "archived", "archived copy") and self.sources:
            self.sources[-1]["archive_url"] = url
            return _Cite(label, True)
        is_citation = not node.brackets or label.startswith("(") or not label
        self.sources.append({"name": name or host(url) or url, "url": url})
        return _Cite(label, is_citation)

    def _tag(self, node: Tag) -> Iterator[str | _Cite]:
        name = str(node.tag).strip().lower()
        if name in ("br", "hr"):
            yield " "
        elif name == "ref":
            for _ in self._parts(_parsed(str(node.contents or ""))):
                pass  # its sources are what it has to say
            yield " "
        elif name not in ("gallery", "math", "score", "style", "script", "templatestyles"):
            yield from self._parts(node.contents if node.contents is not None else _parsed(""))

    def _template(self, node: Template) -> Iterator[str | _Cite]:
        name = one_line(str(node.name).replace("_", " ")).lower()
        plain = [str(each.value) for each in node.params if not each.showkey]
        if name.startswith(_CITES):
            self._cite(node)
            yield _Cite("", True)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _SILENT and not name.startswith(("#", "current events")):
            words = _words_of_template(name, plain)
            if words is None:
                self.unknown.append(name)
                words = plain[0] if plain else ""
            if name in ("ill", "interlanguage link") and plain:
                self.links.append(one_line(_plain(_parsed(plain[0]))))
            yield from self._parts(_parsed(words))

    def _cite(self, node: Template) -> None:
        """Take the source that a citation template names."""
        raw = {one_line(str(each.name)).lower(): each.value for each in node.params}
        given = {key: one_line(str(value)) if "url" in key else _tidy(_plain(value)) for key, value in raw.items()}
        url = given.get("url", "")
        outlet = next((given[key] for key in _OUTLET_KEYS if given.get(key)), "")
        if not is_web(url):
            url = ""
        if not (url or outlet):
            return
        found = {
            "name": outlet or host(url) or url,
            "title": given.get("title"),
            "url": url or None,
            "archive_url": given.get("archive-url") or given.get("archiveurl"),
        }
        self.sources.append({key: value for key, value in found.items() if value})


_OUTLET_KEYS = ("work", "website", "newspaper", "magazine", "journal", "agency", "publisher", "via")


def _words_of_template(name: str, plain: Sequence[str]) -> str | None:
    """What a template shows; none of one that is not known."""
    first, second, *_ = (*plain, "", "")
    if name in _FIRST or name in ("ill", "interlanguage link"):
        return first
    if name in _MONEY:
        return f"{_MONEY[name]}{first}"
    if name in _SHIPS:
        return f"{name.upper()} {first}"
    by_name: Mapping[str, Callable[[], str]] = {
        "lang": lambda: second,
        "transl": lambda: plain[-1] if plain else "",
        "ship": lambda: f"{first} {second}",
        "sclass": lambda: f"{first}-class {second}",
        "convert": lambda: f"{first} {second}",
        "cvt": lambda: f"{first} {second}",
        "frac": lambda: "/".join(plain),
        "c.": lambda: f"c. {first}",
        "circa": lambda: f"c. {first}",
    }
    if name in by_name:
        return by_name[name]()
    return plain[-1] if name.startswith("lang-") and plain else None


def _sign_at_end(parts: Sequence[str | _Cite]) -> str:
    """The sign that ends a sentence, of what stands before, between and behind its citations."""
    first = parts[0] if parts and isinstance(parts[0], str) else ""
    signs = "".join(part for part in parts if isinstance(part, str))
    return first if first.strip() and first.strip()[0] in ".!?)'\"”’" else "." if "." in signs else ""


def _sign(node: Node) -> str:
    """The words of what is no text: an entity, a heading in the middle of a line; none of a comment."""
    if isinstance(node, HTMLEntity):
        return str(node.normalize())
    return _plain(node.title) if isinstance(node, Heading) else ""


def _parsed(text: str) -> Wikicode:
    return mwparserfromhell.parse(text, skip_style_tags=True)


def _plain(code: Wikicode) -> str:
    """The words of a part of a bullet."""
    return "".join(_plain_words(code))


def _plain_words(code: Wikicode) -> Iterable[str]:
    reader = _Reader()
    for part in reader._parts(code):  # another one of its own kind
        yield part if isinstance(part, str) else part.label


def _outlet(label: str) -> str:
    """The name of an outlet in the label of a link: `(''Port Gazette'')`."""
    name = label.strip()
    while name.startswith("(") and name.endswith(")"):
        name = name[1:-1].strip()
    return name.strip("'\"[] ")


def _tidy(text: str) -> str:
    """Words on one line, without what markup leaves between them."""
    words = one_line(_STRAY.sub("", html.unescape(_QUOTES.sub("", text))).replace("\u00a0", " "))
    words = _BEFORE_SIGN.sub(r"\1", _EMPTY.sub("", words))
    return one_line(_TAIL.sub("", words).lstrip("*#:;-–— "))

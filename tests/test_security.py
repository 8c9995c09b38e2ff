"""Nothing that a site's files say can reach outside the output, or put a script into a page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from builder.cache.store import FOLDER
from builder.core.links import strip_fingerprints
from tests.sites import SiteFolder, tree

DAY = "content/news/2011/05/15"
BASE_URL = "https://example.org/site/"

PAYLOADS = [
    '"><script>alert(1)</script>',
    "'onmouseover='alert(1)' x='",
    '" onmouseover="alert(1)" x="',
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--></title></style></textarea><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "\x7fx\x00\x01&#x7f;&#0;&lt;script&gt;",
]

WEB_SCHEMES = {"", "http", "https", "mailto", "tel", "ftp"}
DATA = ("application/ld+json", "application/json")
"""The types of scripts that hold data, which no browser runs."""
SCRIPTS = {"search.html": "static/search.js"}
"""The one script that a page may load beside that which every page has."""
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background")


def quoted(text: str) -> str:
    """The text as a YAML or TOML string: JSON's, as far as both know it."""
    return json.dumps(text).replace("\\u007f", "\\u007F").replace("\x7f", "\\u007F")


def flaws(name: str, page: str) -> Iterator[str]:
    """What could run a script in a published page of this name."""
    for element in html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8")).iter(
        etree.Element
    ):
        if element.tag in ("iframe", "object", "embed", "applet", "base", "math"):
            yield f"<{element.tag}>"
        if element.tag == "script" and element.get("type") not in DATA and not _of_theme(name, element):
            yield f"a script: {element.text}"
        for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            address = re.sub(r"[\x00-\x20]", "", value)
            if key.startswith("on") or key in ("style", "srcdoc"):
                yield f"{key}={value}"
            if key in ADDRESSES and _scheme(address) not in WEB_SCHEMES:
                yield f"{key}={value}"
            if key == "http-equiv" and "script:" in str(element.get("content")):
                yield f"a refresh to {element.get('content')}"


def _of_theme(name: str, element: etree._Element) -> bool:
    """Whether a script is one that this page loads from the theme: that of its own, or the one that finds the field."""
    roots = ("", "/", urlsplit(BASE_URL).path) if name == "404.html" else ("../" * name.count("/"),)
    src = element.get("src")
    loaded = None if src is None else strip_fingerprints(str(src).encode()).decode()
    return loaded in (SCRIPTS.get(name), *(f"{root}static/find.js" for root in roots)) and not element.text


def _scheme(address: str) -> str:
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return found[1].lower() if found else ""


def assert_harmless(output: Path) -> None:
    """No page runs a script, and every file of data can be read."""
    found = {name: [*flaws(name, data.decode())] for name, data in tree(output).items() if name.endswith(".html")}
    assert len(found) > 5
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert_readable(output)


def assert_readable(output: Path) -> None:
    """All XML and JSON is well-formed, that in pages too."""
    for name, data in tree(output).items():
        if name.endswith(".xml"):
            etree.fromstring(data)
        elif name.endswith(".json"):
            json.loads(data)
        elif name.endswith(".html"):
            for script in html.document_fromstring(data).iter("script"):
                if script.get("type") in DATA:
                    json.loads(script.text or "")


def entry(payload: str) -> str:
    """An entry that says the payload wherever it can; in the header a comment has an end, as it hides all else."""
    header = f"{payload}-->" if "<!--" in payload and "-->" not in payload else payload
    text = quoted(header)
    short = "".join(header.split())
    return f"""---
title: {quoted(f"T{header}")}
summary: {text}
contexts: [{quoted(f"C{header}")}, {quoted(f"Second {header}")}]
sources:
  - name: {text}
    url: {quoted(f"https://example.org/{header}")}
    archive_url: {quoted(f"https://example.org/{short}")}
    author: {text}
  - {quoted(f"S{header}")}
  - name: {quoted(f"N{header}")}
    url: {text}
image:
  url: {quoted(f"https://example.org/{header}")}
  alt: {text}
  credit: {text}
status: {text}
location: {text}
slug: {text}
weather: {text}
{quoted(f"key {header}")}: {text}
---
Body {payload}

# {payload}

[[C{payload}]] [words {payload}](https://example.org/{payload}) `{payload}`

    {payload}

```{payload}
{payload}
```

![{payload}](https://example.org/{payload})
"""


def settings(payload: str) -> str:
    text = quoted(payload)
    return f"""title = {text}
description = {text}
author = {text}
base_url = "{BASE_URL}"
formats = ["html", "json", "md", "xml"]
[topics]
{quoted(f"C{payload}")} = {{ description = {text} }}
[extra]
key = {text}
"""


def wiki_safe(payload: str) -> str:
    """The payload without what would break the wiki link, or the settings, that it stands in."""
    return re.sub(r"[\x00-\x08\x7f]", "", payload).replace("]]", "").replace("|", "")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_entry_runs_as_a_script(site: SiteFolder, payload: str) -> None:
    site.write(
        {
            f"{DAY}/first.md": entry(wiki_safe(payload)),
            f"{DAY}/second.md": entry(wiki_safe(payload)).replace("slug: ", "tide: "),
        }
    )
    assert site.run("--jobs", "1", "--base-url", BASE_URL) == 0
    assert_harmless(site.output)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_page_in_page_form_runs_as_a_script(site: SiteFolder, payload: str) -> None:
    short = "".join(payload.split())
    site.write(
        {
            f"{DAY}/a.md": f"### [2011-05-15](/x)\n\n# T{payload}\n\nText {payload}\n\n### Source:\n\n"
            f"1. [{payload}](https://example.org/{short})\n2. {payload}\n\n"
            f"### Related:\n\n1. [{payload}](/news/2011/x.md) _Context: C{payload}_\n",
            "content/about.md": f"# About {payload}\n\nText {payload}\n",
        }
    )
    assert site.run("--jobs", "1", "--base-url", BASE_URL) == 0
    assert_harmless(site.output)


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if payload.isprintable()])
def test_no_setting_runs_as_a_script(site: SiteFolder, payload: str) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\nText.\n", "dateline.toml": settings(payload)})
    assert site.run("--jobs", "1") == 0
    assert_harmless(site.output)


@pytest.mark.parametrize(
    "payload",
    [
        "</style><script>alert(1)</script>",
        "#fff}</style><img src=x onerror=alert(1)>",
        "url(https://example.org/)",
        "a;}",
    ],
)
def test_no_colour_or_font_leaves_its_style(site: SiteFolder, payload: str) -> None:
    names = ("accent", "ink_dark", "serif", "measure")
    values = "".join(f"{name} = {quoted(payload)}\n" for name in names)
    site.write({f"{DAY}/a.md": "---\ntitle: A\n---\n", "dateline.toml": f"[theme]\n{values}"})
    assert len(site.problems()) == len(names)
    assert not site.output.exists()


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if payload.isprintable()])
def test_no_word_of_a_catalogue_runs_as_a_script(site: SiteFolder, payload: str) -> None:
    words = quoted(payload.replace("%", "%%"))
    messages = (f"msgid {quoted(each)}\nmsgstr {words}\n" for each in ("Topics", "Earlier", "Page not found"))
    site.write({f"{DAY}/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n", "templates/words/en.po": "\n".join(messages)})
    assert site.run("--jobs", "1") == 0
    assert_harmless(site.output)


@pytest.mark.parametrize(
    "payload", ["javascript:alert(1)", "javascript://%0aalert(1)", '"><script>alert(1)</script>', "data://x,<script>"]
)
def test_no_licence_runs_as_a_script(site: SiteFolder, payload: str) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\n---\nText.\n", "dateline.toml": f"license = {quoted(payload)}\n"})
    assert site.run("--jobs", "1") == 0
    assert_harmless(site.output)


@pytest.mark.parametrize("ending", ["a&b", 'a"b', "a<b", "a'b"])
def test_no_base_url_breaks_feeds_and_sitemap(site: SiteFolder, ending: str) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n[[Iran]]\n"})
    try:
        status = site.run("--jobs", "1", "--base-url", f"https://example.org/{ending}/")
    except SystemExit:
        return  # a base URL may as well be refused
    assert status == 0
    assert_harmless(site.output)


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](<java\tscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x](vbscript:msgbox(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "[![x](https://example.org/a.png)](javascript:alert(1))",
        "[[javascript:alert(1)|x]]",
        '[x](https://example.org/ "\\" onclick=\\"alert(1)")',
        "[x](https://example.org/\"onclick='alert(1)')",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg/onload=alert(1)>",
        "<!-- --><iframe src='javascript:alert(1)'>",
    ],
)
def test_no_markdown_makes_a_dangerous_link_or_element(site: SiteFolder, link: str) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\n---\nText.\n", f"{DAY}/b.md": f"---\ntitle: B\n---\n{link}\n"})
    if site.run("--jobs", "1", "--base-url", BASE_URL) == 0:
        assert_harmless(site.output)
    else:
        assert not site.output.exists()


@pytest.mark.parametrize(
    "key", ["sources: [{name: x, url: %s}]", "sources: [{archive_url: %s, name: x}]", "sources: [%s]"]
)
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "//x"]
)
def test_no_source_leads_to_anything_but_the_web(site: SiteFolder, key: str, address: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\n{key % quoted(address)}\n---\nText.\n"})
    assert site.run("--jobs", "1") == 0
    assert_harmless(site.output)
    links = html.fromstring(site.page("news/2011/05/15/a.html")).cssselect("section.sources a")
    assert {link.get("href") for link in links} <= {"../../../../sources/x/index.html"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:image/svg+xml,<svg onload=alert(1)>", "file:///etc/hosts"]
)
def test_no_picture_has_another_address_than_a_file_or_the_web(site: SiteFolder, address: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\nimage: {quoted(address)}\n---\nText.\n"})
    assert site.run("--jobs", "1") == 1
    assert not site.output.exists()


def test_a_picture_elsewhere_is_not_fetched_by_a_reader(site: SiteFolder) -> None:
    body = "![x](https://example.org/a.png) ![y](//example.org/b.png)"
    site.write({f"{DAY}/a.md": f"---\ntitle: A\nimage: https://example.org/c.png\n---\n{body}\n"})
    site.run("--jobs", "1")
    pages = [html.fromstring(data) for name, data in site.tree().items() if name.endswith(".html")]
    fetched = [
        str(element.get("src") or element.get("href"))
        for page in pages
        for element in page.iter("img", "script", "link")
        if element.get("src") or element.get("rel") == "stylesheet"
    ]
    assert fetched
    assert [address for address in fetched if urlsplit(address).netloc] == []


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=alert(1)>.png",
        '"onmouseover="alert(1).png',
        "'><script>.png",
        "javascript:x.png",
        "%22x.png",
    ],
)
def test_no_name_of_a_file_runs_as_a_script(site: SiteFolder, name: str) -> None:
    link = "".join(f"%{byte:02X}" for byte in name.encode())
    body = f"---\ntitle: A\nimage: {quoted(link)}\n---\n![x]({link}) [y]({link})\n"
    site.write({f"{DAY}/a.md": body, f"{DAY}/{name}": "A picture."})
    assert site.run("--jobs", "1", "--base-url", BASE_URL) == 0
    assert_harmless(site.output)
    assert site.tree()[f"news/2011/05/15/{name}"] == b"A picture."


@pytest.mark.parametrize("name", ['"><script>alert(1)<', "'onload='alert(1)", "CON", "a\\..\\b", "javascript:x"])
def test_no_name_of_a_folder_or_entry_runs_as_a_script_or_leads_outside(site: SiteFolder, name: str) -> None:
    site.write(
        {
            f"content/{name}/2011/05/15/{name}.md": "---\ntitle: A\ncontexts: [Iran]\n---\nText.\n",
            f"content/{name}/index.md": "---\ntitle: B\n---\nText.\n",
        }
    )
    before = outside(site)
    if site.run("--jobs", "1") == 0:
        assert_harmless(site.output)
    assert outside(site) == before


OUTWARD = [
    "../../../../../../outside",
    "/../../../outside",
    "/tmp/outside.html",  # noqa: S108  # one of the paths that must not be written
    "..\\..\\outside",
    "C:\\outside.html",
    "\\\\host\\share\\outside.html",
    "a/../../outside.html",
    "outside\x00.html",
    "....//....//outside",
    "%2e%2e/%2e%2e/outside.html",
    "CON",
    "nul.html",
    "https://example.org/outside",
    ".",
    "..",
    "-",
    "~/outside.html",
    "${HOME}/outside.html",
]


def outside(site: SiteFolder) -> dict[str, bytes]:
    """Everything around the output and what builds remember."""
    own = (f"{site.path.name}/output/", f"{site.path.name}/{FOLDER}/")
    return {name: data for name, data in tree(site.path.parent).items() if not name.startswith(own)}


@pytest.mark.parametrize("key", ["slug", "aliases", "title", "contexts"])
@pytest.mark.parametrize("path", OUTWARD)
def test_no_key_of_an_entry_writes_outside_the_output(site: SiteFolder, key: str, path: str) -> None:
    value = quoted(path) if key in ("slug", "title") else f"[{quoted(path)}]"
    title = "" if key == "title" else "title: A\n"
    site.write({f"{DAY}/a.md": f"---\n{title}{key}: {value}\n---\nText.\n"})
    before = outside(site)
    status = site.run("--jobs", "1")
    assert outside(site) == before
    assert not Path("/tmp/outside.html").exists()  # noqa: S108  # one of the paths that must not be written
    assert status == (0 if site.output.exists() else 1)


@pytest.mark.parametrize(
    "path", ["../../outside.html", "a/../../outside.html", "..\\outside.html", "C:\\outside.html", "a\x00"]
)
def test_an_alias_that_leads_outside_is_an_error(site: SiteFolder, path: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\naliases: [{quoted(path)}]\n---\nText.\n"})
    # A NUL is taken out of every text, so what is left is an alias like any other.
    assert site.run("--jobs", "1") == (0 if "\x00" in path else 1)


@pytest.mark.parametrize(
    "alias", ["/.git/config", "/.gitignore", "/.dateline-files", "/.dateline-new/x.html", "/a/.b/c.html"]
)
def test_no_alias_touches_a_hidden_file_of_the_output(site: SiteFolder, alias: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\naliases: [{alias}]\n---\nText.\n", "output/.git/config": "Mine."})
    site.run("--jobs", "1")
    assert site.page(".git/config") == "Mine."
    assert {name for name in site.tree() if name.startswith(".")} <= {".git/config", ".nojekyll", ".dateline-files"}


@pytest.mark.parametrize(
    "body", ["[x](../../../../../../../etc/passwd)", "![x](/../../etc/passwd)", "[x](%2e%2e/%2e%2e/%00)"]
)
def test_no_link_publishes_a_file_from_outside(site: SiteFolder, body: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\n---\n{body}\n", "secret.txt": "Secret."})
    assert site.run("--jobs", "1") == 1
    assert not site.output.exists()


@pytest.mark.parametrize(
    "markdown", ["&#12;", "&#1;", "&#x7f;", "&#xFFFE;", "&#xD800;", "&#0;", "\x0b\x0c\x1f\x7f", "\u0085\u2028"]
)
def test_no_character_of_a_body_breaks_data_or_feeds(site: SiteFolder, markdown: str) -> None:
    site.write(
        {
            f"{DAY}/a.md": f"---\ntitle: A\n---\nText {markdown}text.\n",
            "dateline.toml": 'formats = ["html", "json", "md", "xml"]\n',
        }
    )
    assert site.run("--jobs", "1", "--base-url", BASE_URL) == 0
    assert_readable(site.output)
    assert not any("\x7f" in data.decode() for name, data in site.tree().items() if not name.startswith("static/"))


@pytest.mark.parametrize("character", ["\\u0001", "\\u000C", "\\u007F", "\\uFFFE"])
def test_no_character_of_a_setting_breaks_data_or_feeds(site: SiteFolder, character: str) -> None:
    site.write(
        {
            f"{DAY}/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\nText.\n",
            "dateline.toml": f'title = "A{character}"\ndescription = "B{character}"\nauthor = "C{character}"\n',
        }
    )
    if site.run("--jobs", "1", "--base-url", BASE_URL) == 0:
        assert_readable(site.output)


@pytest.mark.parametrize(
    "front",
    [
        "x: !!python/object/apply:os.system ['touch /tmp/outside.html']",
        "x: !!python/name:os.system",
        "x: &a [*a]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]",
        f"x: {'[' * 3000}{']' * 3000}",
        f"x: {'{a: ' * 2000}1{'}' * 2000}",
        "? [a, b]\n: c",
        "<<: [1, 2]",
        "x: !!binary '***'",
        "x: !!timestamp soon",
        "x: !!bool soon",
        "x: !!int ''",
        "x: !!float soon",
        f"x: {'9' * 5000}",
    ],
    ids=lambda front: front[:24],
)
def test_no_yaml_runs_code_or_ends_in_a_traceback(
    site: SiteFolder, front: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\n{front}\n---\nText.\n"})
    assert site.run("--jobs", "1") in (0, 1)
    assert f"{DAY}/a.md:" in capsys.readouterr().err
    assert not Path("/tmp/outside.html").exists()  # noqa: S108  # what the first of them would make


@pytest.mark.parametrize("name", [".gitignore", ".gitignore.new", "index", "index.new"])
def test_a_link_in_place_of_what_is_remembered_is_not_written_through(site: SiteFolder, name: str) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\n---\n", "mine.txt": "Mine."})
    (site.path / FOLDER).mkdir()
    (site.path / FOLDER / name).symlink_to(site.path / "mine.txt")
    assert site.run("--jobs", "1") == 0
    assert (site.path / "mine.txt").read_text() == "Mine."


def test_a_link_in_place_of_the_folder_of_what_is_remembered_changes_nothing_where_it_leads(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\n---\n", "mine/mine.txt": "Mine."})
    (site.path / FOLDER).symlink_to(site.path / "mine")
    assert site.run("--jobs", "1") == 0
    assert tree(site.path / "mine") == {"mine.txt": b"Mine."}

"""Files beside entries: what runs code in readers' browsers, and what a host acts on."""

import os
from pathlib import Path

import pytest

from builder.content.active_files import may_be_active, pattern_of, why_active
from builder.core.problems import Code
from tests.sites import SiteFolder

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'

LATIN = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + SVG.format("<text>\xe9</text>").encode("latin-1")

INERT: dict[str, str | bytes] = {
    "map.png": "<script>alert(1)</script>",
    "a.pdf": "%PDF-1.7",
    "data.csv": "a,b\n<b>,2\n",
    "notes.txt": "A text that says <script>alert(1)</script> in its middle.",
    "bare": "x",
    "empty": "",
    "a.json": '{"html": "<script>"}',
    "a.geojson": "{}",
    "a.css": "@import 'https://example.org/a.css';",
    "a.py": "import os",
    "deep/CNAME": "example.org",
    "robots.txt": "User-agent: *",
    "utf16.csv": "a;b\n".encode("utf-16"),
    "api/data.json": "{}",
    "drawing.svg": SVG.format(
        '<title>A</title><path d="M0 0"/><a xlink:href="https://example.org/"><text>A</text></a>'
    ),
    "use.svg": SVG.format('<defs><g id="a"/></defs><use xlink:href="#a"/><image href="data:image/png;base64,AA=="/>'),
    "style.svg": SVG.format("<style>.a { fill: url(#b); background: url('c.png') }</style>"),
    "relative.svg": SVG.format('<image href="pictures/a.png"/><rect fill="url(#a)"/>'),
    "old.svg": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + SVG.format("<g/>"),
    "windows.svg": SVG.format('<g label="C:\\maps\\harbour.svg"/>'),
    "unused.svg": SVG.format('<g xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    "fade.svg": SVG.format('<rect><animate attributeName="opacity" from="0" to="1" dur="1s"/></rect>'),
    "escape.svg": SVG.format(r"<style>.\31 a { fill: url(#b) }</style>"),
    "mail.txt": "<ada@example.org> wrote & left",
    "utf16.txt": "\ufeff \n<ada@example.org> wrote".encode("utf-16-le"),
    "utf16.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"),
    "latin.svg": LATIN,
    "feed.xml": '<?xml version="1.0"?><rss><link>https://example.org/</link><item online="1"/></rss>',
    "a.gpx": '<gpx xmlns="http://www.topografix.com/GPX/1/1"><link href="https://example.org/"/></gpx>',
    "a.dtd": "<!ELEMENT a EMPTY>",
    "next.js.png": "",
    "saved.html.txt": "Hello.",
    "a.svg.png": "",
    "report.es.pdf": "%PDF-1.7",
    "report.es.draft": "Hola.",
    "data.csv.gz": b"\x1f\x8b",
    "pages.html.zip": "PK",
    "a.html/b": "A file in a folder.",
    "a.b.c/d": "A file in a folder.",
    "deep/ads.txt": "A text.",
    "a.pl": "print 1",
}

ACTIVE: dict[str, str | bytes] = {
    "page.html": "Hello.",
    "page.html ": "Hello.",
    "page.html. .": "Hello.",
    "page.JS.": "Hello.",
    "PAGE.HTM": "Hello.",
    "a.xhtml": "Hello.",
    "a.shtml": "Hello.",
    "a.mhtml": "Hello.",
    "a.js": "1",
    "a.MJS": "1",
    "a.wasm": b"\0asm",
    "sw.js": "self.onfetch = 1",
    "a.php": "<?php",
    "a.xsl": "<xsl/>",
    "a.svgz": b"\x1f\x8b",
    "_worker.js": "1",
    "_headers": "/*\n",
    "_redirects": "/a /b",
    "deep/_redirects": "/a /b",
    "_routes.json": "{}",
    "CNAME": "example.org",
    "cname": "example.org",
    "web.config": "<configuration/>",
    "deep/Web.config": "<configuration/>",
    "netlify.toml": "",
    "_config.yml": "",
    "functions/a.ts": "",
    "api/hello.py": "",
    "notes.txt": "\n  <!DOCTYPE HTML><title>A</title>",
    "bare": "<html>",
    "comment.txt": "<!-- --><script>1</script>",
    "strange.ending": "<sCRIPT >1</script>",
    "bom": b"\xef\xbb\xbf<?xml version='1.0'?>" + SVG.format("<script/>").encode(),
    "script.svg": SVG.format("<script>1</script>"),
    "prefix.svg": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>1</s:script></s:svg>',
    "entity.svg": '<!DOCTYPE svg [<!ENTITY x "<script>1</script>">]>' + SVG.format("&x;"),
    "namespace.svg": '<!DOCTYPE svg [<!ENTITY n "http://www.w3.org/1999/xhtml">]><a xmlns="&n;"><script>1</script></a>',
    "default.svg": '<!DOCTYPE a [<!ATTLIST a xmlns CDATA #FIXED "http://www.w3.org/1999/xhtml">]><a onclick="1"/>',
    "event.svg": SVG.format('<rect onload="1"/>'),
    "case.svg": SVG.format('<rect ONLOAD="1"/>'),
    "foreign.svg": SVG.format("<foreignObject><p/></foreignObject>"),
    "address.svg": SVG.format('<a xlink:href="javascript:alert(1)"/>'),
    "blanks.svg": SVG.format('<a href=" java&#10;script&#58;alert(1)"/>'),
    "data.svg": SVG.format('<a href="data:text/html,x"/>'),
    "used.svg": SVG.format('<use href="data:image/svg+xml;base64,AA=="/>'),
    "animate.svg": SVG.format('<a><animate attributeName="href" values="#;javascript:alert(1)"/></a>'),
    "set.svg": SVG.format('<rect><set attributeName="onclick" to="1"/></rect>'),
    "image.svg": SVG.format('<image xlink:href="https://example.org/a.png"/>'),
    "slashes.svg": SVG.format('<image href="//example.org/a.png"/>'),
    "backslashes.svg": SVG.format('<image href="\\\\example.org/a.png"/>'),
    "fill.svg": SVG.format('<rect fill="url(https://example.org/a#b)"/>'),
    "import.svg": SVG.format("<style><![CDATA[@import 'a.css';]]></style>"),
    "font.svg": SVG.format("<style>@font-face { src: url( 'https://example.org/a' ) }</style>"),
    "sheet.svg": '<?xml-stylesheet href="a.css"?>' + SVG.format(""),
    "sheet.xml": '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a.xml"?><a/>',
    "web.xml": '<a><b xmlns="http://www.w3.org/1999/xhtml"><script>1</script></b></a>',
    "math.xml": '<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:1"/>',
    "feed.rss": '<rss><x:iframe xmlns:x="http://www.w3.org/1999/xhtml"/></rss>',
    "broken.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
    "newer.svg": '<?xml version="1.1"?><svg xmlns="http://www.w3.org/2000/svg"><g',
    "unknown.svg": '<?xml version="1.0" encoding="x-none"?>' + SVG.format(""),
    "utf16.svg": SVG.format("<script/>").encode("utf-16"),
    "utf16": SVG.format("<script/>").encode("utf-16"),
    "late.svg": SVG.format("<g/>" * 40_000 + "<script/>"),
    **dict.fromkeys(("a.ecma", "a.es", "a.javascript", "a.jsx", "a.cjs"), "1"),
    **dict.fromkeys(("index.html.gz", "a.HTML.br", "deep/a.htm.zst", "a.js.gz", "a.svg.gz", "a.xml.Z"), b"\x1f\x8b"),
    **dict.fromkeys(
        ("a.html.en", "a.html.pt-br", "a.en.html.first", "a.html.en.utf8", "a.js.en", "a.html.en.gz"), "Hello."
    ),
    "a.var": "URI: a\nContent-type: text/html\n",
    **dict.fromkeys(("BingSiteAuth.xml", "google1234.html", "crossdomain.xml", "clientaccesspolicy.xml"), "<a/>"),
    **dict.fromkeys(("ads.txt", "app-ads.txt", "apple-app-site-association"), "a"),
    "names.svg": '<!DOCTYPE svg [<!ENTITY ns "http://ns.example.org/">]>' + SVG.format('<g xmlns:x="&ns;"/>'),
    "parameter.svg": """<!DOCTYPE svg [<!ENTITY % b "<!ENTITY a '<script>1</script>'>">%b;]>""" + SVG.format("&a;"),
    "parameter2.svg": """<!DOCTYPE svg [<!ENTITY % b "<!ATTLIST svg onload CDATA '1'>">%b;]>""" + SVG.format(""),
    "parameter3.svg": '<!DOCTYPE svg [<!ENTITY % b ""> %b; <!ATTLIST svg onload CDATA "1">]>' + SVG.format(""),
    "parameter4.svg": '<!DOCTYPE svg SYSTEM "a" [%b; <!ENTITY a "<script>1</script>">]>' + SVG.format("&a;"),
    "parameter.xml": '<!DOCTYPE a [<!ENTITY % b ""> %b; <!ATTLIST a xmlns CDATA "http://www.w3.org/1999/xhtml">]><a/>',
    "colon.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">'
    + SVG.format('<a href="javascript&colon;alert(1)"/>'),
    "broken.xml": "<a><b></a>",
    "broken.wsdl": "<a><b></a>",
    "broken.ending": '<a:b xmlns:a="a"><b></a:b>',
    **{
        f"{encoding}.xml": f'<?xml version="1.0" encoding="{encoding}"?><a xmlns="http://www.w3&#46;org/1999/xhtml"/>'
        for encoding in ("gbk", "big5", "euc-jp", "shift_jis", "x-user-defined", "bogus", "utf-16", "utf-7", "koi8-r")
    },
    "gbk.ending": '<?xml version="1.0" encoding="gbk"?><a/>',
    "hidden.xml": '<a xmlns="http://www.w3&#46;org/1999/xhtml"/>',
    "control.xml": '<a xmlns="http://www.w3&#46;org/1999/xhtml">\x01</a>',
    **{
        f"{coding}.{ending}": f"\ufeff \n{SVG.format('<script/>')}".encode(coding)
        for coding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8")
        for ending in ("plist", "wsdl", "mathml", "xul", "ending")
    },
    "moved.svg": SVG.format('<image><set attributeName="href" to="https://example.org/a"/></image>'),
    "moving.svg": SVG.format('<image><animate attributeName="xlink:href" values="a.png;b.png"/></image>'),
    "animated.svg": SVG.format(r'<rect><set attributeName="filter" to="u\72l(https://example.org/#a)"/></rect>'),
    "escape.svg": SVG.format(r'<rect fill="u\72l(https://example.org/a)"/>'),
    "escape2.svg": SVG.format(r"<style>a { fill: \000075 rl('https:\2f\/example.org') }</style>"),
    "escape3.svg": SVG.format(r"<style>a { fill: url('/\a /example.org') }</style>"),
    "set-of.svg": SVG.format("<g style=\"background: image-set('https://example.org/a' 1x)\"/>"),
    "source.svg": SVG.format("<g style=\"background: src('https://example.org/a')\"/>"),
    "nested.svg": SVG.format("<style><g/>@import 'https://example.org/a';</style>"),
    "tab.svg": SVG.format('<image href="/&#9;/example.org/a"/>'),
    "no-slashes.svg": SVG.format('<image href="http:example.org/a"/>'),
    "base.svg": SVG.format('<g xml:base="https://example.org/"><image href="a"/></g>'),
    "ping.svg": SVG.format('<a href="a.txt" ping="/b"/>'),
    **{
        f"{element.split()[0]}.svg": SVG.format(f'<h:{element} xmlns:h="http://www.w3.org/1999/xhtml"/>')
        for element in ("img src='a'", "video", "body background='//e.org'", "meta http-equiv='refresh'", "form", "p")
    },
    "default-p.svg": SVG.format('<p xmlns="http://www.w3.org/1999/xhtml"/>'),
    "late-p.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml"><g><h:p/></g></svg>',
    "bomb.svg": "<!DOCTYPE a ["
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 12}">' for n in range(12))
    + '<!ENTITY a0 "xxxxxxxxxx">]>'
    + SVG.format("&a12;"),
}


def why(folder: Path, name: str, content: str | bytes) -> str:
    """Why a file is active that has a path below content/ and holds something."""
    file = folder / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return why_active(name, str(file))


@pytest.mark.parametrize("name", INERT)
def test_pictures_sound_film_documents_text_and_data_run_nothing(tmp_path: Path, name: str) -> None:
    assert why(tmp_path, name, INERT[name]) == ""


@pytest.mark.parametrize("name", ACTIVE)
def test_what_runs_code_or_steers_a_host_is_known(tmp_path: Path, name: str) -> None:
    assert why(tmp_path, name, ACTIVE[name])
    assert may_be_active(name)


def test_what_every_host_has_a_type_for_is_not_opened() -> None:
    assert why_active("map.png", "/nowhere") == why_active("film.MP4", "/nowhere") == ""


@pytest.mark.parametrize("name", [*ACTIVE, "a [b]*?.svg", "a b/c.svg"])
def test_the_pattern_that_is_offered_lets_the_file_through(site: SiteFolder, name: str) -> None:
    content = ACTIVE.get(name, SVG.format("<script/>"))
    site.write({f"content/{name}": content, "content/news/2011/05/15/a.md": "# A\n"})
    (problem,) = [problem for problem in site.problems() if problem.code is Code.FILE_ACTIVE]
    assert problem.place.path == f"content/{name}"
    _, _, line = problem.cure.partition("if you trust who wrote it: ")
    site.write({"dateline.toml": f"{line}\n"})
    assert {problem.code for problem in site.problems()} <= {Code.NAME_UNPORTABLE}
    assert name in site.tree()
    assert pattern_of(name) in line.replace("\\\\", "\\")


def test_a_site_with_such_a_file_can_be_built_without_it(two_entries: SiteFolder) -> None:
    two_entries.write({"content/a.html": "x", "content/b.txt": "x"})
    assert [problem.code for problem in two_entries.problems()] == [Code.FILE_ACTIVE]
    two_entries.build(keep_going=True)
    assert "a.html" not in two_entries.tree()
    assert "b.txt" in two_entries.tree()


def test_a_file_that_becomes_active_is_known_by_the_next_build(two_entries: SiteFolder) -> None:
    two_entries.write({"content/a.svg": SVG.format("")})
    two_entries.build()
    two_entries.write({"content/a.svg": SVG.format("<script/>")})
    assert [problem.code for problem in two_entries.problems()] == [Code.FILE_ACTIVE]
    assert [problem.code for problem in two_entries.problems()] == [Code.FILE_ACTIVE]
    two_entries.write({"content/a.svg": SVG.format("")})
    assert two_entries.problems() == ()


def test_a_file_that_is_as_it_was_is_not_looked_at_again(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.write({"content/a.svg": SVG.format("")})
    os.utime(two_entries.path / "content/a.svg", (1, 1))
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    two_entries.build()
    monkeypatch.setattr("builder.content.asset_stamps.why_active", lambda path, _: pytest.fail(f"{path} was read"))
    two_entries.build()


def test_several_are_one_line_of_settings(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.write({f"content/{name}.{ending}": "x" for name in "abcde" for ending in ("html", "js")})
    assert two_entries.run() == 1
    told = capsys.readouterr().err
    assert (
        'To publish all of these, if you trust who wrote them: active_files = ["*.html", "*.js"] [file-active]' in told
    )


def test_the_sizes_name_what_is_let_through(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.write({"content/a.html": "x", "dateline.toml": 'active_files = ["*.html"]\n'})
    assert two_entries.run("--sizes") == 0
    assert (
        "lets 1 file through that can run code, or that a host acts on:\n            a.html\n"
        in capsys.readouterr().out
    )


def test_a_drawing_of_ours_is_none() -> None:
    for file in (Path(__file__).parents[2] / "templates/static").rglob("*.svg"):
        assert why_active(file.name, str(file)) == ""


def test_a_file_that_cannot_be_looked_at_is_not_let_through_and_is_looked_at_again(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> str:
        raise OSError(5, "Input/output error")

    two_entries.write({"content/a.svg": SVG.format("<script/>")})
    with monkeypatch.context() as patched:
        patched.setattr("builder.content.asset_stamps.why_active", unreadable)
        assert "cannot be opened" in two_entries.problems()[0].what
    assert "the element script" in two_entries.problems()[0].what

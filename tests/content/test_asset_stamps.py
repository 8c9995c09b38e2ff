"""What is known of files beside entries: the sizes of pictures and what pages make of them, and what runs code."""

import errno
from pathlib import Path

import pytest

from builder.content import asset_stamps
from builder.content.asset_stamps import AssetStamp, stamp_assets
from builder.content.scan import SourceFile
from builder.core.problems import Code
from tests.pixels import gif
from tests.sites import SiteFolder

ENTRY = "news/2011/05/15/a"


def source(name: str, mark: tuple[int, ...] = (1,)) -> SourceFile:
    """A file below content/."""
    return SourceFile("content/", name, mark)


def test_a_picture_has_the_size_that_its_first_bytes_say_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.PNG").write_bytes(gif(640, 480))
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "a.pdf").write_bytes(gif(1, 1))
    files = [source(name) for name in ("a.PNG", "cut.jpg", "a.pdf", "gone.gif")]
    sizes = {name: stamp.size for name, stamp in stamp_assets(files, tmp_path, {}).items()}
    assert sizes == {"a.PNG": (640, 480), "cut.jpg": None, "gone.gif": None}


def test_one_that_is_as_it_was_stamped_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(gif(640, 480))
    known = {"a.gif": AssetStamp((1,), (3, 2))}
    assert stamp_assets([source("a.gif")], tmp_path, known) == known
    for mark in ((2,), ()):
        made = stamp_assets([source("a.gif", mark)], tmp_path, known)
        assert made == {"a.gif": AssetStamp(mark, (640, 480))}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("![A map](map.png)", 'alt="A map" loading="lazy" decoding="async">'),
        ("![[map.png]]", 'alt="map.png" loading="lazy" decoding="async">'),
        ("![A map](map.png#part)", 'alt="A map" loading="lazy" decoding="async">'),
    ],
)
def test_pictures_in_texts_have_it_and_load_late(site: SiteFolder, markdown: str, html: str) -> None:
    site.write({f"content/{ENTRY}.md": f"---\ntitle: A\n---\n{markdown}\n"})
    site.write({"content/news/2011/05/15/map.png": gif(640, 480)})
    site.build()
    assert f'" width="640" height="480" {html}' in site.page(f"{ENTRY}.html")


def test_a_text_that_says_another_size_has_that(site: SiteFolder) -> None:
    site.write({f"content/{ENTRY}.md": "---\ntitle: A\n---\n![[map.png|200]] and [a link](map.png)\n"})
    site.write({"content/news/2011/05/15/map.png": gif(640, 480)})
    site.build()
    page = site.page(f"{ENTRY}.html")
    assert '<img src="map.png" alt="map.png" width="200" loading' in page
    assert '<a href="map.png">a link</a>' in page


def test_every_page_that_shows_an_entrys_picture_has_its_size_and_follows_it(site: SiteFolder) -> None:
    site.write({f"content/{ENTRY}.md": "---\ntitle: A\nimage: map.png\n---\n"})
    for width in (640, 320):
        site.write({"content/news/2011/05/15/map.png": gif(width, 200)})
        site.build()
        for address in (f"{ENTRY}.html", "index.html"):
            assert f'width="{width}" height="200"' in site.page(address), address
    site.write({"content/news/2011/05/15/map.png": b"none"})
    site.build()
    assert "width=" not in site.page(f"{ENTRY}.html").partition("<figure>")[2].partition("</figure>")[0]


def test_the_logo_stands_before_the_sites_name_and_the_icon_in_the_head(site: SiteFolder) -> None:
    site.write({f"content/{ENTRY}.md": "---\ntitle: A\n---\n", "content/files/logo.gif": gif(64, 48)})
    site.write({"content/icon.svg": "<svg/>", "dateline.toml": 'logo = "files/logo.gif"\nicon = "/icon.svg"\n'})
    site.build()
    page = site.page(f"{ENTRY}.html")
    logo = '<img class="logo" src="../../../../files/logo.gif" alt="" width="64" height="48">'
    assert f'<a class="name" href="../../../../index.html">{logo}A news timeline</a>' in page
    assert '<link rel="icon" href="../../../../icon.svg">' in page
    assert page.count('rel="icon"') == 1
    assert '<img class="logo" src="files/logo.gif"' in site.page("index.html")


@pytest.mark.parametrize("name", ["logo", "icon", "image"])
def test_a_file_of_the_settings_that_is_not_there_is_told_with_its_place(site: SiteFolder, name: str) -> None:
    site.write({f"content/{ENTRY}.md": "---\ntitle: A\n---\n", "content/files/card.png": gif(1, 1)})
    site.write({"dateline.toml": f'title = "A"\n{name} = "content/files/card.png"\n'})
    (problem,) = site.problems()
    assert problem.code is Code.LINK_BROKEN
    assert str(problem.place) == "dateline.toml:2"
    assert problem.what == f'the setting {name} names "content/files/card.png", which is no file of the site'
    assert "files/card.png" in problem.cure


def test_a_logo_from_another_host_is_refused(site: SiteFolder) -> None:
    site.write({f"content/{ENTRY}.md": "---\ntitle: A\n---\n", "dateline.toml": 'logo = "https://example.org/a.png"\n'})
    (problem,) = site.problems()
    assert problem.code is Code.SETTING_INVALID
    assert "no web address" in problem.what


def test_a_file_that_cannot_be_opened_is_refused_with_the_cause(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.write({"content/map.txt": "A map."})

    def refuse(*_: object) -> str:
        raise OSError(errno.EIO, "Input/output error", "map.txt")

    monkeypatch.setattr(asset_stamps, "why_active", refuse)
    (problem,) = two_entries.problems()
    assert problem.code is Code.FILE_ACTIVE
    assert "the file is one that cannot be opened (Input/output error), so that" in problem.what

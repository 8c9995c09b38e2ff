"""What a path below content/ says of its file."""

import pytest

from builder.content.location import locate
from builder.core.dates import Date


@pytest.mark.parametrize(
    ("inside", "section", "parts", "date", "name"),
    [
        ("news/2011/05/15/x.md", "news", (2011, 5, 15), None, "x"),
        ("news/2011/05/5/2011-05-05-x.md", "news", (2011, 5, 5), "2011-05-05", "x"),
        ("opinion/2011-05-15--x-y.md", "opinion", (), "2011-05-15", "x-y"),
        ("News Room/2011-5-1.md", "news-room", (), "2011-5-1", ""),
        ("2011/05/x.md", "news", (2011, 5), None, "x"),
        ("2011/x.md", "news", (2011,), None, "x"),
        ("2011-05-15-x.md", "news", (), "2011-05-15", "x"),
        ("news/asia/2011/05/15/x.md", "news", (2011, 5, 15), None, "x"),
        ("news/2011/asia/15/x.md", "news", (2011,), None, "x"),
        ("news/2011/05/15/16/x.md", "news", (2011, 5, 15), None, "x"),
        ("news/2011-05-x.md", "news", (), None, "2011-05-x"),
        ("x.y.md", "news", (), None, "x.y"),
        ("news/2011-05-15 Ships, and more.md", "news", (), "2011-05-15", "Ships, and more"),
        ("news/2011-05-15_under_way.md", "news", (), "2011-05-15", "under_way"),
        ("news/2011-05-15.title.md", "news", (), "2011-05-15", "title"),
        ("news/2011-05-15 – dash.md", "news", (), "2011-05-15", "dash"),
        ("news/2011.05.15 dots.md", "news", (), "2011-05-15", "dots"),
        ("news/2011_05_15_x.md", "news", (), "2011-05-15", "x"),
        ("news/20110515-compact.md", "news", (), "2011-05-15", "compact"),
        ("news/20110515.md", "news", (), "2011-05-15", ""),
        ("news/20111315-number.md", "news", (), None, "20111315-number"),
        ("news/2021.1.2-release.md", "news", (), None, "2021.1.2-release"),
        ("news/2021.12.00 release.md", "news", (), None, "2021.12.00 release"),
        ("news/201105151030 Time.md", "news", (), None, "201105151030 Time"),
    ],
)
def test_a_path_says_section_date_and_name(
    inside: str, section: str, parts: tuple[int, ...], date: str | None, name: str
) -> None:
    location = locate(f"content/{inside}", inside)
    assert (location.section, location.date_parts, location.name_date, location.name) == (section, parts, date, name)


@pytest.mark.parametrize(
    ("path", "section", "name"),
    [
        ("about/index.md", "news", "about"),
        ("a-pier/index.md", "news", "a-pier"),
        ("posts/a-pier/index.md", "posts", "a-pier"),
    ],
)
def test_a_bundle_is_the_file_of_its_folders_name_beside_the_folder(path: str, section: str, name: str) -> None:
    """So that a folder of bundles is one timeline, and not a section for each."""
    location = locate(f"content/{path}", path)
    assert (location.section, location.name) == (section, name)
    assert location.section == locate(f"content/{path}", path.replace("/index", "")).section


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("news/2011/_index.md", Date(2011)),
        ("2011/5/_index.md", Date(2011, 5)),
        ("news/2011/05/15/_index.md", Date(2011, 5, 15)),
        ("news/2011/13/_index.md", None),
        ("news/2011/harbour/_index.md", None),
        ("news/2011/README.md", None),
        ("news/_index.md", None),
    ],
)
def test_the_index_of_a_dates_folder_names_the_date(path: str, date: Date | None) -> None:
    assert locate(f"content/{path}", path).introduced_date == date

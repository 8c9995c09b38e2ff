"""Findings about folders."""

from builder.core.problems import Code
from builder.findings.folders import CROWDED
from tests.findings.finding import entry, found
from tests.sites import SiteFolder


def test_a_folder_with_nearly_as_many_files_as_github_shows_is_found(site: SiteFolder) -> None:
    site.write({"content/news/2031/05/15/a.md": entry("A")})
    site.write({f"content/pictures/{number}.png": b"" for number in range(CROWDED)})
    assert found(site, Code.FOLDER_CROWDED) == []
    site.write({"content/pictures/more.png": b""})
    (problem,) = found(site, Code.FOLDER_CROWDED)
    assert str(problem) == (
        "content/pictures: note: the folder holds 901 files, and GitHub shows 1,000 of a folder at most; "
        "move some into folders below it, such as one for each month [folder-crowded]"
    )

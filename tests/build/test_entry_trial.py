"""A new entry is tried in its site, before it is in any file."""

import pytest

from builder.build.entry_trial import refusal_in_site
from builder.core.dates import Date
from builder.scaffold.new_entry import NewEntry
from tests.sites import SiteFolder

DAY = Date(2011, 5, 15)


@pytest.mark.parametrize("built", [False, True])
def test_an_entry_is_read_with_the_others_and_in_no_file(site: SiteFolder, built: bool) -> None:
    site.write({"content/news/2011/05/14/known.md": "---\ntitle: Known\n---\n"})
    if built:
        site.build()
    before = {*site.path.rglob("*")}
    config = site.config()
    assert refusal_in_site(NewEntry("A", DAY, text="[a](../14/known.md)"), config) == ""
    assert '"nofile.md"' in refusal_in_site(NewEntry("A", DAY, text="[a](nofile.md)"), config)
    assert {*site.path.rglob("*")} == before


def test_an_address_that_another_file_takes_by_its_slug_is_seen(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/known.md": "---\ntitle: Known\nslug: a\n---\n"})
    assert "is the address of" in refusal_in_site(NewEntry("A", DAY), site.config())

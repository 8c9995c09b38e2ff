"""Where readers can mend a file, or say what is wrong with a page."""

import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from lxml import html

from builder.config.repository_links import CORRECTION, ENTRY, SOURCE
from builder.core.dates import Date
from builder.scaffold.install_source import from_direct_url
from builder.scaffold.new_site import create_site
from tests.repository import committed
from tests.sites import BASE_URL, ROOT, SiteFolder, said

FORMS = (CORRECTION, SOURCE)
REPOSITORY = "https://github.com/me/harbour"
FIRST = "news/2011/05/15/first"


def links(site: SiteFolder, page: str, **settings: Any) -> dict[str, str]:
    """The ways to mend a page, by their words."""
    site.build(**settings)
    found = html.fromstring(site.page(page)).cssselect(".formats a")
    return {f"{link.text}": address for link in found if (address := link.get("href", "")).startswith("https:")}


def filled(address: str) -> dict[str, list[str]]:
    """What an address fills in."""
    return parse_qs(urlsplit(address).query, strict_parsing=True)


def test_an_entry_leads_to_its_file_and_to_both_forms_with_its_file_and_address(two_entries: SiteFolder) -> None:
    found = links(two_entries, f"{FIRST}.html", repository=REPOSITORY, base_url=BASE_URL)
    assert [*found] == ["Edit this page", "Report a mistake", "Add a source"]
    assert said(two_entries.page(f"{FIRST}.html"), ".formats")[-1] == "Edit this page · Report a mistake · Add a source"
    edit, correct, source = found.values()
    assert edit == f"{REPOSITORY}/edit/main/content/{FIRST}.md"
    for address, form in ((correct, CORRECTION), (source, SOURCE)):
        assert address.startswith(f"{REPOSITORY}/issues/new?")
        assert filled(address) == {
            "template": [form],
            "file": [f"content/{FIRST}.md"],
            "page": [f"{BASE_URL}{FIRST}.html"],
        }


def test_a_site_deep_in_its_repository_leads_to_its_files_there(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path / "work/docs/site")
    site.write({f"content/{FIRST}.md": "---\ntitle: First\n---\n"})
    plain = links(site, f"{FIRST}.html", repository=REPOSITORY)
    committed(tmp_path / "work")
    found = links(site, f"{FIRST}.html", repository=REPOSITORY)
    assert plain["Edit this page"] == f"{REPOSITORY}/edit/main/content/{FIRST}.md"
    assert found["Edit this page"] == f"{REPOSITORY}/edit/main/docs/site/content/{FIRST}.md"
    assert filled(found["Report a mistake"])["file"] == [f"docs/site/content/{FIRST}.md"]
    other = links(site, f"{FIRST}.html", repository=REPOSITORY, edit_url="https://example.org/edit/{path}")
    assert other["Edit this page"] == f"https://example.org/edit/content/{FIRST}.md"


def test_content_that_is_a_repository_itself_leads_to_its_files_there(two_entries: SiteFolder) -> None:
    committed(two_entries.path / "content")
    found = links(two_entries, f"{FIRST}.html", repository=REPOSITORY)
    assert found["Edit this page"] == f"{REPOSITORY}/edit/main/{FIRST}.md"


def test_names_that_addresses_cannot_hold_are_quoted(site: SiteFolder) -> None:
    site.write({"content/q&a über.md": "# Us\n"})
    found = links(site, "q-a-über.html", repository=REPOSITORY, base_url=BASE_URL)
    assert [*found] == ["Edit this page", "Report a mistake"]
    assert found["Edit this page"].endswith("/content/q%26a%20%C3%BCber.md")
    assert filled(found["Report a mistake"])["file"] == ["content/q&a über.md"]


def test_without_a_base_url_no_address_is_filled_in(two_entries: SiteFolder) -> None:
    found = links(two_entries, f"{FIRST}.html", repository=REPOSITORY)
    assert filled(found["Add a source"]).keys() == {"template", "file"}


def test_a_topic_with_a_file_leads_to_it(two_entries: SiteFolder) -> None:
    two_entries.write({"content/topics/iran.md": "---\ntitle: Iran\n---\n"})
    found = links(two_entries, "topics/iran/index.html", repository=REPOSITORY, base_url=BASE_URL)
    assert filled(found["Report a mistake"])["page"] == [f"{BASE_URL}topics/iran/"]


def test_another_editor_takes_the_place_of_github_s(two_entries: SiteFolder) -> None:
    other = "https://example.org/edit/{path}"
    found = links(two_entries, f"{FIRST}.html", repository=REPOSITORY, edit_url=other)
    assert found["Edit this page"] == f"https://example.org/edit/content/{FIRST}.md"


def test_files_outside_the_sites_folder_have_none(two_entries: SiteFolder) -> None:
    two_entries.path.joinpath("content").rename(two_entries.path.parent / "elsewhere")
    elsewhere = two_entries.path.parent / "elsewhere"
    assert links(two_entries, f"{FIRST}.html", content=elsewhere, repository=REPOSITORY) == {}


@pytest.mark.parametrize("form", FORMS)
def test_a_new_site_has_the_forms_and_they_are_as_github_wants_them(site: SiteFolder, form: str) -> None:
    create_site(site.path, Date(2011, 5, 15), from_direct_url(None, Path()))
    file = site.path / ".github/ISSUE_TEMPLATE" / form
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    fields = {part["id"] for part in yaml.safe_load(file.read_text(encoding="utf-8"))["body"]}
    assert fields >= {"file", "page"}


def suggestion(site: SiteFolder, page: str) -> dict[str, list[str]]:
    """What the link fills in by which readers suggest an entry."""
    (link,) = (each for each in html.fromstring(site.page(page)).iter("a") if each.text == "Suggest an entry")
    address = str(link.get("href"))
    assert address.startswith(f"{REPOSITORY}/issues/new?")
    return filled(address)


def test_front_days_and_topics_lead_to_the_form_for_an_entry_with_what_they_are_about(two_entries: SiteFolder) -> None:
    hostile = 'Los Angeles, "C&A" #1 + <b>'
    two_entries.write({"content/news/2011/05/16/c.md": f"---\ntitle: C\ncontexts: ['{hostile}']\n---\n"})
    two_entries.build(repository=REPOSITORY)
    assert suggestion(two_entries, "index.html") == {"template": [ENTRY]}
    assert suggestion(two_entries, "news/2011/05/16/index.html") == {"template": [ENTRY], "date": ["2011-05-16"]}
    topic = "topics/los-angeles-c-a-1-b/index.html"
    assert suggestion(two_entries, topic) == {"template": [ENTRY], "contexts": [hostile]}
    two_entries.write({"content/views/2011/05/16/a.md": "---\ntitle: A\n---\n"})
    two_entries.build(repository=REPOSITORY)
    assert suggestion(two_entries, "views/2011/05/16/index.html")["section"] == ["Views"]
    two_entries.build()
    assert "Suggest" not in "".join(map(two_entries.page, ("index.html", "news/2011/05/16/index.html", topic)))


def test_the_form_for_an_entry_has_the_fields_that_links_fill_in_and_that_are_read(site: SiteFolder) -> None:
    create_site(site.path, Date(2011, 5, 15), from_direct_url(None, Path()))
    form = yaml.safe_load((site.path / ".github/ISSUE_TEMPLATE" / ENTRY).read_text(encoding="utf-8"))
    fields = ["title", "date", "section", "contexts", "sources", "summary", "text"]
    assert [part["id"] for part in form["body"]] == fields


@pytest.mark.parametrize("form", [*FORMS, ENTRY])
def test_this_repositorys_forms_are_the_same(form: str) -> None:
    own, new = ROOT / ".github/ISSUE_TEMPLATE" / form, ROOT / "builder/scaffold/skeleton" / form
    assert own.read_bytes() == new.read_bytes()

"""No attack in an entry's file runs anything in the form, in what it says of the entry, nor in the page beside it."""

import json

import pytest
from playwright.sync_api import Browser

from tests.attacks import IDEAS
from tests.referees.tab import tab
from tests.serve.running import running
from tests.sites import SiteFolder
from tests.test_attacks import HARMLESS, NOWHERE, TRIPWIRE

DAY = "content/news/2011/05/15"
ATTACKS = [attack.replace("\0", "") for attack in IDEAS.values()]
"""Without the character that the form refuses, as no browser can show it."""

HANDLERS = """() => [...document.querySelectorAll("*")].flatMap(element => [...element.attributes]
    .filter(({ name }) => name.startsWith("on") || name === "srcdoc").map(({ name, value }) => `${name}=${value}`))"""
"""What could have run."""


def front_matter(attacks: list[str]) -> str:
    """All attacks in each field that takes many values, joined in each that takes one."""
    sources = [{"name": attack, "url": "https://example.org/", "title": attack, "author": attack} for attack in attacks]
    fields = {
        "title": " ".join(attacks)[:1_900],
        "summary": " ".join(attacks)[-5_000:],
        "location": " ".join(attacks)[:1_900],
        "contexts": attacks,
        "sources": [*sources, *({"name": "A", "url": attack} for attack in attacks)],
        "correction": [{"date": "2011-05-16", "note": attack} for attack in attacks],
        "image": {"url": "a.png", "alt": " ".join(attacks)[:400], "credit": "<img src=x onerror=fire()>"},
    }
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in fields.items())


@pytest.mark.parametrize("whole", ["", "&whole=1"], ids=["as fields", "as one text"])
def test_no_attack_runs_in_the_form(site: SiteFolder, chromium: Browser, whole: str) -> None:
    body = "\n\n".join(ATTACKS)
    site.write({f"{DAY}/all.md": f"---\n{front_matter(ATTACKS)}\n---\n{body}\n"})
    with (
        running(site.path, watch=True, keep_going=True) as server,
        tab(chromium, proxy={"server": NOWHERE, "bypass": "127.0.0.1"}) as opened,
    ):
        host = f"http://127.0.0.1:{server.port}/"
        page = opened.page
        page.add_init_script(TRIPWIRE)
        with page.expect_response("**/entry/preview"):
            opened.open(f"{host}.dateline/entry?file=news/2011/05/15/all.md{whole}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(HANDLERS) == []
        assert page.url.startswith(f"{host}.dateline/entry")
        assert [asked for asked in opened.asked if not asked.startswith((host, "data:", "about:"))] == []
        assert [said for said in opened.said if not said.endswith(HARMLESS) and "sandboxed" not in said] == []
        field = "#body" if whole else "[name='sources.3.name']"
        assert page.locator(field).input_value()

"""Comments are in no byte of what is published: pages, feeds, data, search, descriptions, the Markdown itself."""

import pytest

from tests.sites import SiteFolder

COMMENTS = """Words <!-- SECRET --> stay.

<!--
SECRET

SECRET
-->

%%SECRET%% More.

%%
SECRET

SECRET
%%

- An item <!-- SECRET

SECRET -->

> <!-- SECRET -->

[//]: # (SECRET)

{% comment %}SECRET{% endcomment %}

<!-- SECRET without an end
"""

FORM = f"""### [2011-05-18](/news/2011/05/18/) <!-- SECRET -->

# The title <!-- SECRET -->

{COMMENTS.partition("<!-- SECRET without")[0]}

### Source:

1. [Post](https://example.org/) <!-- SECRET -->
2. <!-- SECRET -->
"""


HEADER = """title: "A <!-- SECRET --> %%SECRET%%"
summary: "S <!-- SECRET --> s {% comment %}SECRET{% endcomment %}"
contexts: [Iran, "Oil %%SECRET%%", <!-- SECRET, SECRET -->, "[[Ships|%%SECRET%%]]"]
actors: "%%SECRET%% Ada"
sources:
  - name: Gazette %%SECRET%%
    title: Ships <!-- SECRET -->
    author: "%%SECRET%%"
    url: https://example.org/1
  - "%%SECRET%%"
  - Post <!-- SECRET -->, https://example.org/2
  - Times <!-- SECRET -->: https://example.org/3
status: confirmed %%SECRET%%
location: [Vienna <!-- SECRET -->, "%%SECRET%%"]
image: {url: https://example.org/p.png, alt: "Ship %%SECRET%%", credit: "Ada <!-- SECRET -->"}
lang: "en <!-- SECRET -->"
slug: own %%SECRET%%
aliases: ["/old%%SECRET%%.html"]
"<!-- SECRET -->colour": {deep: ["red %%SECRET%%", <!-- SECRET has no end]}
"""

LABELS = """![a %%SECRET%%](p.png) [b %%SECRET%%](https://example.org/ "%%SECRET%%") ![[p.png|c %%SECRET%%|200]]
![[a-harbour|%%SECRET%%]] [[Iran|d <!-- SECRET -->]] {{< fig "%%SECRET%%" >}} {{ "%%SECRET%%" }} <img alt="%%SECRET%%">
"""

EXTRA_SHOWN = """{% extends "default/entry.html" %}
{% block edit %}{{ view.extra }}{% endblock %}
"""


@pytest.mark.parametrize("raw_html", [False, True])
def test_no_byte_of_the_output_is_of_a_comment_in_any_value_of_front_matter_or_in_a_label(
    two_entries: SiteFolder, raw_html: bool
) -> None:
    topic = (
        'title: Iran <!-- SECRET -->\nkind: place %%SECRET%%\naliases: ["Persia %%SECRET%%"]\nsummary: "%%SECRET%% S"\n'
    )
    two_entries.write(
        {
            "dateline.toml": 'fields.contexts = ["actors"]\n',
            "templates/entry.html": EXTRA_SHOWN,
            "content/news/2011/05/17/a.md": f"---\n{HEADER}---\n{LABELS}",
            "content/news/2011/05/17/p.png": b"",
            "content/news/2011-05-18-b.md": '{"title": "B \\u003c!--SECRET--\\u003e", "location": "\\u0025%SECRET%%"}',
            "content/about.md": "---\ntitle: About %%SECRET%%\nsummary: S <!-- SECRET -->\n---\n",
            "content/topics/iran.md": f"---\n{topic}---\n",
        }
    )
    two_entries.build(raw_html=raw_html, base_url="https://example.org/", formats=("html", "json", "md", "xml"))
    files = two_entries.tree()
    assert {"about.html", "news/2011/05/17/own.md", "news/2011/05/18/b.html", "topics/ships/index.html"} <= files.keys()
    assert [name for name, content in files.items() if b"secret" in (name.encode() + content).lower()] == []
    page = two_entries.page("news/2011/05/17/own.html")
    shown = ("Gazette", "Post", "Times", "confirmed", "Vienna", "Ada", "colour", "red")
    assert [word for word in shown if word not in page] == []


def test_text_between_percent_signs_is_no_comment_where_the_settings_say_so(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": "markup.percent_comments = false\n",
            "content/news/2011/05/17/a.md": "---\ntitle: From 1 %% to 2 %% <!-- SECRET -->\n---\n",
        }
    )
    assert site.problems() == ()
    assert "From 1 %% to 2 %%</h1>" in site.page("news/2011/05/17/a.html")


@pytest.mark.parametrize("raw_html", [False, True])
def test_no_byte_of_the_output_is_of_a_comment(two_entries: SiteFolder, raw_html: bool) -> None:
    front = 'title: "A <!-- SECRET -->"\nsummary: "S <!-- SECRET --> s"\ncontexts: [Iran]\n'
    two_entries.write(
        {
            "content/news/2011/05/17/a.md": f"---\n{front}---\n{COMMENTS}",
            "content/news/2011/05/18/form.md": FORM,
            "content/news/2011-05-19-own.md": f"<!-- SECRET -->\n# Own title <!-- SECRET -->\n{COMMENTS}",
            "content/topics/iran.md": f"# Iran\n\n{COMMENTS}",
            "content/about.md": f"# About\n\n{COMMENTS}",
        }
    )
    two_entries.build(raw_html=raw_html, base_url="https://example.org/", formats=("html", "json", "md", "xml"))
    files = two_entries.tree()
    assert {"about.html", "news/2011/05/18/form.md", "news/2011/05/19/own.html", "feed.xml"} <= files.keys()
    assert [name for name, content in files.items() if b"SECRET" in content or b"secret" in content] == []
    assert "More." in two_entries.page("news/2011/05/17/a.html")

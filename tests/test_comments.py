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

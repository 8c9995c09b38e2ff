"""Texts of the manual, as a terminal shows them."""

from builder.cli.manual_text import for_terminal


def test_links_inside_the_manual_are_their_words_and_others_stay() -> None:
    text = "See [the `nav`](../reference/settings.md#nav), [git](https://git-scm.com/) and ![a page](page.png)."
    assert for_terminal(text) == "See the `nav`, [git](https://git-scm.com/) and (A picture: a page)."


def test_code_stays_as_it_is_below_the_name_of_its_file() -> None:
    text = 'As `[a](b.md)`:\n\n```markdown title="content/a.md"\n[a](b.md)\n```\n'
    assert for_terminal(text) == "As `[a](b.md)`:\n\ncontent/a.md:\n\n```markdown\n[a](b.md)\n```\n"

"""The names of keys, both ways round."""

from builder.frontmatter.mapping import KeyMapping


def test_every_name_leads_to_its_key_and_says_which_of_its_names_it_is() -> None:
    mapping = KeyMapping({"title": ("title", "headline"), "lang": ("lang",)}, (("contexts", None), ("tags", "theme")))
    assert mapping.by_name == {"title": ("title", 0), "headline": ("title", 1), "lang": ("lang", 0)}
    assert mapping.known == {"title", "headline", "lang", "contexts", "tags"}


def test_a_name_that_a_key_is_given_twice_counts_where_it_stands_first() -> None:
    assert KeyMapping({"title": ("title", "a", "a")}).by_name["a"] == ("title", 1)


def test_the_names_of_parts_are_known_by_the_key_that_has_them() -> None:
    mapping = KeyMapping({}, parts={"image": {"url": ("url", "src"), "alt": ("alt",)}, "sources": {"name": ("name",)}})
    assert mapping.known_parts == {"image": {"url", "src", "alt"}, "sources": {"name"}}

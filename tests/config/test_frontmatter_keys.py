"""The keys of a front matter, under our names and under others."""

from builder.config.frontmatter_keys import default_fields, topic_fields


def test_our_own_keys_come_first_and_stand_for_themselves() -> None:
    fields = default_fields()
    assert fields.contexts == (("contexts", None),)
    assert {name: keys for name, keys in fields.entry.items() if keys != (name,)} == {}
    assert (fields.source["archive_url"], fields.image["alt"], fields.extra) == (
        ("archive_url",),
        ("alt",),
        frozenset(),
    )


def test_in_a_topics_own_file_its_description_is_its_summary() -> None:
    fields = topic_fields(default_fields())
    assert fields.ours["description"][0] == fields.ours["summary"][0] == "summary"
    assert "contexts" not in fields.known

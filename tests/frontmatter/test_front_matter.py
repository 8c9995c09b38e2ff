"""Front matter as a value: lines of keys, tables of other tools, and keys in another case."""

from builder.frontmatter.front_matter import FrontMatter, flatten_tables, rename_keys, unknown_cases


def test_a_key_without_a_line_of_its_own_has_that_of_the_nearest_above() -> None:
    front = FrontMatter({}, {("sources",): 4})
    assert front.line("sources", 0, "url") == 4
    assert front.line("title") == 1


def test_keys_of_other_tools_tables_get_plain_names_and_keep_their_lines() -> None:
    front = FrontMatter(
        {"title": "T", "taxonomies": {"tags": ["oil"]}, "extra": {"colour": "red"}},
        {("title",): 2, ("taxonomies",): 3, ("taxonomies", "tags"): 4, ("taxonomies", "tags", 0): 5, ("extra",): 6},
    )
    flat = flatten_tables(front, ())
    assert flat.values == {"title": "T", "tags": ["oil"], "colour": "red"}
    assert flat.lines == {("title",): 2, ("tags",): 4, ("tags", 0): 5}


def test_a_key_outside_of_a_table_wins_with_its_line() -> None:
    front = FrontMatter({"extra": {"title": "In"}, "title": "Out"}, {("extra", "title"): 3, ("title",): 4})
    flat = flatten_tables(front, ())
    assert (flat.values, flat.lines) == ({"title": "Out"}, {("title",): 4})


def test_a_table_that_the_settings_name_and_one_that_is_none_stay() -> None:
    front = FrontMatter({"extra": {"a": 1}, "params": "words"})
    assert flatten_tables(front, {"extra"}) is front


def test_a_key_in_another_case_is_the_one_that_is_known_unless_that_is_there_too() -> None:
    known = {"title", "draft", "Tags"}
    assert unknown_cases(["Title", "DRAFT", "Tags", "Colour"], known) == {"Title": "title", "DRAFT": "draft"}
    assert unknown_cases(["Title", "title"], known) == {}


def test_renamed_keys_keep_their_values_and_lines() -> None:
    front = FrontMatter({"Tags": ["a"], "x": 1}, {("Tags",): 2, ("Tags", 0): 2, ("x",): 3})
    renamed = rename_keys(front, {"Tags": "tags"})
    assert (renamed.values, renamed.lines) == ({"tags": ["a"], "x": 1}, {("tags",): 2, ("tags", 0): 2, ("x",): 3})

"""The settings as values."""

from pathlib import Path

from builder.config.load import load_config


def test_paths_are_shown_from_the_site_folder_where_they_lie_inside(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert config.display_path(tmp_path / "content" / "a.md") == "content/a.md"
    assert config.display_path(tmp_path.parent / "elsewhere") == (tmp_path.parent / "elsewhere").as_posix()

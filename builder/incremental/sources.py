"""The sources of a site: what lies on the disk that it is made from, and what its texts gave when they were read."""

from collections.abc import Mapping
from functools import cached_property
from itertools import compress
from operator import not_

from msgspec import field

from builder.cache import fingerprint
from builder.config.config import Config
from builder.content.asset_stamps import AssetStamp, refusal, sort_active, stamp_assets
from builder.content.scan import FileStamp, SourceFile, scan
from builder.core.model import Asset, Parsed
from builder.core.problems import Problem
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.theme.load import Theme, load_theme


class Sources(Frozen, frozen=True, dict=True):
    """What lies on the disk that a site is made from, before it is read."""

    config: Config
    theme: Theme
    texts: tuple[SourceFile, ...]
    """The Markdown files of content/, in the order of paths."""
    others: tuple[SourceFile, ...]
    """The other files of content/, in the order of paths."""
    stamps: Mapping[str, AssetStamp]
    """What is known of them, by their paths below content/."""
    active: tuple[SourceFile, ...]
    """Those among them that are active, and are published as the settings say so."""
    problems: tuple[Problem, ...]
    """What is wrong with files that cannot be published."""
    read_fingerprint: bytes
    """What reading depends on."""
    render_fingerprint: bytes
    """What every page depends on."""

    @cached_property
    def files(self) -> Mapping[str, SourceFile]:
        """The Markdown files by their paths below content/."""
        return {file.relative_path: file for file in self.texts}

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """The files of content/ that are published as they are."""
        return tuple(map(self._asset, self.others))

    def _asset(self, file: SourceFile) -> Asset:
        path = file.relative_path
        size = self.stamps[path].size if path in self.stamps else None
        return Asset(file.path, Address(path), file.file(self.config.content), file.mark, size)


def find_sources(config: Config, static: Mapping[str, FileStamp], assets: Mapping[str, AssetStamp]) -> Sources:
    """Look at content and theme. Files that are as they are stamped are not read.

    Raises ProblemsFound if there is no content folder.
    """
    files, problems = scan(config)
    theme = load_theme(config.root, static, config.templates, config.language)
    reading = fingerprint.read_fingerprint(config)
    is_text = [file.is_markdown for file in files]
    others = tuple(compress(files, map(not_, is_text)))
    stamps = stamp_assets(others, config.content, assets)
    allowed, refused = sort_active(others, stamps, config.active_files)
    left_out = {file.path for file in refused}
    return Sources(
        config=config,
        theme=theme,
        texts=tuple(compress(files, is_text)),
        others=tuple(file for file in others if file.path not in left_out),
        stamps=stamps,
        active=allowed,
        problems=(*problems, *(refusal(file, stamps) for file in refused)),
        read_fingerprint=reading,
        render_fingerprint=fingerprint.render_fingerprint(reading, config, theme),
    )


class Texts(Frozen, frozen=True):
    """What the Markdown files gave, and by which stamps it is known whether they still would."""

    read_fingerprint: bytes = b""
    """What reading depended on: where it is another one now, every file is read again."""
    stamps: Mapping[str, FileStamp] = field(default_factory=dict)
    """By the paths below content/."""
    parsed: Mapping[str, Parsed] = field(default_factory=dict)
    """By the same paths."""

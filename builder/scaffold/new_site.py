"""Create a new site, as `dateline init` does: settings explained in place, first texts, workflow, issue forms."""

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from string import Template

from msgspec import field
from msgspec.structs import replace

from builder import __version__
from builder.config.load import has_settings
from builder.config.reference import settings_file
from builder.config.repository_links import CORRECTION, ENTRY, SOURCE
from builder.config.schemas import schema_file, settings_schema
from builder.core import atomic_file
from builder.core.dates import Date
from builder.core.record import Frozen
from builder.core.text import one_line, pluralize, wrap
from builder.scaffold.archive_settings import Proposal, propose
from builder.scaffold.archive_survey import Survey, survey
from builder.scaffold.install_source import InstallSource
from builder.vcs.working_tree import current_branch, find_working_tree, has_branch

_SKELETON = Path(__file__).resolve().parent / "skeleton"
"""The folder of files that a new site has as they are."""

SETTINGS = "dateline.toml"
"""The settings of a new site."""

_FOR_NEW_TEXTS = {"markup.typographic_quotes": True}
"""The settings of a site without texts so far; those of an archive stay as they are written."""

_WHY_CLOSEST = (
    "Rare shared contexts and near days count more: with real entries, twice as many Related are of the same story "
    'as by "newest", the rule that holds without this line.'
)
_SCHEMA = ".dateline.schema.json"
_SCHEMA_LINE = f"#:schema ./{_SCHEMA}\n"
"""By this line, Taplo and the editors that use it find the schema: https://taplo.tamasfe.dev/configuration/directives.html."""

_IGNORED = ".gitignore"
_REQUIREMENTS = "requirements.txt"
_LOCK = "requirements.lock"
_LOCK_HEAD = f"""\
# What Dateline {__version__} needs, each package with its version and its files' hashes: pip installs nothing else.
# To renew it, install the Dateline that you want, let it make a site elsewhere, and take both files from there:
#   dateline init ../renewed && cp ../renewed/requirements.* .
# Where one package has to be newer than that, change its version here, and its hashes to what these commands print:
#   python -m pip download --no-deps NAME==VERSION
#   python -m pip hash NAME-VERSION*
"""
_WORKFLOW = ".github/workflows/pages.yml"
_SUGGESTION = ".github/workflows/suggestion.yml"
_IMPORT = ".github/workflows/import.yml"
_SOURCES = ".github/workflows/sources.yml"
_STORIES = {"contexts": {"story": ["stories"]}}
"""The setting `fields` of a site whose news come from Wikipedia, which files them under running stories."""

_WHY_STORIES = "An import writes the running stories of Wikipedia's portal under this key."
_STEP_FOR_SOURCES = (
    "The workflow sources.yml proposes as a pull request what became of sources. In the repository's settings, "
    "Actions, General, allow GitHub Actions to create pull requests."
)
_FORMS = ".github/ISSUE_TEMPLATE"


class SiteRefused(Exception):
    """Raised where no new site can be created; says why in words for the person who wants one."""


class NewSite(Frozen, frozen=True):
    """A new site: its files, by their paths in its folder, and what is still to be done by hand."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there before, and stay as they are."""
    steps: tuple[str, ...]
    """What a person has to do before it can be published, in sentences; a command stands on an indented line."""
    in_repository: bool
    """Whether its folder lies in a git repository already."""
    branch_to_rename: str = ""
    """The branch there that is to be called main, which the workflow publishes; empty if none is."""
    archive: Survey | None = None
    """What Markdown was there before; none if there was none."""
    proposal: Proposal = field(default_factory=Proposal)
    """What its settings say because of that."""


def create_site(
    folder: Path, today: Date, source: InstallSource, *, from_wikipedia: bool = False, checks_sources: bool = False
) -> NewSite:
    """Create a site in a folder, which is made too if it is not there. A file that is there is never written over.

    One whose news come `from_wikipedia` has a workflow that imports them each day; one that `checks_sources` has one
    that asks twice a week whether these are still there.

    Raises SiteRefused if the folder has settings of a site already, and OSError if it cannot be written to.
    """
    _refuse_other_uses(folder)
    source = _with_warning_if_ignored(source, folder)
    archive = survey(folder) if folder.is_dir() else None
    proposal = propose(archive) if archive else Proposal(_FOR_NEW_TEXTS)
    if from_wikipedia:
        proposal = _with_stories(proposal)
    files = _files(folder, today, source, proposal, has_texts=archive is not None)
    if from_wikipedia:
        files = {_IMPORT: _skeleton("import.yml"), **files}
    if checks_sources:
        files = {_SOURCES: _skeleton("sources.yml"), **files}
    kept = tuple(name for name in files if os.path.lexists(folder / name))
    made = tuple(name for name in files if name not in kept)
    _write_all({folder / name: files[name] for name in made})
    to_install = (source.steps,) if source.steps and _REQUIREMENTS in made else ()
    steps = (
        *_steps_inside_repository(folder),
        *to_install,
        *_steps_for_kept(folder, kept, source),
        *(_steps_for_imports(proposal) if from_wikipedia else ()),
        *((_STEP_FOR_SOURCES,) if checks_sources else ()),
        *(_steps_for_files_elsewhere(archive) if archive else ()),
    )
    in_repository = find_working_tree(folder.resolve()) is not None
    return NewSite(made, kept, steps, in_repository, _branch_to_rename(folder), archive, proposal)


def _write_all(files: Mapping[Path, str]) -> None:
    """Write all of the files or none: what a run that broke off leaves, the next takes for the person's own."""
    written: list[Path] = []
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            atomic_file.create(file, text.encode())
            written.append(file)
    except BaseException:
        for file in written:
            with suppress(OSError):  # why they could not be written is what has to be told
                file.unlink()
        raise


def _with_stories(proposal: Proposal) -> Proposal:
    """The settings with a key for running stories, unless they name keys of another tool."""
    if "fields" in proposal.settings:
        return proposal
    settings, reasons = {**proposal.settings, "fields": _STORIES}, {**proposal.reasons, "fields.contexts": _WHY_STORIES}
    return replace(proposal, settings=settings, reasons=reasons)


def _steps_for_imports(proposal: Proposal) -> Iterator[str]:
    """What the workflow that imports each day still needs."""
    yield (
        "The workflow import.yml proposes each day's news as a pull request. In the repository's settings, Actions, "
        "General, allow GitHub Actions to create pull requests."
    )
    if proposal.settings.get("fields") != _STORIES:
        yield 'To give running stories a kind, write contexts.story = ["stories"] below [fields] in the settings.'


def _refuse_other_uses(folder: Path) -> None:
    """Raise SiteRefused if there is a site, or if something else lies where a folder has to be."""
    for place in (folder, folder / "content"):
        if os.path.lexists(place) and not place.is_dir():
            raise SiteRefused(f"{place} is there, and is no folder; take it away, or choose another folder.")
    if name := has_settings(folder):
        raise SiteRefused(f"{folder / name} has the settings of a site, so this is one already; choose another folder.")


def write_settings(folder: Path, proposal: Proposal) -> None:
    """Write the settings of a new site anew, with what was found out since about the Markdown that was there."""
    atomic_file.replace(folder / SETTINGS, _settings(folder, proposal).encode())


def _settings(folder: Path, proposal: Proposal) -> str:
    given = {"title": _title(folder), "related.ranking": "closest", **proposal.settings}
    return _SCHEMA_LINE + settings_file(given, reasons={"related.ranking": _WHY_CLOSEST, **proposal.reasons})


def _files(folder: Path, today: Date, source: InstallSource, proposal: Proposal, *, has_texts: bool) -> dict[str, str]:
    """The texts of a new site's files, by their paths in its folder; the settings last, which make it a site."""
    told = "\n".join(filter(None, (source.steps, source.pinning)))
    steps = "".join(f"# {line}\n" for line in wrap(told, 115))
    texts = {"content/about.md": "about.md", f"content/news/{today.folder}/this-timeline-begins.md": "entry.md"}
    return {
        **{name: _skeleton(text) for name, text in texts.items() if not has_texts},
        _IGNORED: _skeleton("gitignore"),
        _REQUIREMENTS: Template(_skeleton("requirements.txt")).substitute(steps=steps, requirement=source.requirement),
        _LOCK: f"{_LOCK_HEAD}{_skeleton(_LOCK)}",
        _WORKFLOW: _skeleton("pages.yml"),
        f"{_FORMS}/{CORRECTION}": _skeleton(CORRECTION),
        f"{_FORMS}/{SOURCE}": _skeleton(SOURCE),
        f"{_FORMS}/{ENTRY}": _skeleton(ENTRY),
        _SUGGESTION: _skeleton("suggestion.yml"),
        _SCHEMA: schema_file(settings_schema()),
        SETTINGS: _settings(folder, proposal),
    }


def _skeleton(name: str) -> str:
    return (_SKELETON / name).read_text(encoding="utf-8")


def _title(folder: Path) -> str:
    """A first title of a site, out of its folder's name: harbour-news gives Harbour news."""
    name = one_line(folder.resolve().name.translate(dict.fromkeys(map(ord, '-_"\\'), " ")))
    return f"{name[:1].upper()}{name[1:]}" or "A news timeline"


def _branch_to_rename(folder: Path) -> str:
    """The branch that a folder's repository is on, if it is not main, and there is no main besides."""
    tree = find_working_tree(folder.resolve())
    return "" if tree is None or has_branch(tree, "main") or (branch := current_branch(tree)) == "main" else branch


def _with_warning_if_ignored(source: InstallSource, folder: Path) -> InstallSource:
    """The source, with one step more if git is told to ignore the file that is to lie beside the requirements.

    Only the ignore file of the folder itself is looked into.
    """
    name = source.requirement.removeprefix("./")
    patterns = [line.strip() for line in _text(folder / _IGNORED).splitlines()]
    about = [pattern for pattern in patterns if fnmatch(name, pattern.lstrip("!/"))]
    if name == source.requirement or not about or about[-1].startswith("!"):
        return source
    step = f"{_IGNORED} keeps {name} out of the repository, by its line {about[-1]}; add the line !{name} below that."
    return replace(source, steps=f"{source.steps}\n{step}")


def _steps_inside_repository(folder: Path) -> Iterator[str]:
    """What to do about a site below the top of a repository: GitHub looks for workflows and forms there only."""
    place = folder.resolve()
    tree = find_working_tree(place)
    if tree and tree.root.resolve() != place:
        inside = place.relative_to(tree.root.resolve()).as_posix()
        yield (
            f"{folder} lies inside the repository {tree.root}, and GitHub reads .github/ only at a repository's top. "
            "Make the folder a repository of its own; or move its .github/ up there, and write into its pages.yml, "
            f'below "build:", "defaults: {{run: {{working-directory: {inside}}}}}", and {inside}/ before each '
            ".dateline and output."
        )


def _steps_for_kept(folder: Path, kept: tuple[str, ...], source: InstallSource) -> Iterator[str]:
    """What to write into files that were there before."""
    for name in kept:
        if (step := _STEPS.get(name)) and (words := step(_text(folder / name), source)):
            yield f"{name} was there and stays as it is. {words}"


def _steps_for_files_elsewhere(archive: Survey) -> Iterator[str]:
    """How the files that texts link to come into the content, so that they are published at the same addresses."""
    for found in archive.files_elsewhere:
        folder = "" if found.folder == "." else f"{found.folder}/"
        names = [f"{folder}{top}" for top in dict.fromkeys(address.partition("/")[0] for address in found.files)]
        yield (
            f"Texts link to {pluralize(len(found.files), 'file')} outside the content, such as "
            f"{folder}{found.files[0]}, and only what lies in it is published. "
            "Copy that into it, and the links hold; in the site's folder:\n"
            f"  cp -R {shlex.join(names)} {shlex.quote(archive.content)}/"
        )


def _step_for_ignore_file(text: str, _: InstallSource) -> str:
    lines = {line.strip().strip("/") for line in text.splitlines()}
    lacking = [line for line in _skeleton("gitignore").split() if line.strip("/") not in lines]
    return f"Add what a build leaves, which is not to be committed: {' and '.join(lacking)}" if lacking else ""


def _step_for_requirements(text: str, source: InstallSource) -> str:
    if re.search(r"^(\S*/)?dateline\b", text, re.MULTILINE):
        return ""
    return f"Add the line that installs Dateline: {source.requirement}. {source.steps}".strip()


def _step_for_lock(text: str, _: InstallSource) -> str:
    if re.search(r"^msgspec==", text, re.MULTILINE):
        return ""
    return (
        "The workflow installs from it what Dateline needs, each package with its hashes; "
        "`dateline init` in an empty folder makes one to take that from."
    )


def _step_for_workflow(text: str, _: InstallSource) -> str:
    if "dateline build" in text:
        return ""
    return "It does not build this site; `dateline init` in an empty folder makes one to take from there."


def _step_for_form(text: str, _: InstallSource, filled: Iterable[str] = ("file", "page")) -> str:
    """Name the fields that an issue form lacks of those that addresses of pages fill in."""
    lacking = [name for name in filled if not re.search(rf"\bid:\s*[\"']?{name}\b", text)]
    fields = f"{'a field' if len(lacking) == 1 else 'fields'} with the id {' and '.join(lacking)}"
    return f"Pages lead to it, and say there which page is meant: it needs {fields} for that." if lacking else ""


def _step_for_entry_form(text: str, source: InstallSource) -> str:
    return _step_for_form(text, source, ("title", "date", "contexts", "sources"))


_STEPS: dict[str, Callable[[str, InstallSource], str]] = {
    _IGNORED: _step_for_ignore_file,
    _REQUIREMENTS: _step_for_requirements,
    _LOCK: _step_for_lock,
    _WORKFLOW: _step_for_workflow,
    f"{_FORMS}/{CORRECTION}": _step_for_form,
    f"{_FORMS}/{SOURCE}": _step_for_form,
    f"{_FORMS}/{ENTRY}": _step_for_entry_form,
}
"""For each file that may be there before, what says what it lacks; empty for nothing."""


def _text(file: Path) -> str:
    """What a file says; nothing if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

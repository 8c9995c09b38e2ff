"""The messages that templates and presenters use, and the theme's catalogues of them in other languages.

`make words` brings the catalogues up to date: it adds new messages, takes away those that nothing uses any more, and
names those that are still to be translated, or to be looked over by somebody who speaks the language: these are marked
`#, fuzzy`, as translators' tools mark them, and pages say them in English.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tests.sites import ROOT

CATALOGUES = tuple(sorted((ROOT / "templates/words").glob("*.po")))

_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_SOURCES = (("templates", "*.*", "jinja2"), ("builder", "**/*.py", "python"), ("builder", "**/*.html", "jinja2"))


def used() -> Catalog:
    """Every message, in the order of files and lines, with the files that use it."""
    catalog = Catalog()
    for folder, pattern, method in _SOURCES:
        for file in sorted((ROOT / folder).glob(pattern)):
            with file.open("rb") as source:
                for line, message, _, _ in extract(method, source, _KEYWORDS, options={"silent": "false"}):
                    catalog.add(message, locations=[(file.relative_to(ROOT).as_posix(), line)])
    return catalog


def read(file: Path) -> Catalog:
    """A catalogue as it lies there."""
    return read_po(io.StringIO(file.read_text(encoding="utf-8")), abort_invalid=True)


def renewed(file: Path) -> str:
    """A catalogue's text with exactly the messages that are used."""
    header, _, _ = file.read_text(encoding="utf-8").partition("\n\n")
    known, catalog = read(file), read_po(io.StringIO(header))
    for message in used():
        if message.id:
            was = known.get(message.id)
            same = was if was and was.id == message.id else Message(message.id)
            flags = {"fuzzy"} if same.fuzzy else ()
            catalog.add(message.id, same.string, message.locations, flags=flags)
    written = io.BytesIO()
    write_po(written, catalog, width=0, omit_header=True, include_lineno=False)
    return f"{header}\n\n{written.getvalue().decode()}"


def untranslated(file: Path) -> list[str]:
    """The messages of a catalogue that have no words yet."""
    return [str(each.id) for each in read(file) if each.id and not (each.string and all(each.string))]


def drafts(file: Path) -> list[str]:
    """The messages of a catalogue whose words are marked as a draft."""
    return [str(each.id) for each in read(file) if each.id and each.fuzzy]


if __name__ == "__main__":
    for catalogue in CATALOGUES:
        catalogue.write_text(renewed(catalogue), encoding="utf-8")
        for missing in untranslated(catalogue):
            print(f"{catalogue.relative_to(ROOT)}: not translated: {missing}")
        for draft in drafts(catalogue):
            print(f"{catalogue.relative_to(ROOT)}: a draft, to be looked over by a speaker: {draft}")

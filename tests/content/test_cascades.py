"""What texts inherit of marks of drafts."""

from builder.content.cascades import apply_cascades
from builder.core.dates import Date
from builder.core.model import Cascade, Context, Parsed, Publication
from builder.core.problems import Code, Place, Problem
from tests.sites import entry_of

DRAFT = Publication("draft: true")


def entry(section: str, *, publication: Publication | None = None, mark_keys: tuple[str, ...] = ()) -> Parsed:
    """An entry of a section."""
    item = entry_of("a", Date(2011, 5, 15), Context("Iran"), section=section)
    return Parsed(item, publication=publication, mark_keys=mark_keys)


def folder(path: str, **publications: Publication) -> Parsed:
    """A folder's _index.md."""
    return Parsed(cascade=Cascade(path, publications))


def publications(*files: Parsed) -> list[Publication | None]:
    """Of each file, what it says with what it inherits."""
    return [parsed.publication for parsed in apply_cascades([*files])]


def test_texts_below_a_folder_inherit_and_no_others() -> None:
    files = entry("news"), entry("newsletters"), folder("content/news/", draft=DRAFT)
    assert publications(*files)[:2] == [DRAFT, None]


def test_the_nearest_folder_that_has_a_key_counts() -> None:
    files = entry("news"), folder("content/", draft=DRAFT), folder("content/news/", draft=Publication())
    assert publications(*files)[0] is None


def test_what_a_text_says_itself_is_not_inherited_and_the_rest_is() -> None:
    day = Date(2012)
    own = entry("news", publication=Publication(begins=day), mark_keys=("draft", "publishDate"))
    above = folder(
        "content/", draft=DRAFT, publishDate=Publication(begins=Date(2031)), expiryDate=Publication(ends=day)
    )
    assert publications(own, above)[0] == Publication(begins=day, ends=day)


def test_a_file_that_gave_nothing_inherits_by_the_place_of_its_problem() -> None:
    problem = Problem(Code.DATE_MISSING, Place("content/news/a.md", 1), "no date", "write one")
    assert publications(Parsed(problems=(problem,)), folder("content/news/", draft=DRAFT))[0] == DRAFT


def test_a_text_that_is_kept_out_is_known_by_its_names() -> None:
    kept_out, _ = apply_cascades([entry("news"), folder("content/", draft=DRAFT)])
    assert kept_out.link_slugs == ("a", "iran")


def test_without_cascades_files_are_left_as_they_are() -> None:
    files = [entry("news")]
    assert apply_cascades(files) is files

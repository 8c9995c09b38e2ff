"""Try a new entry in its site: what a build would refuse of it that its text does not tell, such as a broken link."""

from msgspec.structs import replace

from builder.config.config import Config
from builder.content.read import FileParser
from builder.content.scan import source_file
from builder.core.model import GitHistoryResult
from builder.core.problems import at_levels, errors
from builder.core.progress import Progress
from builder.incremental.assemble import read_texts, relate_texts
from builder.incremental.inputs import find_inputs
from builder.output.inspect import folds_case
from builder.pages.registry import KINDS
from builder.planning.plan import plan
from builder.scaffold.new_entry import NewEntry, entry_file, entry_text


def refusal_in_site(entry: NewEntry, config: Config) -> str:
    """Says why a build of the site would refuse an entry that is in no file yet; empty if it would not.

    Raises ProblemsFound if there is no content folder.
    """
    file = entry_file(entry, config)
    source = source_file(config.display_path(file), config)
    inputs = find_inputs(config, remember=False, output=False)
    before = inputs.texts_before
    reading = read_texts(inputs.sources, before, Progress(), candidates=inputs.candidates if before.parsed else None)
    parsed = FileParser(config).parse(entry_text(entry, config.fields).encode(), source).parsed
    texts = replace(reading.texts, parsed={**reading.texts.parsed, source.relative_path: parsed})
    now = relate_texts(inputs.sources, replace(reading, texts=texts), GitHistoryResult())
    _, of_plan = plan(now.site, inputs.theme, KINDS, folds_case=folds_case(config.content))
    told = (*now.problems, *of_plan)
    found = (problem for problem in told if problem.place.path == source.path or source.path in problem.what)
    return next((f"{problem.what}; {problem.cure}" for problem in errors(at_levels(found, config.problems))), "")

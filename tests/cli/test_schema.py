"""The command `schema`, as a person runs it."""

import json

import pytest

from builder.cli.main import main
from builder.config.schemas import settings_schema
from tests.sites import SiteFolder


def test_the_schema_of_the_settings_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "settings"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(settings_schema()))


@pytest.mark.parametrize(("of", "other"), [("entry", "importance"), ("topic", "kind")])
def test_the_schema_of_front_matter_has_the_names_of_the_site(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], of: str, other: str
) -> None:
    site.write({"dateline.toml": '[fields]\nsummary = ["lead"]\n'})
    assert main(["schema", of, "--site", str(site.path)]) == 0
    assert {"title", "lead", other} <= json.loads(capsys.readouterr().out)["properties"].keys()

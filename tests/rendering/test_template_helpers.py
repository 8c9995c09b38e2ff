"""What templates have beside Jinja's own."""

from lxml import etree

from builder.rendering.template_helpers import TemplateHelpers
from builder.theme.language import Language


def test_a_text_that_ends_a_section_of_xml_is_cut_there_and_comes_back_whole() -> None:
    cdata = TemplateHelpers(Language("en"), None, str, lambda _: None).filters["cdata"]
    text = "a ]]> b ]]]]>> & <c>"
    assert etree.fromstring(f"<p>{cdata(text)}</p>").text == text

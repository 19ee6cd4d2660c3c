"""Values in XML: nothing is lost."""

from xml.etree import ElementTree

import pytest
from hypothesis import example, given

from exports.characters import plain
from exports.graphs.view import Attribute, ValueType
from exports.graphs.xml_text import escaped, teller
from tests.exports.graphs.drawn import ANY_TEXT


@given(ANY_TEXT)
@example("\r\n a\rb\tc\n\n ")
def test_a_text_comes_back_from_an_attribute_and_from_an_element(text: str) -> None:
    read = ElementTree.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>')
    assert read.get("b") == plain(text)
    assert (read.text or "") == plain(text)


@pytest.mark.parametrize("character", ["\0", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_document_may_hold_is_replaced(character: str) -> None:
    assert escaped(f"a{character}b") == "a\ufffdb"


def test_what_there_is_is_told_between_its_marks() -> None:
    attributes = [Attribute(one, one, "") for one in ValueType]
    tell = teller(attributes, "<{}:", ">")
    assert tell(("R&D", ("a", "b"), "2015-03", 7, 0.1 + 0.2, True)) == (
        "<0:R&amp;D><1:a|b><2:2015-03><3:7><4:0.30000000000000004><5:true>"
    )
    assert tell((None, (), None, None, None, None)) == ""
    assert tell(("", (), None, 0, 0.0, False)) == "<0:><3:0><4:0.0><5:false>"

"""The page on the data links to every file that there is of the whole graph."""

import re
from pathlib import Path

from exports.graphs.formats import FORMATS
from exports.graphs.view import Layer

PAGE = (Path(__file__).parents[2] / "web" / "explorer" / "src" / "pages" / "data" / "index.tsx").read_text("utf-8")


def test_all_layers_and_formats_are_offered() -> None:
    layers = re.search(r"^const LAYERS = \[(.*)\];$", PAGE, re.MULTILINE)
    formats = re.search(r"^const FORMATS = \{(.*)\};$", PAGE, re.MULTILINE)
    assert layers
    assert formats
    assert set(re.findall(r"'(\w+)'", layers[1])) == set(Layer)
    assert set(re.findall(r"(\w+): '", formats[1])) == FORMATS.keys()

"""A graph in an address, ``/export/{layer}.{format}``: its layer and format, and of which part on which day.

``asOf``: as of this date. ``market``, ``sector``, ``around`` with ``steps``: the organisations of which all that is
given holds, and what they are related to. ``docs/exports.md`` lists them for people.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.address import Given, given_in, number_in
from api.errors import invalid
from exports.graphs.formats import GraphFormat, graph_format
from exports.graphs.layers import graph_view, layer_named
from exports.graphs.part import STEPS_DEFAULT, GraphPart
from exports.graphs.view import GraphView, Layer
from graph.snapshot.snapshot import Snapshot
from queries.reading.naming import organisation

NAMES_OF_GRAPHS: Final = ("asOf", "market", "sector", "around", "steps")
"""All parameters, in the order in which an address is written."""
_NAME_AT_MOST: Final = 60
"""Characters of an id that stand in a file's name."""


@dataclass(frozen=True, slots=True)
class AddressedGraph:
    """A graph that an address asks for.

    Attributes:
        layer: what its edges are.
        format: as what it is written.
        given: the value of each name; those that are not given are absent.
    """

    layer: Layer
    format: GraphFormat
    given: Given

    @property
    def address(self) -> str:
        """The query of its address; of the same graph it is the same."""
        return urlencode([(name, self.given[name][0]) for name in NAMES_OF_GRAPHS if name in self.given])

    def view(self, snapshot: Snapshot) -> GraphView:
        """It, of a snapshot.

        Raises:
            InputError: something named is not there, or out of range.
        """
        around, sector = self._one("around"), self._one("sector")
        part = GraphPart(
            self._one("market"),
            None if sector is None else sector.lower(),
            None if around is None else organisation(snapshot, around, "around"),
            number_in(self.given, "steps", int, STEPS_DEFAULT),
        )
        return graph_view(snapshot.on_day(self._one("asOf")), self.layer, part)

    def file_name(self, view: GraphView) -> str:
        """What its file is called: it tells the layer, the part and the day."""
        of = [self._one(name) for name in ("market", "sector", "around")]
        told = [re.sub(r"[^A-Za-z0-9._]+", "-", one)[:_NAME_AT_MOST] for one in of if one is not None]
        form = [self.format.name] if self.format.several else []
        return "-".join(["opendoors", self.layer, *told, view.header.as_of, *form]) + self.format.suffix

    def _one(self, name: str) -> str | None:
        return next(iter(self.given.get(name, ())), None)


def graph_in(layer: str, format_: str, pairs: Iterable[tuple[str, str]]) -> AddressedGraph:
    """Read which graph is asked for.

    Raises:
        InputError: there is no such layer or format; a parameter is unknown, given twice, or not of its form.
        LimitError: it is too long.
    """
    given = given_in(pairs, NAMES_OF_GRAPHS, passed_over=())
    if "steps" in given and "around" not in given:
        raise invalid("steps tells how far from whom.", "no_centre", "Give around with it.")
    number_in(given, "steps", int, STEPS_DEFAULT)
    return AddressedGraph(layer_named(layer, "layer"), graph_format(format_, "format"), given)

"""Why there is no way, for people."""

import re
from typing import Final

from rich.console import Console
from rich.text import Text

from cli.documents import Json
from cli.route_lines import indented

_OPTIONS: Final = {
    "maxSteps": "--max-steps",
    "minStrength": "--min-strength",
    "relationKinds": "--relation-kinds",
    "openerKinds": "--opener-kinds",
    "avoid": "--avoid",
    "via": "--via",
    "viaInOrder": "--via-in-order",
    "publicAnchor": "--public-anchor",
}


def show_diagnosis(out: Console, diagnosis: Json, worth: str) -> None:
    """Print what stands in the way, and what would help.

    Args:
        out: where to.
        diagnosis: the schema's answer.
        worth: what leads to the figure of a missing tie, such as "It would score".
    """
    options = "|".join(_OPTIONS)
    message = re.sub(rf"\b({options})\b", lambda name: _OPTIONS[name[0]], diagnosis["message"])
    indented(out, message, "yellow", 0)
    tie = diagnosis["missingTie"]
    if tie is not None:
        ends = f"{tie['contact']['name']} and {tie['other']['name']}"
        told = f"What is missing most: a tie between {ends}, a contact of {tie['opener']['name']}"
        indented(out, f"{told}. {worth} {tie['score']:.2f}.", by=0)
    if diagnosis["areas"]:
        names = "; ".join(f"{one['name']} (--corridor {one['id']})" for one in diagnosis["areas"])
        indented(out, f"There is a door in {names}.", by=0)
    if diagnosis["stepsNeeded"] is not None:
        out.print(Text(f"Try --max-steps {diagnosis['stepsNeeded']}."))

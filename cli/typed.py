"""What an argument of the schema is called on the command line, for messages."""

import re
from collections.abc import Iterable, Sequence


def as_typed(where: str | None, verb: Iterable[tuple[str, str]], arguments: Sequence[str]) -> str | None:
    """The option or argument by which a value was given; what was not given on the command line stays as it is.

    Args:
        where: where an offending value stood: an argument of the schema, or anything else.
        verb: (name, what stands in its place in the help) of the arguments without an option of a verb.
        arguments: the command line.

    >>> as_typed("maxSteps", [], ["ask", "KR", "--max-steps=9"]), as_typed("area", [("area", "AREA")], [])
    ('--max-steps', 'AREA')
    >>> as_typed("asOf", [], ["ask", "KR"]), as_typed("partners.csv:3", [], [])
    ('asOf', 'partners.csv:3')
    """
    if where is None or not where.isidentifier():
        return where
    option = "--" + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", where)
    if any(one == option or one.startswith(f"{option}=") for one in arguments):
        return option
    return dict(verb).get(where, where)

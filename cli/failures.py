"""What a failure tells: one short message on stderr, and an exit code that means something."""

import sys
import traceback
from typing import Any, Final, NoReturn

import orjson

from cli.characters import escaped, plain, send
from graph.errors import InputError, OpenDoorsError, SnapshotError, SourceError, StoreError

ANSWERED: Final = 0
UNEXPECTED: Final = 1
BAD_INPUT: Final = 2
SOURCE_PROBLEM: Final = 3
STORE_PROBLEM: Final = 4
INTERRUPTED: Final = 130
READER_GONE: Final = 141
"""As a shell reports a program that wrote into a closed pipe."""

_STOPPED_BY_USER: Final = "load_interrupted"
_EXITS: Final = (
    (InputError, BAD_INPUT),
    (SourceError, SOURCE_PROBLEM),
    (StoreError, STORE_PROBLEM),
    (SnapshotError, STORE_PROBLEM),
)


class ReaderGoneError(Exception):
    """Whoever read the output has gone: ``opendoors … | head``."""


def exit_code(error: OpenDoorsError) -> int:
    """The exit code of an expected failure."""
    if error.code == _STOPPED_BY_USER:
        return INTERRUPTED
    return next((code for kind, code in _EXITS if isinstance(error, kind)), UNEXPECTED)


def report(error: OpenDoorsError, as_json: bool) -> int:
    """Say what went wrong and what to do; return the exit code."""
    if as_json:
        _say_json(error.code, error.message, error.value, error.where, error.nearest, error.suggestion)
    else:
        print(plain(f"opendoors: {error}"), file=sys.stderr)
    return exit_code(error)


def report_usage(message: str, as_json: bool) -> int:
    """A command line that does not parse."""
    suggestion = "See `opendoors --help`, or `opendoors VERB --help`."
    if as_json:
        _say_json("bad_usage", message, None, None, (), suggestion)
    else:
        print(plain(f"opendoors: {message} {suggestion}"), file=sys.stderr)
    return BAD_INPUT


def report_unexpected(error: BaseException, as_json: bool, debug: bool) -> int:
    """A defect: one line, and how to see more."""
    if debug:
        traceback.print_exception(error)
    message = f"Unexpected {type(error).__name__}: {_one_line(str(error))}"
    suggestion = "Set OPENDOORS_DEBUG=1 to see where it happened, and report it."
    if as_json:
        _say_json("unexpected", message, None, None, (), suggestion)
    else:
        print(plain(f"opendoors: {message} {suggestion}"), file=sys.stderr)
    return UNEXPECTED


def refuse(message: str, code: str, where: str, suggestion: str, value: object = None) -> NoReturn:
    """Raise the InputError of an option that cannot be taken."""
    raise InputError(message, code=code, value=value, where=where, suggestion=suggestion)


def _one_line(text: str) -> str:
    text = " ".join(text.split()) or "no message."
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _say_json(
    code: str, message: str, value: object, where: str | None, nearest: tuple[str, ...], suggestion: str
) -> None:
    said: dict[str, Any] = {
        "code": code,
        "message": message,
        "value": value,
        "where": where,
        "nearest": list(nearest),
        "suggestion": suggestion,
    }
    send(sys.stderr, escaped(orjson.dumps({"error": said}, default=str).decode()) + "\n")

"""The one place where failures become GraphQL errors: those of the asker with a code, ours masked and logged.

What an asker may do otherwise is an ``InputError``. All else, such as a damaged snapshot or a store that is away, is a
fault of ours: nothing of it is told, since its words may hold places of this server.
"""

import logging
from typing import Any, Final

from graphql import GraphQLError

from graph.errors import MESSAGE_AT_MOST, InputError, LimitError, OpenDoorsError, cut

LOG: Final = logging.getLogger("opendoors.api")
INTERNAL: Final = "internal"
NOT_SUPPORTED: Final = "PERSISTED_QUERY_NOT_SUPPORTED"
"""Code of the one error whose message is a word of a protocol and nothing more: clients compare it."""
_WHOLE: Final = range(-(1 << 63), 1 << 64)
"""Numbers that JSON is written with; greater ones are told as texts."""


class AbortedError(LimitError):
    """A request was stopped: it took too long, or its answer grew too large."""


def invalid(message: str, code: str, suggestion: str, value: object = None) -> InputError:
    """A request that does not even reach the graph."""
    return InputError(message, code=code, suggestion=suggestion, value=value, where="request")


def extensions_of(error: OpenDoorsError) -> dict[str, Any]:
    """What programs want to know of an expected failure."""
    return {
        "code": error.code,
        "value": _shown(error.value),
        "where": error.where,
        "nearest": list(error.nearest),
        "suggestion": error.suggestion,
    }


def expected(error: OpenDoorsError) -> dict[str, Any]:
    """An expected failure as a GraphQL error."""
    message = error.message if error.code == NOT_SUPPORTED else f"{error.message} {error.suggestion}"
    return {"message": message, "extensions": extensions_of(error)}


def unexpected(error: BaseException, request_id: str) -> dict[str, Any]:
    """A fault of ours: logged in full, shown without any of it."""
    LOG.error("request %s failed", request_id, exc_info=error)
    suggestion = f"Tell the operator the request id {request_id}."
    return {
        "message": f"Something went wrong here. {suggestion}",
        "extensions": {
            "code": INTERNAL,
            "value": None,
            "where": None,
            "nearest": [],
            "suggestion": suggestion,
            "requestId": request_id,
        },
    }


def formatted(error: GraphQLError, request_id: str, code: str) -> dict[str, Any]:
    """An error of execution or of the document.

    Args:
        error: as the GraphQL library reports it.
        request_id: to be found in the log.
        code: of failures that the library itself has found: in the document's syntax or rules, or in the variables.
    """
    original = root_of(error)
    if isinstance(original, InputError):
        shown = expected(original)
    elif original is None:
        suggestion = "See the schema at /schema.graphql."
        shown = {
            "message": cut(error.message, MESSAGE_AT_MOST),
            "extensions": {"code": code, "value": None, "where": None, "nearest": [], "suggestion": suggestion},
        }
    else:
        shown = unexpected(original, request_id)
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    if error.path:
        shown["path"] = list(error.path)
    return shown


def root_of(error: BaseException) -> BaseException | None:
    """The failure that a GraphQL error wraps; None where the library itself has found one."""
    seen: BaseException | None = error
    while isinstance(seen, GraphQLError):
        seen = seen.original_error
    return seen


def _shown(value: object) -> Any:
    if value is None or isinstance(value, float) or (isinstance(value, int) and value in _WHOLE):
        return value
    return cut(str(value))

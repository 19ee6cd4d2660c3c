"""From a document's text to its answer: prepared once, executed against one snapshot within a time and a size."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import getsizeof
from typing import Any, Final, NoReturn, TypeGuard

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLResolveInfoHelpers,
    GraphQLSyntaxError,
    Lexer,
    OperationDefinitionNode,
    OperationType,
    Source,
    Token,
    execute,
    specified_rules,
)
from graphql.language.parser import Parser
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext, validate_document

from api import effort, limits
from api.errors import AbortedError, expected, formatted, invalid, root_of
from api.schema import SCHEMA
from api.schema.plumbing.base import Reading
from graph.errors import InputError, LimitError, OpenDoorsError, StoppedError
from graph.snapshot.memo import ROOM, Memo
from graph.snapshot.snapshot import Snapshot
from graph.work import Work, underway

DOCUMENTS: Final = Memo(ROOM, most=1 << 25)
"""Documents that are kept parsed and validated, by their digests."""
TOKEN_BYTES: Final = 2_000
"""What each word and sign of a parsed document takes, at most."""
COUNTED_SECONDS: Final = 0.1
"""An answer counts for so long at most in what its document takes."""
FIELDS_AT_MOST: Final = 100_000
"""Fields of one answer."""
SECONDS_AT_MOST: Final = 10.0
SECONDS_IN_PROCESS: Final = 120.0
"""In-process: nobody else waits, and the first question may have to wait for a compiler."""
ERRORS_SHOWN: Final = 20
GRAPHQL: Final = SCHEMA._schema
"""The schema as the GraphQL library knows it; Strawberry gives it no public name."""


@dataclass(slots=True)
class Prepared:
    """A document, parsed and validated; or what is wrong with it.

    Attributes:
        operations: by name; "" for one without.
        refusal: a fault of the asker, such as a limit.
        faults: what the library has found, with their code.
        seconds: of a processor, that it took to answer it the last few times, none of them counted for very long: who
            asks for much makes a document that everybody uses no heavier.
    """

    document: DocumentNode | None
    operations: dict[str, OperationDefinitionNode]
    refusal: InputError | None = None
    faults: tuple[GraphQLError, ...] = ()
    code: str = "invalid_document"
    seconds: float = 0.0

    def took(self, seconds: float) -> None:
        """It was answered in so many seconds of a processor."""
        self.seconds += (min(seconds, COUNTED_SECONDS) - self.seconds) / 4


def prepare(text: str) -> Prepared:
    """Parse and validate a document, within limits. One that can be executed is kept while there is room."""
    try:
        limits.check_length(text)
    except InputError as error:
        return Prepared(None, {}, error)

    def size(made: Prepared) -> int | None:
        if made.document is None or made.faults:
            return None
        return TOKEN_BYTES * made.document.token_count + 2 * getsizeof(text)  # comments are kept apart, too

    return DOCUMENTS.get(_digest(text), lambda: _prepared(text), size)


def is_known(text: str) -> bool:
    """Whether a document, of bounded length, is kept from an earlier time, so that it need not be parsed."""
    return _digest(text) in DOCUMENTS


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="surrogatepass")).digest()


def _prepared(text: str) -> Prepared:
    """Parse and validate a document whose length is bounded.

    What is wrong with it is told without its traceback, which would hold the document, and whoever holds what is told.
    """
    try:
        document = _parsed(text)
        limits.check_shape(document)
    except GraphQLSyntaxError as error:
        if "more than" in error.message and "tokens" in error.message:
            return Prepared(None, {}, _too_long())
        if "nested too deeply" in error.message:
            return Prepared(None, {}, _too_nested())
        return Prepared(None, {}, None, (error.with_traceback(None),), "invalid_syntax")
    except RecursionError:
        return Prepared(None, {}, _too_nested())
    except InputError as error:
        return Prepared(None, {}, error.with_traceback(None))
    faults = validate_document(GRAPHQL, document, tuple(specified_rules))
    operations = {
        one.name.value if one.name else "": one
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
    }
    return Prepared(document, operations, None, tuple(faults[:ERRORS_SHOWN]))


def _parsed(text: str) -> DocumentNode:
    """Parse a document, and take apart the chain that the library makes of its tokens.

    Each holds the next one and the one before: only a look for garbage would find them, and there are thousands.
    """
    source = Source(text)
    lexer = Lexer(source)
    try:
        return Parser(source, lexer=lexer, max_tokens=limits.TOKENS_AT_MOST).parse_document()
    finally:
        token: Token | None = lexer.token
        while token is not None:
            before, token.prev, token.next = token.prev, None, None
            token = before


def _too_long() -> LimitError:
    most = limits.TOKENS_AT_MOST
    return LimitError(
        "The document is too long.",
        code="too_many_tokens",
        where="query",
        suggestion=f"Write at most {most} words and signs.",
    )


def _too_nested() -> LimitError:
    return LimitError(
        "The document is nested too deeply.",
        code="too_deep",
        where="query",
        suggestion=f"At most {limits.DEPTH_AT_MOST} levels are allowed.",
    )


class _Stopped(BaseException):
    """Stops an execution from within: the library would take an ordinary exception for one field's."""

    def __init__(self, why: AbortedError | StoppedError) -> None:
        self.why = why


def _not_awaited(_work: Sequence[Any]) -> NoReturn:
    raise AssertionError("no resolver is asynchronous")


_NOTHING_ASYNCHRONOUS: Final = GraphQLResolveInfoHelpers(gather=_not_awaited, track=_not_awaited)


class _Bounded(StrawberryGraphQLCoreExecutionContext):
    """Execution that stops when its work is to, or at a number of fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._work: Work = kwargs.pop("work")
        self._left: int = kwargs.pop("fields")
        super().__init__(*args, **kwargs)
        # The library's own refer to this object: it, the reading, and its day would wait for a look at old garbage.
        self.async_helpers = _NOTHING_ASYNCHRONOUS

    def build_resolve_info(self, *args: Any, **kwargs: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise _Stopped(
                AbortedError(
                    "The answer is too large.",
                    code="answer_too_large",
                    where="query",
                    suggestion="Ask for smaller pages.",
                )
            )
        try:
            self._work.check()
        except StoppedError as why:
            raise _Stopped(why) from why
        return super().build_resolve_info(*args, **kwargs)

    def handle_field_error(self, raw_error: Exception, *args: Any, **kwargs: Any) -> None:
        """What was stopped is no failure of one field: there is no answer at all."""
        why = root_of(raw_error)
        if isinstance(why, StoppedError):
            raise _Stopped(why) from why
        super().handle_field_error(raw_error, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class Request:
    """One operation to be executed, within what its work may do."""

    prepared: Prepared
    variables: dict[str, Any]
    operation_name: str | None = None
    request_id: str = "-"
    work: Work = field(default_factory=lambda: Work(SECONDS_AT_MOST))
    fields: int = FIELDS_AT_MOST


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a request.

    Attributes:
        body: ``data``, ``errors``, as the GraphQL specification has them.
        executed: whether execution has begun; a request that fails before has no ``data``.
        error: the first failure, for those who call in-process.
    """

    body: dict[str, Any]
    executed: bool
    error: BaseException | None = None


def operation_of(request: Request) -> OperationDefinitionNode:
    """The operation that a request means.

    Raises:
        InputError: there is none, or several and none is named; or it is no query.
    """
    operations = request.prepared.operations
    name = request.operation_name
    if name is None and len(operations) != 1:
        raise invalid("Which operation is meant is not said.", "no_operation", "Give operationName.")
    found = next(iter(operations.values())) if name is None else operations.get(name)
    if found is None:
        raise invalid(
            f"There is no operation {name!r}.",
            "no_operation",
            f"The document has {', '.join(operations) or 'none'}.",
            name,
        )
    if found.operation is not OperationType.QUERY:
        raise invalid(
            f"There is no {found.operation.value} here.", "unsupported_operation", "Write a query: writing is loading."
        )
    return found


def is_heavy(snapshot: Snapshot, request: Request) -> bool:
    """Whether it is estimated to take long, or its document took long of late; what is to be refused is not."""
    document = request.prepared.document
    if document is None or request.prepared.faults:
        return False
    try:
        limits.check_variables(request.variables)
        operation, size = operation_of(request), snapshot.manifest.counts["organisation"]
        estimated = effort.estimated_effort(document, operation, request.variables, size)
    except OpenDoorsError:  # told when it is run
        return False
    return estimated >= effort.HEAVY_FROM or request.prepared.seconds >= effort.HEAVY_FROM_SECONDS


def run(snapshot: Snapshot, request: Request, asked: "Counter[str] | None" = None) -> Outcome:
    """Execute a request against one snapshot, from beginning to end."""
    prepared = request.prepared
    if prepared.refusal is not None:
        return Outcome({"errors": [expected(prepared.refusal)]}, False, prepared.refusal)
    if prepared.faults or prepared.document is None:
        errors = [formatted(one, request.request_id, prepared.code) for one in prepared.faults]
        return Outcome({"errors": errors}, False, prepared.faults[0])
    try:
        limits.check_variables(request.variables)
        operation, size = operation_of(request), snapshot.manifest.counts["organisation"]
        limits.check_cost(GRAPHQL, prepared.document, operation, request.variables, size)
        with underway(request.work):
            return _executed(snapshot, prepared.document, request, asked)
    except (InputError, StoppedError) as error:
        return Outcome({"errors": [expected(error)]}, False, error)
    except _Stopped as stopped:
        return Outcome({"data": None, "errors": [expected(stopped.why)]}, True, stopped.why)


def _executed(snapshot: Snapshot, document: DocumentNode, request: Request, asked: "Counter[str] | None") -> Outcome:
    result: Any = execute(
        GRAPHQL,
        document,
        context_value=Reading(snapshot.on_day(), asked=asked),
        variable_values=request.variables,
        operation_name=request.operation_name,
        executor_class=_Bounded,
        is_awaitable=_never,
        is_async_iterable=_never,
        operation_extensions=None,
        work=request.work,
        fields=request.fields,
    )
    snapshot.check_unharmed()
    errors = list(result.errors or ())
    executed = result.data is not None or any(error.path for error in errors)
    code = "bad_value" if executed else "invalid_variables"
    body: dict[str, Any] = {"data": result.data} if executed else {}
    if errors:
        body["errors"] = [formatted(error, request.request_id, code) for error in errors[:ERRORS_SHOWN]]
    return Outcome(body, executed, errors[0] if errors else None)


def _never(_value: Any) -> TypeGuard[Any]:
    return False


def answer(snapshot: Snapshot, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """Answer a document in-process, as the server would.

    Returns:
        ``{"data": …}``, with ``"errors"`` where parts of the answer failed unexpectedly.

    Raises:
        OpenDoorsError: an expected failure, or a document or variables that are not valid. Whatever else
            went wrong is raised as it is.
    """
    outcome = run(snapshot, Request(prepare(document), variables or {}, work=Work(SECONDS_IN_PROCESS)))
    if outcome.error is None:
        return outcome.body
    original = root_of(outcome.error)
    if original is not None:
        raise original
    shown = outcome.body["errors"][0]
    raise invalid(shown["message"], shown["extensions"]["code"], "See the schema.")

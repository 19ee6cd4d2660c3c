"""What a source says of itself: its ``source.toml``, or what can be said of a folder that has none."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from graph.cells import TEXT_AT_MOST, Text
from graph.errors import SourceError
from graph.stated_dates import STYLES
from graph.statements import Source
from loaders.formats.encodings import DECLARABLE, is_declarable
from loaders.retiring import KEEPS_AT_LEAST
from loaders.source_names import NAME_AT_MOST, NOT_DECLARED, name_from, proposed_name
from loaders.styles import Styles

DECLARATION_FILE: Final = "source.toml"
DECLARATION_BYTES_AT_MOST: Final = 64 * 1024
_TOLD_BY_NAME: Final = ("name", "title", "publisher", "licence", "retrieved")
"""What is said of a source of which somebody only tells the name."""

StatedType = Literal[
    "market", "sector", "corridor", "organisation", "context", "priority", "service", "estimate", "relation",
    "membership",
]  # fmt: skip
"""What a row may state."""


def _check_day(value: Any) -> Any:
    """An ISO day, of TOML's own dates or of text."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise ValueError(f"{str(value)[:50]!r} is no day: write YYYY-MM-DD") from error


def _check_encoding(name: str) -> str:
    """A name of an encoding that may be declared."""
    if not is_declarable(name):
        raise ValueError(f"{name[:50]!r} is no encoding that can be read; there are {', '.join(DECLARABLE)}")
    return name


Encoding = Annotated[str, AfterValidator(_check_encoding)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=NAME_AT_MOST)]
Address = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$", max_length=TEXT_AT_MOST)]
Count = Annotated[int, Field(ge=0)]
Column = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Declaration(BaseModel):
    """A source's declaration.

    Attributes:
        name: short id, unique in a store; a later load under this name replaces what the former said.
        address: where the publisher's file can be had; empty if nowhere.
        retrieved: day on which it was read there.
        owns_ids: its ids are the graph's ids.
        gives: the types that it gives, no more and no fewer; empty: whatever there is.
        encoding: of its files of text, or file stem → encoding; what has a byte order mark is read as that says.
        ignored_columns: file stem (``organisations``) → columns that are there and are not read.
        files: of a publisher: what they are called here → their names there, with ``*`` for what varies.
        lookups: name → the publisher's word → ours; empty: deliberately none.
        minimum: type → fewest valid rows below which nothing of the source is retired.
        maximum: type → most rows above which it is not loaded.
        keeps_at_least: percent of its live statements of each type below which nothing of the source is retired.
        decimal, thousands, dates: how it writes numbers and dates in files of text; see ``loaders.styles``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    title: Text
    publisher: Text
    licence: Text
    address: Address = ""
    retrieved: Annotated[str, BeforeValidator(_check_day)]
    owns_ids: bool = False
    gives: tuple[StatedType, ...] = ()
    encoding: Encoding | dict[str, Encoding] = {}
    ignored_columns: dict[str, tuple[Column, ...]] = {}
    files: dict[str, Column] = {}
    lookups: dict[str, dict[str, str]] = {}
    minimum: dict[StatedType, Count] = {}
    maximum: dict[StatedType, Count] = {}
    keeps_at_least: Annotated[int, Field(ge=0, le=100)] = KEEPS_AT_LEAST
    decimal: Literal["", ".", ","] = ""
    thousands: Literal["", ".", ",", " ", "_", "'", "’", "\u00a0", "\u202f"] = ""
    dates: Literal["", "serial", *STYLES] = ""  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.thousands and self.thousands == self.decimal:
            raise ValueError(f"decimal and thousands cannot both be {self.thousands!r}")
        return self

    @property
    def styles(self) -> Styles:
        """How it writes numbers and dates."""
        return Styles(self.decimal or ("," if self.thousands == "." else ""), self.thousands, self.dates)

    def encoding_of(self, stem: str) -> str | None:
        """The encoding that is declared of a file of text; None where none is."""
        return self.encoding if isinstance(self.encoding, str) else self.encoding.get(stem)

    def source(self, origin: str = "") -> Source:
        """The declaration as a store keeps it, with where it comes from: see ``loaders.source_names.origin_of``."""
        return Source(
            name=self.name,
            title=self.title,
            publisher=self.publisher,
            licence=self.licence,
            address=self.address,
            retrieved=self.retrieved,
            owns_ids=self.owns_ids,
            gives=self.gives,
            minimum={str(type_): count for type_, count in self.minimum.items()},
            maximum={str(type_): count for type_, count in self.maximum.items()},
            origin=origin,
        )


def is_declared(folder: Path) -> bool:
    """Whether the source in ``folder`` says itself what it is called."""
    return (folder / DECLARATION_FILE).is_file()


def read_declaration(folder: Path, today: date, name: str | None = None, held: Iterable[Source] = ()) -> Declaration:
    """The declaration of the source in ``folder``; without a ``source.toml``, what its name and the day tell.

    One that does not say its name, since somebody else does, need not say more than how its files are to be read.

    Args:
        folder: of the source.
        today: day of retrieval of one that declares none.
        name: what somebody calls a source that does not declare its name.
        held: sources whose names are taken.

    Raises:
        SourceError: the declaration cannot be read, or says something that it may not; or nobody says the name (code
            ``unnamed_source``), or it is none (``bad_source_name``), or is said twice (``named_twice``).
    """
    path = folder / DECLARATION_FILE
    if not is_declared(folder):
        return undeclared(folder, today, name, held)
    try:
        declared = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            f"The declaration is no TOML: {error}.", where=path.name, value=str(path), suggestion="Correct it there."
        ) from error
    if "name" not in declared and name is not None:
        declared = undeclared(folder, today, name, held).model_dump(include=set(_TOLD_BY_NAME)) | declared
    try:
        declaration = Declaration.model_validate(declared)
    except ValidationError as error:
        raise _refused(path, error) from error
    if name not in (None, declaration.name):
        raise SourceError(
            f"The source declares that it is called {declaration.name!r}, not {name!r}.",
            code="named_twice",
            value=name,
            where=f"{path.name}:name",
            suggestion="Leave `--as` out, or change the name there.",
        )
    return declaration


def undeclared(folder: Path, today: date, name: str | None, held: Iterable[Source]) -> Declaration:
    """What can be said of a folder that does not declare itself. Its own name says too little: ``members``."""
    if name is None:
        raise SourceError(
            "The source has no name: nothing in the folder says what it is called.",
            code="unnamed_source",
            value=str(folder),
            where=str(folder),
            suggestion=f"Say it, such as `--as {proposed_name(folder, held)}`, and the same at each load of it; or "
            f"put a {DECLARATION_FILE} into it, with name, title, publisher, licence and retrieved.",
        )
    try:
        return Declaration(
            name=name, title=name, publisher=NOT_DECLARED, licence=NOT_DECLARED, retrieved=today.isoformat()
        )
    except ValidationError as error:
        proposal = name_from(name)
        raise SourceError(
            f"{name[:NAME_AT_MOST]!r} is no name of a source.",
            code="bad_source_name",
            value=name,
            where="--as",
            suggestion=f"Lower case letters, digits and single hyphens, at most {NAME_AT_MOST}"
            + (f": such as {proposal}." if proposal else "."),
        ) from error


def _text(path: Path) -> str:
    data = path.read_bytes()
    if len(data) > DECLARATION_BYTES_AT_MOST:
        raise SourceError(
            f"The declaration is longer than {DECLARATION_BYTES_AT_MOST:,} bytes.",
            code="too_large",
            value=len(data),
            where=path.name,
            suggestion="Shorten it.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            "The declaration is not in UTF-8.", code="bad_encoding", where=path.name, suggestion="Save it as UTF-8."
        ) from error


_WRONG: Final = {
    "missing": "It is not said, and has to be",
    "extra_forbidden": "No declaration says that",
    "string_pattern_mismatch": "It is not written so: names are lower case letters, digits and single hyphens, "
    "addresses begin with https:// or http://",
}
"""Kind of error → what is told, where the validator's own words are none for people."""


def _refused(path: Path, error: ValidationError) -> SourceError:
    first = error.errors(include_url=False)[0]
    column = ".".join(str(part) for part in first["loc"] if part != "[key]")
    needed, allowed = (
        ", ".join(name for name, field in Declaration.model_fields.items() if field.is_required() is required)
        for required in (True, False)
    )
    return SourceError(
        f"{_WRONG.get(first['type'], first['msg'].removeprefix('Value error, '))}.",
        code="bad_declaration",
        value=first["input"] if not isinstance(first["input"], dict) else None,
        where=f"{path.name}:{column}",
        suggestion=f"A declaration has to say {needed}, and may say {allowed}; "
        f"types are {', '.join(get_args(StatedType))}.",
    )

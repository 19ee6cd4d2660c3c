"""``merge`` and ``unmerge``: a person's judgement that two ids are, or are not, the same organisation."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failures import refuse
from cli.opening import build, open_store, published
from cli.screen import show
from cli.settings import read_settings
from cli.unlike import confirm_unlike

if TYPE_CHECKING:
    from graph.identity import Pair
    from graph.snapshot.snapshot import Snapshot
    from graph.store.protocol import Store

WHO = "cli"
One = Annotated[str, typer.Argument(metavar="A", help="Organisation, by id or exact name.")]
Other = Annotated[str, typer.Argument(metavar="B", help="The other one.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]


def merge(
    one: One,
    other: Other,
    why: Why,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, however unlike they are.")] = False,
) -> None:
    """Judge two organisations to be the same, then publish a snapshot.

    Asks again where they differ in kind or country, or one of them is a market's only agency: --yes for programs.
    """
    _judge(one, other, True, why, yes)


def unmerge(one: One, other: Other, why: Why) -> None:
    """Judge two organisations not to be the same, or no longer, then publish a snapshot."""
    _judge(one, other, False, why)


def _judge(one: str, other: str, same: bool, why: str, yes: bool = True) -> None:
    from graph.statements import Batch, Judgement
    from queries.reading.naming import organisation

    settings = read_settings()
    before = published(settings)
    left, right = sorted((organisation(before, one, "A"), organisation(before, other, "B")))
    if left == right:
        refuse(f"Both are {left!r}.", "same_organisation", "B", "Name two different ids.", other)
    if not why.strip():
        refuse("No reason is given.", "no_reason", "--why", "Say in a sentence how this is known.")
    if _are_same(before, left, right) == same:
        show(f"{left} and {right} are {'already' if same else 'not'} one.")
        return
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with open_store(settings) as store:
        if not yes:
            confirm_unlike(store, before, left, right)
        pairs = _pairs(before, store, left, right, same)
        store.apply(Batch(judgements=tuple(Judgement(*pair, same, WHO, why.strip(), at) for pair in pairs)))
        after = build(settings, store, "Judged")
    _tell(after, left, right, same)


def _pairs(before: "Snapshot", store: "Store", left: str, right: str, same: bool) -> list["Pair"]:
    """What is judged, by ids that no other source can make mean something else; to undo it, by whatever ids it was."""
    from graph.identity import judged_same

    first, second = sorted((before.lasting_id(left), before.lasting_id(right)))
    if same:
        return [(first, second)]
    names = [{id_, before.lasting_id(id_)} for id_ in (left, right)]
    with store.reading() as scan:
        held = [pair for pair in judged_same(scan.judgements()) if _joins(pair, *names)]
    return held or [(first, second)]


def _joins(pair: "Pair", one: set[str], other: set[str]) -> bool:
    return (pair[0] in one and pair[1] in other) or (pair[0] in other and pair[1] in one)


def _are_same(snapshot: "Snapshot", left: str, right: str) -> bool:
    return snapshot.find(left) == snapshot.find(right)


def _tell(after: "Snapshot", left: str, right: str, same: bool) -> None:
    if _are_same(after, left, right) != same:
        show(
            f"Noted, without effect: other judgements still say that {left} and {right} are "
            f"{'two' if same else 'one (sameness is transitive)'}. Judge those pairs too."
        )
        return
    show(f"{left} and {right} are {'one organisation now' if same else 'two organisations now'}.")

"""``merge``: two organisations judged to be one; which pairs may be, and why."""

import sys
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from cli import identity
from cli.failures import refuse
from cli.identity import One, Other
from cli.opening import build, open_store, published
from cli.screen import note, show, show_json
from cli.settings import read_settings

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot
    from graph.store.protocol import Store
    from loaders.resolution.resolver import Candidate, Key
    from loaders.resolution.review import Asked

_PAIR: Final = "pair"
"""The command that ``merge A B`` stands for."""
LISTED_AT_MOST: Final = 1_000
SHOWN: Final = 20
Json = Annotated[bool, typer.Option("--json", help="Print for programs.")]


class _Merge(TyperGroup):
    """Takes what is none of its commands for two organisations."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [_PAIR, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Merge,
    help="Judge two organisations to be the same: `merge A B --why TEXT`. See which pairs may be, and why.",
)
app.command(_PAIR, hidden=True)(identity.merge)


@app.command()
def candidates(
    first: Annotated[int, typer.Option(min=1, max=LISTED_AT_MOST, help="At most so many.")] = SHOWN,
    json: Json = False,
) -> None:
    """List the pairs that may be one organisation and wait for a person, the likeliest first."""
    from loaders.resolution.review import candidates as waiting

    with open_store(read_settings()) as store:
        found = waiting(store)
    if json:
        show_json({"totalCount": len(found), "pairs": [_plain(one.candidate) for one in found[:first]]})
        return
    if not found:
        show("No pair waits for a person.")
    for one in found[:first]:
        _show(one.candidate)
    if len(found) > first:
        show(f"These are {first:,} of {len(found):,}; --first shows more.")
    if found:
        show("`opendoors merge review` goes through them.")


@app.command()
def explain(one: One, other: Other, json: Json = False) -> None:
    """Show what speaks for two organisations being one, and what against, point by point."""
    from loaders.resolution.review import explain as explained

    settings = read_settings()
    snapshot = published(settings)
    first, second = (_statements(snapshot, text, where) for text, where in ((one, "A"), (other, "B")))
    with open_store(settings) as store:
        if first == second and len(first) == 1:
            refuse("They are one organisation.", "same_organisation", "B", "Name another one.", other)
        found = explained(store, first, second)
    if json:
        show_json(_plain(found.candidate))
        return
    _show(found.candidate)
    if found.of > 1:
        show(f"Of {found.of} pairs of statements about them this one has most points.")
    if found.judged is not None:
        said = "the same" if found.judged.same else "two, or no longer the same"
        show(f"Judged by {found.judged.who} to be {said}: {found.judged.why}")


@app.command()
def review() -> None:
    """Go through the pairs that wait, and judge each: the same, two, or later."""
    from loaders.resolution.review import candidates as waiting

    if not sys.stdin.isatty():
        refuse(
            "There is nobody to ask.", "no_terminal", "merge review",
            "Run it on a terminal; or `merge candidates --json`, then `merge A B --why …`.",
        )  # fmt: skip
    settings = read_settings()
    with open_store(settings) as store:
        found = waiting(store)
        judged = 0
        for number, one in enumerate(found, 1):
            show(f"{number:,} of {len(found):,}")
            _show(one.candidate)
            answer = typer.prompt("s same, t two, l later, q quit", default="l").strip().lower()[:1]
            if answer == "q":
                break
            if answer in ("s", "t"):
                judged += _judge(store, one, answer == "s")
        if judged:
            build(settings, store, "Judged")
    show(f"{judged:,} judged." if found else "No pair waits for a person.")


def _judge(store: "Store", asked: "Asked", same: bool) -> int:
    from datetime import UTC, datetime

    from graph.statements import Batch, Judgement

    why = typer.prompt("How is this known?", default=asked.candidate.comparison.reason if same else "").strip()
    if not why:
        note("Left for later: a judgement needs its reason.")
        return 0
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    store.apply(Batch(judgements=(Judgement(*asked.pair, same, identity.WHO, why, at),)))
    return 1


def _statements(snapshot: "Snapshot", text: str, where: str) -> list["Key"]:
    """The statements about an organisation; of ``source:id`` that source's only, whatever it is merged with."""
    from queries.reading.naming import organisation

    source, _, rest = text.partition(":")
    node = snapshot.find(organisation(snapshot, text, where))
    assert node is not None, f"{text} was found before"
    said = [(one["source"], one["id"]) for one in snapshot.record(node)["statements"]]
    return [(source, rest)] if (source, rest) in said else said


def _show(pair: "Candidate") -> None:
    from rich.table import Table

    from loaders.resolution.comparison import SURE_FROM, UNSURE_FROM

    compared = pair.comparison
    table = Table(box=None, show_header=False, padding=(0, 1))
    for part in compared.components:
        table.add_row(part.name, part.finding, f"{part.points:+d}" if part.points else "")
    table.add_row("all", f"sure from {SURE_FROM}, asked from {UNSURE_FROM}", f"{compared.points:+d}", style="bold")
    for each in (pair.one, pair.other):
        show(f"{each.name} ({each.kind.replace('_', ' ')}, {each.country}; {each.source}:{each.id})")
    show(table)
    if compared.doubt is not None:
        show(f"A person is asked: {compared.doubt}.")
    show("")


def _plain(pair: "Candidate") -> dict[str, Any]:
    from dataclasses import asdict

    ends = [{"source": one.source, "id": one.id, "name": one.name, "kind": one.kind} for one in (pair.one, pair.other)]
    compared = pair.comparison
    return {
        "one": ends[0], "other": ends[1], "points": compared.points, "verdict": compared.verdict,
        "doubt": compared.doubt, "components": [asdict(part) for part in compared.components],
    }  # fmt: skip

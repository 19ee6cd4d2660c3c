"""``funding``: which programmes may we use to get there, and what does nobody cover?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import askers_given
from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 60
_COVERING: Final = "{ by organisation { id name } service { id } programme { id } suits forMembers fee there sentence }"
DOCUMENT: Final = f"""
query Funding($from: AskerInput!, $market: MarketCode!, $size: CompanySize, $asOf: PartialDate, $first: Int!) {{
  funding(from: $from, market: $market, size: $size, asOf: $asOf) {{
    revision {{ number }} asOf asker {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    market {{ code name }} yesCount leadsCount unknownCount noCount sizeCount uncoveredCount gap
    programmes(first: $first) {{
      programme {{ id name statements {{ evidence {{ source {{ name }} url retrieved confidence }} }} }}
      source verdict leads funder start end deadline fee sentence
      criteria {{ what verdict sentence }} funded {{ id }}
      runners {{
        organisation {{ id name }} itself sought route {{ strength steps {{ to {{ id name }} kind strength }} }}
      }}
    }}
    path {{ step covered sentence coveredBy {_COVERING} }}
  }}
}}
"""
_TITLES: Final = {
    "yes": "For you, as far as is on record", "unknown": "Perhaps for you", "no": "Not for you",
}  # fmt: skip
_SOURCES: Final = {"call": "call", "fees": "companies pay", "official": "official programme"}


def funding(
    asker: Annotated[str, typer.Argument(metavar="[ORG]", help="Who asks; not with --from-country.")],
    market: Annotated[
        str | None, typer.Argument(metavar="MARKET", help="Where to: a country.", show_default=False)
    ] = None,
    from_country: Annotated[
        str | None, typer.Option(metavar="CC", help="You are not in the graph: your country.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Then your region, by name or ISO 3166-2 code.")] = None,
    sectors: Annotated[list[str] | None, typer.Option(help="Then your sectors, by id; commas or repeated.")] = None,
    knows: Annotated[list[str] | None, typer.Option(help="Then whom you know or belong to.")] = None,
    kind: Annotated[str | None, typer.Option(help="Then what you are; a company by default.")] = None,
    size: Annotated[str | None, typer.Option(help="Your size: micro, small, medium or large.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many programmes.")] = 15,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show the programmes that ORG may use to enter MARKET, with reasons, and the steps that nobody covers."""
    from cli.failures import refuse
    from graph.markets import market_code
    from queries.questions.funding import SIZES
    from queries.reading.naming import kind_word
    from queries.routing.constraints import check_words

    named, where = ([], asker) if market is None else ([asker], market)
    if market is None and from_country is None:
        refuse("No market is named.", "no_market", "MARKET", "Give ORG and MARKET, or MARKET with --from-country CC.")
    size = size and kind_word(size)
    check_words(() if size is None else (size,), SIZES, "size", "--size")
    settings = read_settings()
    snapshot = published(settings)
    who = askers_given(snapshot, named, from_country, region, sectors or (), knows or (), kind, "ORG")
    variables = {
        "from": who[0], "market": market_code(where, "MARKET"), "size": size, "asOf": as_of or settings.as_of,
        "first": first,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    from graph.words import label
    from queries.routing.grammar import counted

    asker = found["asker"]["organisation"]
    who = asker["name"] if asker else "you"
    show(Text(f"Funding and services for {who} into {found['market']['name']}", style="bold"))
    for verdict, title in _TITLES.items():
        some = [one for one in found["programmes"] if one["verdict"] == verdict]
        count = found[f"{verdict}Count"]
        leads = f", {found['leadsCount']} of them known to lead there" if verdict == "yes" and count else ""
        show(Text(f"{title}: {counted(count, 'programme')}{leads}", style="bold"))
        for at, one in enumerate(some):
            if leads and one["leads"] != "yes" and (at == 0 or some[at - 1]["leads"] == "yes"):
                show(Text("  Whether these lead there is not recorded:", style="dim"))
            _programme(one)
    if found["sizeCount"]:
        show(Text(f"{found['sizeCount']} of these depend on your size alone: say it with --size."))
    covered = [step for step in found["path"] if step["covered"]]
    if covered:
        show(Text("The path, step by step, as far as somebody covers it", style="bold"))
    for step in covered:
        more = len(step["coveredBy"]) - 1
        show(Text(f"  {label('ServiceKind', step['step'])}{f' ({more} more)' if more > 0 else ''}: {step['sentence']}"))
    show(Text(found["gap"]))
    show(Text(footer(found), style="dim"))


def _programme(one: dict[str, Any]) -> None:
    from rich.text import Text

    funder = f", {one['funder']}" if one["funder"] else ""
    show(Text(f"  {one['programme']['name']} ({_SOURCES[one['source']]}{funder})"))
    show(Text(f"    {one['sentence']}", style="dim"))
    for runner in one["runners"]:
        show(Text(f"    {_run(runner)}", style="dim"))
    urls = dict.fromkeys(said["evidence"]["url"] for said in one["programme"]["statements"] if said["evidence"]["url"])
    show(Text(f"    {' '.join(urls)}", style="dim"))


def _run(runner: dict[str, Any]) -> str:
    name = runner["organisation"]["name"]
    if runner["itself"]:
        return "You run it yourself."
    if not runner["sought"]:
        return f"Run by {name}."
    if runner["route"] is None:
        return f"Run by {name}: no chain of at most three introductions leads there."
    steps = " → ".join(step["to"]["name"] for step in runner["route"]["steps"])
    return f"Run by {name}: you → {steps}, {runner['route']['strength']:.2f}."

"""The ``opendoors`` command: its verbs, and what becomes of failures."""

import contextlib
import logging
import os
import sys
from collections.abc import Sequence

import typer

from cli import (
    backup,
    born_global,
    brokers,
    compare,
    connect,
    consortium,
    copy,
    corridor,
    coverage,
    cross_cluster_links,
    cypher,
    dangling,
    door_changes,
    door_openers,
    events,
    export,
    funding,
    gateways,
    identity,
    interest_match,
    introductions,
    load,
    merge,
    propose_network,
    quarantine,
    reach,
    resilience,
    search,
    serve,
    signals,
    snowball,
    status,
    strategy_match,
    supercluster,
    take_stock,
    template,
    unload,
    what_if,
)
from cli.characters import shows_anything
from cli.failures import (
    ANSWERED,
    INTERRUPTED,
    READER_GONE,
    ReaderGoneError,
    report,
    report_unexpected,
    report_usage,
)
from cli.settings import DEBUG
from cli.typed import as_typed
from graph.errors import OpenDoorsError

app = typer.Typer(
    name="opendoors",
    help="Who can open a door to market X, for me, from where I stand?",
    epilog=(
        "Exit codes: 0 answered, 2 bad input, 3 source or data, 4 store or snapshot, 130 interrupted. "
        "Settings: docs/settings.md."
    ),
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, alias, question in (
    ("door-openers", "ask", door_openers.ask),
    ("door-changes", "changes", door_changes.changes),
    ("introductions", "routes", introductions.routes),
    ("cross-cluster-links", "links", cross_cluster_links.links),
    ("supercluster", None, supercluster.supercluster),
    ("strategy-match", "strategy", strategy_match.strategy),
    ("corridor", None, corridor.corridor),
    ("coverage", None, coverage.coverage),
    ("born-global", None, born_global.born_global),
    ("propose-network", None, propose_network.propose_network),
    ("consortium", None, consortium.consortium),
    ("interest-match", None, interest_match.interest_match),
    ("events", None, events.events),
    ("signals", None, signals.signals),
    ("take-stock", None, take_stock.take_stock),
    ("funding", None, funding.funding),
    ("reach", None, reach.reach),
    ("gateways", None, gateways.gateways),
    ("brokers", None, brokers.brokers),
    ("resilience", None, resilience.resilience),
    ("connect", None, connect.connect),
    ("snowball", None, snowball.snowball),
    ("what-if", None, what_if.what_if),
    ("search", None, search.search),
):
    app.command(alias or name)(question)
    if alias is not None:
        app.command(name, hidden=True)(question)
app.command("compare")(compare.compare)
app.command("cypher")(cypher.cypher)
app.command("export")(export.export)
app.command("load")(load.load)
app.command("unload")(unload.unload)
app.command("template")(template.template)
app.command("refresh")(load.refresh)
app.command("serve")(serve.serve)
app.command("status")(status.status)
app.command("sources")(status.sources)
app.command("dangling")(dangling.dangling)
app.command("copy")(copy.copy)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(merge.app, name="merge")
app.command("unmerge")(identity.unmerge)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; return its exit code. Expected failures become one message on stderr, never a traceback."""
    shows_anything(sys.stdout)
    shows_anything(sys.stderr)
    as_json = "--json" in arguments
    debug = os.environ.get(DEBUG.name, "") not in ("", "0")
    if not debug:
        logging.getLogger().addHandler(logging.NullHandler())  # what the API logs of a defect is told in one line below
    try:
        code = app(list(arguments) or ["--help"], standalone_mode=False, prog_name="opendoors")
        sys.stdout.flush()
        if code == INTERRUPTED:
            print("opendoors: interrupted.", file=sys.stderr)
        return code if isinstance(code, int) else ANSWERED
    except (ReaderGoneError, BrokenPipeError):
        _let_go_of_stdout()
        return READER_GONE
    except OpenDoorsError as error:
        error.where = as_typed(error.where, _positional(arguments), arguments)
        return report(error, as_json)
    except (KeyboardInterrupt, typer.Abort):
        print("opendoors: interrupted.", file=sys.stderr)
        return INTERRUPTED
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else ANSWERED
    except Exception as error:
        usage = getattr(error, "format_message", None)
        if usage is not None:
            return report_usage(usage(), as_json)
        return report_unexpected(error, as_json, debug)


def _positional(arguments: Sequence[str]) -> list[tuple[str, str]]:
    """(name, what stands for it in the help) of the arguments of a verb that are no options."""
    verb = getattr(typer.main.get_command(app), "commands", {}).get(next(iter(arguments), ""))
    found = [] if verb is None else [one for one in verb.params if one.param_type_name == "argument"]
    return [(one.name.strip("_"), one.metavar or one.name.upper()) for one in found]


def _let_go_of_stdout() -> None:
    """So that the interpreter's own flush at the end does not fail either."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Entry point."""
    code = run(sys.argv[1:])
    with contextlib.suppress(BrokenPipeError):
        sys.stderr.flush()
    sys.exit(code)


if __name__ == "__main__":
    main()

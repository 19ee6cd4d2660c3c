"""What people call organisations and markets, as ids; with "did you mean" where that is not clear."""

from collections.abc import Sequence
from typing import Final

from graph.errors import InputError, did_you_mean
from graph.kinds import ORGANISATION_KINDS
from graph.markets import is_market, market_code
from graph.snapshot.snapshot import Snapshot
from graph.words import folded
from queries.reading.names.hits import TEXT_AT_MOST, SearchHit, hits

SUGGESTED: Final = 5


def organisation(snapshot: Snapshot, text: str, where: str) -> str:
    """The id of the organisation that ``text`` names: its id, or the one that is called exactly so.

    Raises:
        InputError: nobody, or several, are called so; names the nearest.
    """
    for id_ in (text, text.lower()):
        if is_organisation(snapshot, id_):
            return snapshot.graph_id(id_)
    if text.lower() in snapshot.manifest.contested:
        several = snapshot.manifest.contested[text.lower()]
        raise _not_clear(
            f"Several sources use the id {text!r}.", "ambiguous_organisation", text, where, several, several
        )
    near = _hits(snapshot, text)
    exact = [hit for hit in near if hit.how == "exact"]
    if len({hit.id for hit in exact}) == 1:
        return exact[0].id
    if exact:
        message, code = f"{len(exact)} organisations are called {text!r}.", "ambiguous_organisation"
    else:
        message, code = f"{text!r} is no known organisation.", "unknown_organisation"
    near = (exact or near)[:SUGGESTED]
    raise _not_clear(message, code, text, where, [hit.id for hit in near], [shown(snapshot, hit) for hit in near])


def is_organisation(snapshot: Snapshot, id_: str) -> bool:
    """Whether an organisation has this id."""
    node = snapshot.find(id_)
    return node is not None and node in snapshot.sections.range("organisation")


def _hits(snapshot: Snapshot, text: str) -> Sequence[SearchHit]:
    if not text.strip() or len(text) > TEXT_AT_MOST:
        return ()
    try:
        return hits(snapshot, text, ORGANISATION_KINDS, (), 0, 2 * SUGGESTED).some
    except InputError:
        return ()


def shown(snapshot: Snapshot, hit: SearchHit) -> str:
    """A hit as a suggestion: id, name and country."""
    name = snapshot.record(hit.node)["name"]
    return f"{hit.id} ({name}, {hit.country})" if hit.country else f"{hit.id} ({name})"


def _not_clear(message: str, code: str, text: str, where: str, near: Sequence[str], said: Sequence[str]) -> InputError:
    suggestion = did_you_mean(said, "Search for a part of its name.")
    return InputError(message, code=code, value=text, where=where, nearest=near, suggestion=suggestion)


def organisation_or_market(snapshot: Snapshot, text: str, where: str) -> str:
    """The id of the organisation, or the code of the market, that ``text`` names.

    An organisation's id comes first, then whatever a market is called, then an organisation's name.

    Raises:
        InputError: neither is called so, or several are.
    """
    if is_market(text):
        return text
    if is_organisation(snapshot, text):
        return text
    try:
        return market_code(text, where)
    except InputError as no_market:
        if no_market.code != "unknown_market":
            raise
        try:
            return organisation(snapshot, text, where)
        except InputError as error:
            raise (no_market if no_market.nearest and not error.nearest else error) from None


def avoided(snapshot: Snapshot, text: str, where: str) -> str:
    """What is to be avoided: a kind of organisation, a market's code, or an organisation's id.

    Raises:
        InputError: nothing, or several things, are called so.
    """
    word = kind_word(text)
    return word if word in ORGANISATION_KINDS else organisation_or_market(snapshot, text, where)


def kind_word(text: str) -> str:
    """A kind as the model writes it: ``TRADE-AGENCY`` is ``trade_agency``."""
    return folded(text)


def words(said: Sequence[str]) -> list[str]:
    """Words given one by one, or several between commas."""
    return [word.strip() for one in said for word in one.split(",") if word.strip()]

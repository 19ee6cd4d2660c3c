"""Markets: ISO 3166-1 alpha-2 countries, with Kosovo as XK; and their ISO 3166-2 regions."""

from functools import cache

import pycountry

from graph.errors import InputError, did_you_mean, nearest

_KOSOVO = "XK"


@cache
def market_names() -> dict[str, str]:
    """Name of every market by its code, in the order of codes."""
    names = {country.alpha_2: getattr(country, "common_name", country.name) for country in pycountry.countries}
    names[_KOSOVO] = "Kosovo"
    return dict(sorted(names.items()))


@cache
def region_names() -> dict[str, str]:
    """Name of every ISO 3166-2 region by its code."""
    return {region.code: region.name for region in pycountry.subdivisions}


def is_market(code: str) -> bool:
    """Whether ``code`` is a market's code, in upper case.

    >>> is_market("KR"), is_market("EU"), is_market("XK")
    (True, False, True)
    """
    return code in market_names()


def is_region_form(code: str) -> bool:
    """Whether ``code`` has the form of an ISO 3166-2 code within a known market.

    Codes are revised often, so the form is asked for and the list is not.

    >>> is_region_form("DK-84"), is_region_form("DK84")
    (True, False)
    """
    market, dash, part = code.partition("-")
    return (
        bool(dash)
        and is_market(market)
        and 1 <= len(part) <= 3
        and part.isascii()
        and part.isalnum()
        and part == part.upper()
    )


def check_market(code: str, where: str = "market") -> str:
    """Return the code of the market that ``code`` names, by code or by name, in any case.

    Raises:
        InputError: no market has this code or name.
    """
    names = market_names()
    if code.upper() in names:
        return code.upper()
    by_name = {name.casefold(): market for market, name in names.items()}
    if code.casefold() in by_name:
        return by_name[code.casefold()]
    close = [f"{by_name[name]} ({names[by_name[name]]})" for name in nearest(code, by_name)]
    raise InputError(
        f"{code!r} is no market.",
        code="unknown_market",
        value=code,
        where=where,
        nearest=close,
        suggestion=did_you_mean(close, "Write an ISO 3166 alpha-2 code, such as KR."),
    )


def markets_meant(text: str) -> tuple[str, ...]:
    """The markets that a text may mean, by code or by name; none for one that nobody writes.

    >>> markets_meant("south korea"), markets_meant("nowhere")
    (('KR',), ())
    """
    try:
        return (check_market(text),)
    except InputError:
        return ()

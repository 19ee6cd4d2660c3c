"""Where the money of a programme comes from, as far as its record tells."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final


class FundingSource(StrEnum):
    """Where the money of a programme comes from, and how one gets at it."""

    CALL = "call"
    FEES = "fees"
    OFFICIAL = "official"


FUNDING_SOURCES: Final[Mapping[FundingSource, str]] = {
    FundingSource.CALL: "A call: its source states a deadline.",
    FundingSource.FEES: "Companies pay: its source states what taking part costs.",
    FundingSource.OFFICIAL: "An official programme: neither a deadline nor a fee is recorded.",
}


def source_of(programme: Mapping[str, Any]) -> FundingSource:
    """The source of a programme's money, by its record: a deadline makes a call, else a fee one of fees."""
    if programme.get("deadline"):
        return FundingSource.CALL
    return FundingSource.FEES if programme.get("fee") else FundingSource.OFFICIAL

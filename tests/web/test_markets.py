"""The page's list of markets is the model's."""

import re
from pathlib import Path

from graph.markets import market_names

SOURCE = Path(__file__).parents[2] / "web" / "explorer" / "src" / "markets.ts"


def test_the_page_offers_the_markets_of_the_model() -> None:
    listed = re.search(r"MARKETS = \((.*?)\)\.split", SOURCE.read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    assert set(re.findall(r"\b[A-Z]{2}\b", listed[1])) == set(market_names())

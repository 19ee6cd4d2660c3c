"""The mix of questions: half companies ask, a quarter clusters, a quarter agencies and offices.

Peers are asked the same.
"""

from functools import cached_property
from random import Random
from typing import Final

import numpy as np

from graph.kinds import ORGANISATION_KINDS
from graph.snapshot.day.worth import CODE
from graph.snapshot.snapshot import Snapshot

AS_OF: Final = "2026-01-01"
SEED: Final = 5
ASKING: Final = ("company", "company", "company", "company", "cluster", "cluster", "trade_agency", "innovation_office")
"""A kind is drawn first, then any organisation of it."""

Question = tuple[str, str]
"""Asker and market."""


class Mix:
    """Questions by chance, the same ones for the same snapshot."""

    def __init__(self, snapshot: Snapshot, seed: int = SEED) -> None:
        self._chance = Random(seed)
        self._snapshot = snapshot
        self._of_kind = {
            kind: np.flatnonzero(snapshot.facts.kind == ORGANISATION_KINDS.index(kind)).tolist() for kind in set(ASKING)
        }
        weights = np.diff(snapshot.standing().present.market_ptr)
        self._markets = [snapshot.market_code(at) for at in np.flatnonzero(weights).tolist()]
        self._weights = weights[weights > 0].tolist()

    @property
    def markets(self) -> list[str]:
        """Every market with somebody in it."""
        return self._markets

    def cluster(self) -> str:
        """Id of a cluster organisation."""
        return self._chance.choice(self.clusters)

    def sector(self) -> str:
        """Id of a sector."""
        return self._one_of("sector")

    def corridor(self) -> str:
        """Id of a corridor or bloc."""
        return self._one_of("corridor")

    def _one_of(self, type_: str) -> str:
        return self._snapshot.id_of(self._chance.choice(self._snapshot.sections.range(type_)))

    @cached_property
    def clusters(self) -> list[str]:
        """The ids of all cluster organisations."""
        return [self._snapshot.id_of(node) for node in self._of_kind["cluster"]]

    def asker(self) -> str:
        """Id of somebody who asks."""
        return self._snapshot.id_of(self._chance.choice(self._of_kind[self._chance.choice(ASKING)]))

    @cached_property
    def _interested(self) -> list[int]:
        facts = self._snapshot.facts
        found: list[int] = np.unique(facts.rel_source[facts.rel_kind == CODE["interested_in"]]).tolist()
        return found

    def interested(self) -> str:
        """Id of somebody who has published an interest; of anybody who asks, where nobody has."""
        return self._snapshot.id_of(self._chance.choice(self._interested)) if self._interested else self.asker()

    def market(self) -> str:
        """A market, the likelier the more organisations are in it."""
        return self._chance.choices(self._markets, self._weights)[0]

    def two_markets(self) -> list[str]:
        """Two different markets, each as likely as any other."""
        return self._chance.sample(self._markets, 2)

    def company(self) -> str:
        """Id of a company."""
        return self._snapshot.id_of(self._chance.choice(self._of_kind["company"]))

    def questions(self, count: int) -> list[Question]:
        """So many questions."""
        return [(self.asker(), self.market()) for _ in range(count)]

    def pairs(self, count: int) -> list[tuple[str, str]]:
        """So many pairs of different organisations, both by the mix of askers."""
        found: list[tuple[str, str]] = []
        while len(found) < count:
            pair = (self.asker(), self.asker())
            if pair[0] != pair[1]:
                found.append(pair)
        return found

    def misspelt(self, count: int) -> list[str]:
        """So many beginnings of names, each with one typing error in its letters."""
        names = [
            self._snapshot.record(self._snapshot.node(self.asker(), "organisation", "id"))["name"] for _ in range(count)
        ]
        return [self._misspell(name) for name in names]

    def _misspell(self, name: str) -> str:
        """Digits are left alone: nobody guesses at them."""
        text = name[: self._chance.randint(min(4, len(name)), len(name))]
        at = self._chance.choice([place for place, letter in enumerate(text) if letter.isalpha()])
        other = self._chance.choice("abcdefghijklmnopqrstuvwxyz".replace(text[at].lower(), ""))
        before, letter, after = text[:at], text[at], text[at + 1 :]
        spelt = (
            f"{before}{other}{after}",
            f"{before}{after}",
            f"{before}{letter}{other}{after}",
            f"{before}{after[:1]}{letter}{after[1:]}",
        )
        return self._chance.choice([one for one in spelt if one != text])

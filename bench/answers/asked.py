"""Who asks, about which markets and sectors: fixed by rules before any answer was seen, so that nothing is tuned."""

from dataclasses import dataclass
from typing import Final

from queries.routing.askers import Asker, Outsider


@dataclass(frozen=True, slots=True)
class Asking:
    """One that asks.

    Attributes:
        country: where it is based.
        kind: what it is.
        asker: id, or a description of one that is not in the graph.
    """

    country: str
    kind: str
    asker: Asker

    @property
    def name(self) -> str:
        """For people."""
        return self.asker if isinstance(self.asker, str) else f"{self.kind} from {self.country}"


ASKING: Final = (
    # Europe
    Asking("DK", "cluster", "cluster-excellence-denmark"),
    Asking("PL", "cluster", "dolnoslaski-moto"),
    Asking("FR", "cluster", "genopole"),
    Asking("NL", "research_organisation", "wur"),
    Asking("NO", "company", "hav-group"),
    Asking("DE", "company", Outsider("DE", None, ("automotive",))),
    # North America, East Asia, Australia
    Asking("US", "cluster", "bioutah"),
    Asking("CA", "cluster", "ecotech-quebec"),
    Asking("JP", "trade_agency", "keidanren"),
    Asking("KR", "company", Outsider("KR", None, ("electronics",))),
    Asking("AU", "cluster", "mtpconnect"),
    # The South
    Asking("IN", "trade_agency", "india-exim-bank"),
    Asking("VN", "company", Outsider("VN", None, ("textile-fashion",))),
    Asking("KE", "trade_agency", "kam-kenya"),
    Asking("ZA", "cluster", "dac-durban"),
    Asking("GH", "company", Outsider("GH", None, ("agrifood",))),
    Asking("MA", "cluster", "cluster-solaire"),
    Asking("BR", "cluster", "acate"),
    Asking("CO", "cluster", "red-cluster-colombia"),
    Asking("MX", "cluster", "monterrey-aerocluster"),
)
"""Countries and kinds were chosen, and for companies from outside a sector in which their country exports. Those of the
graph were drawn from the sorted ids of the country's active ones of the kind: ``random.Random(country).choice``."""

MARKETS: Final = (
    # Africa
    "ZA", "EG", "NG", "DZ", "MA", "CI", "SL", "ZW",
    # The Americas
    "US", "CA", "BR", "MX", "AR", "BZ", "KN", "UY",
    # Asia
    "CN", "JP", "IN", "KR", "ID", "TR", "CY", "TL", "BD",
    # Europe
    "DE", "GB", "FR", "IT", "RU", "ES", "CZ", "UA", "BE",
    # Oceania
    "AU",
)  # fmt: skip
"""Of each continent (as the United Nations divide the world) the five largest economies, six of Asia and Europe, and
three others, which were drawn from its sorted codes: ``random.Random(1).sample(others, 3)``. Of Oceania the largest."""

SECTORS: Final = ("digital", "health", "agrifood", "energy", "manufacturing")
"""The five in which there are most cluster organisations."""

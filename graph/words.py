"""What people call each word of the model in the languages that they read: kinds, forms, relations, tiers and the like.

One file a language in ``graph/labels``. Pages, the schema and the command line take their words from here.

    python -m graph.words

writes them for the build of the page, which is made in each of the languages.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from graph.written import write_or_check

_LABELS: Final = Path(__file__).with_name("labels")
FIRST_WORDS: Final = (
    "OrganisationKind", "ContextKind", "CorridorKind", "NodeKind", "RelationStatus", "Confidence", "OpenerGroup",
    "StepKind", "Tier", "PresenceWord", "ClusterForm", "AgencyForm", "TradeOfficeForm", "InnovationOfficeForm",
)  # fmt: skip
"""Lists that every page, or that of an answer, shows words of."""
RECORD_WORDS: Final = (
    "OrganisationStatus", "CorridorStatus", "OtherNameKind", "Carries", "RelationKindName", "RelationKindReverse",
    "How", "EventState", "CompanySize", "ServiceKind", "Ownership", "EstimateOf",
)  # fmt: skip
"""Lists that only pages of organisations, markets, corridors and the data show words of: they fetch them."""
_PAGE: Final = Path(__file__).parents[1] / "web" / "explorer" / "src" / "generated"


class Language(StrEnum):
    """A language in which the words of the model have labels, by its tag."""

    ENGLISH = "en"
    GERMAN = "de"


@cache
def labels(language: Language = Language.ENGLISH) -> Mapping[str, Mapping[str, str]]:
    """List of words → word → what people call it. Lists and words are the same, in one order, in every language."""
    return tomllib.loads((_LABELS / f"{language}.toml").read_text(encoding="utf-8"))


def label(of: str, word: str, language: Language = Language.ENGLISH) -> str:
    """What people call a word of a list; a word that has no label yet stands for itself, without underscores.

    >>> label("OrganisationKind", "trade_agency"), label("Tier", "strong", Language.GERMAN)
    ('trade agency', 'stark')
    """
    return labels(language).get(of, {}).get(word) or word.replace("_", " ")


def folded(text: str) -> str:
    """What is compared of a word of a list: in lower case, with underscores for blanks and hyphens.

    >>> folded(" Trade - Agency ")
    'trade_agency'
    """
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").split())


def as_word(text: str, words: Iterable[str]) -> str:
    """The one of some words that a text is, however it is written; else the text itself.

    >>> as_word("Member of", ["member_of"]), as_word("club", ["cluster"])
    ('member_of', 'club')
    """
    word = folded(text)
    return word if word in words else text


def written() -> dict[Path, str]:
    """The files of the page's build, and what they say: ``words.en.json``, ``words.en.records.json``."""
    parts = {"": FIRST_WORDS, ".records": RECORD_WORDS}
    return {
        _PAGE / f"words.{language}{part}.json": _json({of: labels(language)[of] for of in lists})
        for language in Language
        for part, lists in parts.items()
    }


def _json(lists: Mapping[str, Mapping[str, str]]) -> str:
    return json.dumps(lists, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    write_or_check(written())

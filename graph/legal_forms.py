"""Legal forms at the ends of names, which say nothing of whose name it is."""

from typing import Final

from cleanco import termdata

from graph.snapshot.names.folding import fold

LEGAL_FORMS: Final = frozenset(
    {fold(term) for terms in termdata.terms_by_type.values() for term in terms}
    | {fold(term) for terms in termdata.terms_by_country.values() for term in terms}
    | {"ev", "e v", "aktiengesellschaft", "ggmbh", "mbh", "i r", "scarl", "scrl", "asbl", "vzw", "onlus", "s c a rl"}
) - {"", "at", "ee", "nl", "private", "uk"}
"""cleanco's and some of associations, folded; without those that are countries, or words that end names."""
_LONGEST_FORM: Final = max(len(form.split()) for form in LEGAL_FORMS)


def without_form(folded: str) -> str:
    """A folded name without the legal forms that it ends in; what is nothing else keeps them.

    >>> without_form(fold("Energy Cluster Denmark A/S")), without_form(fold("Silicon Saxony e. V.")), without_form("ag")
    ('energy cluster denmark', 'silicon saxony', 'ag')
    """
    words = folded.split()
    shorter = True
    while shorter:
        shorter = False
        for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
            if " ".join(words[-length:]) in LEGAL_FORMS:
                del words[-length:]
                shorter = True
                break
    return " ".join(words)

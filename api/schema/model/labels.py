"""What people call the words of the model, in the languages of pages."""

from api.schema.plumbing.base import object_type, told
from graph.words import Language, labels


@object_type
class Word:
    """A word of the model, and what people call it."""

    word: str = told("The word, as answers have it.")
    label: str = told("What people call it, to be read within a line.")


@object_type
class WordList:
    """The words of one list of the model."""

    name: str = told(
        "Of an enum: its name. RelationKindReverse has the kinds of relations as they are read from target to source, "
        "OrganisationKinds what several of a kind are called, OpenerGroup titles of groups of door openers, "
        "RelationRole the roles that relations have; "
        "Ownership, InterestRole and EstimateOf have words that are shown as text."
    )
    words: list[Word] = told("Its words, in the order of the model.")


def word_lists(language: str) -> list[WordList]:
    """All lists of words in a language."""
    return [
        WordList(name=name, words=[Word(word=word, label=label) for word, label in words.items()])
        for name, words in labels(Language(language)).items()
    ]

"""When a relation holds, in words: for sentences that say so of each fact that they rest on."""

from queries.reading.relation import Relation


def period_told(relation: Relation) -> str:
    """Since when and until when a relation holds, or that nobody says so; without an end of the sentence.

    Of what has ended: when it did. Of what may hold still: that nobody says whether it does.
    """
    since, until = relation.since, relation.until
    if relation.status == "ended":
        if until is None:
            return f"from {since}, until when nobody says" if since else "over; since when nobody says"
        return f"from {since} until {until}" if since else f"until {until}"
    if until:
        return f"from {since} until {until}" if since else f"until {until}"
    if relation.status == "current":
        return f"since {since}" if since else "now; since when nobody says"
    return f"since {since}, not known whether still" if since else "no date is known"


def read_told(relation: Relation) -> str:
    """How sure a relation is, by its best statement, and when that was read, if anybody says so."""
    said = relation.statements[0]
    return f"{said['confidence']}, read {said['retrieved']}" if "retrieved" in said else str(said["confidence"])

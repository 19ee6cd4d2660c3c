"""Profiles by hand."""

from graph.statements import EntityStatement, Evidence
from loaders.resolution.profile import Profile, profile


def said(source: str, id_: str, name: str, country: str = "DK", kind: str = "cluster", **more: object) -> Profile:
    """The profile of an organisation of a source."""
    properties = {"name": name, "kind": kind, "country": country} | more
    return profile(EntityStatement(source, id_, "organisation", properties, Evidence()))

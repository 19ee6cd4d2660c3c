"""Projects of Horizon Europe: rows made up, in the layout of the two files."""

from pathlib import Path

from graph.store import Store
from tests.loaders.published import load_published, row, said, table

ORGANISATIONS = (
    "projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME", "activityType", "street",
    "postCode", "city", "country", "nutsCode", "geolocation", "organizationURL", "contactForm", "contentUpdateDate",
    "rcn", "order", "role", "ecContribution", "netEcContribution", "totalCost", "endOfParticipation",
)  # fmt: skip
PROJECTS = (
    "id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution", "legalBasis",
    "topics", "ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "objective",
    "contentUpdateDate", "rcn", "grantDoi",
)  # fmt: skip


def test_semicolons_two_files_and_no_persons(store: Store, tmp_path: Path) -> None:
    told = {
        "organisationID": "900000001", "vatNumber": "XX 123", "name": "MADE-UP  UNIVERSITY", "shortName": "MUU",
        "activityType": "HES", "street": "Street of Somebody 1", "city": "Wien", "country": "AT",
        "geolocation": "48.2,16.4", "organizationURL": "http://muu.example", "contactForm": "https://form.example",
    }  # fmt: skip
    rows = [row(ORGANISATIONS, projectID=project, role="coordinator", **told) for project in ("101", "102")]
    projects = [
        row(PROJECTS, id=project, acronym="MADE", status="SIGNED", title="Made up", startDate="2024-02-01")
        for project in ("101", "102")
    ]
    (tmp_path / "organization.csv").write_text(table(ORGANISATIONS, *rows, separator=";"), encoding="utf-8")
    (tmp_path / "project.csv").write_text(table(PROJECTS, *projects, separator=";"), encoding="utf-8")
    done = load_published(store, "horizon", tmp_path)
    (one,) = said(store, "organisation", "horizon")
    assert (one["id"], one["name"], one["other_names"]) == ("pic-900000001", "MADE-UP UNIVERSITY", ["short:MUU"])
    assert one["identifiers"] == ["pic:900000001", "vat:XX123"]
    assert (one["lat"], one["lon"], one["website"]) == (48.2, 16.4, "http://muu.example")
    assert "Somebody" not in str(one)
    assert "form.example" not in str(one)
    assert [(one["id"], one["name"], one["status"]) for one in said(store, "context", "horizon")] == [
        ("project-101", "MADE – Made up", "active"),
        ("project-102", "MADE – Made up", "active"),
    ]
    assert (done.total.read, done.total.written) == (5, 5)

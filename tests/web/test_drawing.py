"""The page shows the server's pictures as they are alone: its style sheet says what theirs does."""

from pathlib import Path

from exports.pictures.svg import STYLE

SHEET = Path(__file__).parents[2] / "web" / "explorer" / "src" / "parts" / "drawing.css"


def test_the_page_has_the_rules_of_the_picture() -> None:
    assert STYLE.strip() in SHEET.read_text(encoding="utf-8")

"""What a snapshot has ready before it serves."""

from pathlib import Path

from api.holder import warm
from tests.api.world import ROWS
from tests.worlds import snapshot_of


def test_the_first_question_about_news_waits_for_nothing(tmp_path: Path) -> None:
    snapshot = snapshot_of(ROWS, tmp_path)
    warm(snapshot, ["KR"])
    assert (snapshot.on_day().on.day, "relation days") in snapshot.memo
    assert "contexts by market" in snapshot.memo

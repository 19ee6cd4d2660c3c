"""Changes as they are understood: in words, and what of them is refused."""

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.routing.supposing import Addition, Change, Drop, Merger, suppose
from tests.api.world import ROWS
from tests.worlds import snapshot_of


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("supposing"))


def tie(snapshot: Snapshot, changes: list[Change], one: str, other: str) -> float | None:
    """Strength of a tie after changes; None for none."""
    day = suppose(snapshot.on_day(), changes).day
    ends = sorted(day.node(id_, "organisation", "test") for id_ in (one, other))
    found = day.on.ties.between(ends[0], ends[1])
    return None if found is None else float(day.on.ties.forward[found])


def test_in_words(snapshot: Snapshot) -> None:
    said = suppose(
        snapshot.on_day(),
        [
            Addition("partner_of", "alpha", "lonely"),
            Addition("serves", "alpha", "is"),
            Drop("university"),
            Drop("alpha", "beta"),
            Drop("beta", "KR", "serves"),
            Merger("hub-fi", "gamma"),
        ],
    ).sentences
    assert said == [
        "Alpha Energi is a partner of Lonely Cluster.",
        "Alpha Energi serves Iceland.",
        "A University is gone, and nobody takes over its relations.",
        "Nothing joins Alpha Energi and Beta Network any more.",
        "No `serves` joins Beta Network and South Korea any more.",
        "Finnish Hub has merged into Gamma Cluster, which takes over its relations.",
    ]


def test_what_is_on_record_already_is_said_to_be(snapshot: Snapshot) -> None:
    (said,) = suppose(snapshot.on_day(), [Addition("member_of", "alpha", "beta")]).sentences
    assert said == (
        "Alpha Energi is a member of Beta Network: that is on record, and is now supposed to be certain "
        "and to hold today."
    )


def test_what_is_added_takes_the_place_of_its_like(snapshot: Snapshot) -> None:
    """A membership of 2020 that nobody has confirmed since has faded a little; a fresh one is worth its .75, once."""
    assert tie(snapshot, [Addition("member_of", "alpha", "beta")], "alpha", "beta") == pytest.approx(0.75)
    assert tie(snapshot, [Addition("partner_of", "lonely", "alpha")], "alpha", "lonely") == pytest.approx(0.6)


def test_an_old_id_means_its_heir(snapshot: Snapshot) -> None:
    assert suppose(snapshot.on_day(), [Drop("old-alpha")]).sentences[0].startswith("Alpha Energi is gone")


def test_those_who_share_a_project_are_parted_too(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    supposed = suppose(day, [Drop("alpha", "university")])
    ends = sorted(day.node(id_, "organisation", "test") for id_ in ("alpha", "university"))
    assert supposed.untied == [tuple(ends)]


def test_mergers_in_a_chain(snapshot: Snapshot) -> None:
    day = suppose(snapshot.on_day(), [Merger("lonely", "beta"), Merger("beta", "gamma")]).day
    lonely, gamma = (day.node(id_, "organisation", "test") for id_ in ("lonely", "gamma"))
    assert day.on.after.heir(lonely) == gamma


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Addition("partner", "alpha", "beta"), "unknown_relation_kind"),
        (Addition("partner_of", "alpa", "beta"), "unknown_organisation"),
        (Addition("partner_of", "alpha", "alpha"), "same_ends"),
        (Addition("partner_of", "alpha", "KR"), "bad_end"),
        (Addition("part_of", "acme", "alpha"), "bad_end"),
        (Addition("merged_into", "alpha", "beta"), "merger_as_relation"),
        (Addition("mandated_for", "agency-kr", "KR"), "unknown_role"),
        (Addition("promotes", "agency-kr", "KR", "local"), "unknown_role"),
        (Addition("partner_of", "alpha", "beta", "friend"), "unknown_role"),
        (Drop("alpa"), "unknown_organisation"),
        (Drop("alpha", None, "partner_of"), "no_other_end"),
        (Drop("alpha", "lonely"), "nothing_to_drop"),
        (Drop("alpha", "beta", "partner_of"), "nothing_to_drop"),
        (Drop("alpha", "beta", "partner"), "unknown_relation_kind"),
        (Merger("alpha", "alpha"), "changed_twice"),
        (Merger("old-alpha", "alpha"), "changed_twice"),
        (Merger("alpha", "betta"), "unknown_organisation"),
    ],
)
def test_what_is_refused(snapshot: Snapshot, change: Change, code: str) -> None:
    with pytest.raises(InputError) as refused:
        suppose(snapshot.on_day(), [change])
    assert refused.value.code == code
    assert refused.value.suggestion or refused.value.nearest


@pytest.mark.parametrize(
    "changes",
    [
        [Merger("alpha", "beta"), Merger("beta", "alpha")],
        [Merger("alpha", "beta"), Merger("alpha", "gamma")],
        [Merger("alpha", "beta"), Drop("alpha")],
    ],
)
def test_nobody_goes_twice(snapshot: Snapshot, changes: list[Change]) -> None:
    with pytest.raises(InputError) as refused:
        suppose(snapshot.on_day(), changes)
    assert refused.value.code == "changed_twice"


def test_limits(snapshot: Snapshot) -> None:
    with pytest.raises(InputError, match="Nothing is to change"):
        suppose(snapshot.on_day(), [])
    with pytest.raises(LimitError):
        suppose(snapshot.on_day(), [Drop("alpha")] * 21)

"""Where no door opens: a no that says why, and what to do."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpenersAnswer
from queries.routing.askers import Outsider
from queries.routing.diagnosis import Diagnosis, DiagnosisCode
from tests.golden.asking import ask, how, ids

ECD = "energy-cluster-denmark"


def no(answer: DoorOpenersAnswer) -> Diagnosis:
    assert not answer.openers
    assert answer.diagnosis is not None
    return answer.diagnosis


def test_where_nobody_is_known_its_own_agency_helps(starter: Snapshot) -> None:
    """No organisation is known in Yemen. A Dane still has the Trade Council, whose work is every market abroad."""
    answer = ask(starter, ECD, "YE")
    assert ids(starter, answer)[0] == "trade-council-denmark"
    assert how(starter, answer, "trade-council-denmark") == "home_agency"


def test_nobody_is_known_at_either_end(starter: Snapshot) -> None:
    """The Holy See has no trade agency, and Yemen no door that is known."""
    assert no(ask(starter, Outsider("VA"), "YE")).code is DiagnosisCode.NO_OPENER_KNOWN


def test_the_constraint_to_relax_is_named(starter: Snapshot) -> None:
    """Investors in Korea are not known; without the wish for one there are doors."""
    answer = ask(starter, ECD, "KR", min_strength=0.94)
    assert no(answer).code is DiagnosisCode.CONSTRAINED
    assert no(answer).relax == ("minStrength",)


def test_one_step_further_is_said(starter: Snapshot) -> None:
    """Someone of the Holy See knows Biocat, and asks for clusters of Korea. In a single step nobody is reached;
    Chuncheon had an agreement with Biocat: two.
    """
    asker = Outsider("VA", None, ("health",), ("biocat",))
    diagnosis = no(ask(starter, asker, "KR", max_steps=1, opener_kinds=frozenset({"cluster"})))
    assert diagnosis.code is DiagnosisCode.BEYOND_MAX_STEPS
    assert diagnosis.steps_needed == 2


@pytest.mark.parametrize(
    ("asker", "near"), [("energy-cluster-danmark", ECD), ("medicon-vally-alliance", "medicon-valley-alliance")]
)
def test_unknown_names_meet_did_you_mean(starter: Snapshot, asker: str, near: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(starter, asker, "KR")
    assert near in caught.value.nearest
    assert caught.value.code == "unknown_organisation"

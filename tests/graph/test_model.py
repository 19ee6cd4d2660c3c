"""The digest of the model: the same everywhere, and another one as soon as anything of the model is."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph import dates, kinds, relations
from graph.model import model, model_digest
from graph.properties import PROPERTIES, Searched
from graph.relations import RELATION_KINDS

PRINT = "from graph.model import model_digest; print(model_digest())"


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_digest_is_the_same_in_every_process(seed: str) -> None:
    """Sets come in another order in each."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == model_digest()


@pytest.mark.parametrize("field", ["base", "half_life", "dilution"])
@pytest.mark.parametrize("name", sorted(RELATION_KINDS))
def test_a_number_of_any_kind_of_relation_counts(changing_model: pytest.MonkeyPatch, name: str, field: str) -> None:
    before = model()
    kind = RELATION_KINDS[name]
    changed: dict[str, Any] = {field: (getattr(kind, field) or 0.0) + 0.001}
    changing_model.setitem(RELATION_KINDS, name, replace(kind, **changed))
    assert before.differs_from(model()) == "its numbers"


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (module, name)
        for module in (dates, kinds, relations)
        for name, value in sorted(vars(module).items())
        if name.isupper() and isinstance(value, float | int | str | tuple)
    ],
)
def test_every_constant_counts(changing_model: pytest.MonkeyPatch, module: object, name: str) -> None:
    before = model()
    value = getattr(module, name)
    changed = (*value[1:], value[0]) if isinstance(value, tuple) else value * 2
    changing_model.setattr(module, name, changed)
    assert (before.differs_from(model()) is None) == (changed == value)


def test_the_order_of_a_list_counts_and_is_told(changing_model: pytest.MonkeyPatch) -> None:
    """A relation kind that is added in the middle moves the positions of those after it."""
    before = model()
    (first, kind), *rest = RELATION_KINDS.items()
    changing_model.setattr(relations, "RELATION_KINDS", dict([*rest, (first, kind)]))
    assert before.differs_from(model()) == "relation kinds"


@pytest.mark.parametrize("how", [None, Searched.NAME, Searched.ABOUT])
def test_what_is_searched_counts(changing_model: pytest.MonkeyPatch, how: Searched | None) -> None:
    before = model()
    (city,) = (one for one in PROPERTIES["organisation"] if one.name == "city")
    changed = tuple(replace(one, searched=how) if one is city else one for one in PROPERTIES["organisation"])
    changing_model.setitem(PROPERTIES, "organisation", changed)
    assert before.differs_from(model()) == (None if how is city.searched else "searched properties")


def test_what_has_no_plain_form_is_refused(changing_model: pytest.MonkeyPatch) -> None:
    changing_model.setattr(relations, "HOME", object())
    with pytest.raises(TypeError, match=r"graph\.relations\.HOME is a object"):
        model_digest()

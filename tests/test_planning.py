"""One plan after the other in one process, as on a server."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from build_tools.graph import Atlas
from build_tools.pages.studio import Studio
from build_tools.planning import make_plan
from tests.test_own_atlas import headaches  # noqa: F401


def test_the_records_of_a_plan_are_gone_when_the_next_is_made(headaches: Path) -> None:  # noqa: F811
    atlases: list[weakref.ref[Atlas]] = []

    def note(studio: Studio) -> None:
        atlases.append(weakref.ref(studio.atlas))

    for _ in range(3):
        plan, _report = make_plan(headaches, linked=note)
        assert plan is not None
        del plan
    assert [atlas() is None for atlas in atlases[:2]] == [True, True]


def test_who_asks_for_a_plan_keeps_the_garbage_collector_as_it_was(headaches: Path) -> None:  # noqa: F811
    usual = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    try:
        make_plan(headaches)
        assert gc.get_threshold() == (701, 11, 12)
        assert gc.isenabled()
    finally:
        gc.set_threshold(*usual)

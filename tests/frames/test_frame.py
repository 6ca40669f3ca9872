"""Frames: what an engine gets to see of a shape."""

from __future__ import annotations

from dataclasses import replace

from build_tools.frames.frame import check_shapes, frame_shapes
from build_tools.pages.page import Entry, Heading, Plan, Shape, Slot, Title
from tests.frames.tiny import GOUT, HOME, LONG, SHORT, page, with_page


def test_pages_with_the_same_sections_share_a_frame(plan: Plan) -> None:
    other = page(
        "conditions/lupus/", Shape(SHORT.kind, SHORT.body, folder=SHORT.folder), "Lupus", lead="", summary=""
    )
    assert len(frame_shapes(with_page(plan, other))) == len(frame_shapes(plan))


def test_a_frame_lies_as_deep_as_its_pages(plan: Plan) -> None:
    frames = frame_shapes(plan)
    assert frames[HOME.shape].source == "index.md"
    folder, own, name = frames[LONG].source.split("/")
    assert (folder, name) == ("conditions", "index.md")
    assert own.isalnum()
    assert own == own.lower()


def test_an_engine_sees_no_word_of_the_content(plan: Plan) -> None:
    markdown = frame_shapes(plan)[LONG].markdown
    for words in (GOUT.title, GOUT.description, "Causes", "Crystals"):
        assert words not in markdown
    assert "{#causes}" in markdown


def test_pages_without_headings_have_no_empty_column_for_a_table_of_contents(plan: Plan) -> None:
    frames = frame_shapes(plan)
    assert "hide: [navigation]\n" in frames[LONG].markdown
    assert "hide: [navigation, toc]\n" in frames[SHORT].markdown


def test_no_placeholder_is_made_of_something_that_the_atlas_says_itself(plan: Plan) -> None:
    mark = frame_shapes(plan)[LONG].mark
    said = replace(plan, navigation=(*plan.navigation, Entry(f"About {mark.upper()}", "")))
    other = frame_shapes(said)[LONG].mark
    assert other != mark
    assert other not in f"about {mark}"


def test_a_shape_needs_one_title_and_one_place(plan: Plan) -> None:
    untitled = Shape("odd", (Slot("a"),), folder="odd")
    nowhere = Shape("odd", (Title(),))
    twice = Shape("odd", (Title(), Heading("a", "A"), Heading("a", "A")), folder="odd")
    for shape in (untitled, nowhere, twice):
        problems = check_shapes(with_page(plan, page("odd/one/", shape, "Odd", a="")))
        assert "page-shape" in [problem.rule for problem in problems]


def test_a_page_has_to_live_where_its_shape_says(plan: Plan) -> None:
    for address in ("symptoms/gout/", "conditions/a/b/", "conditions/Größe/", "conditions/gout"):
        problems = check_shapes(with_page(plan, replace(GOUT, address=address)))
        assert [(problem.rule, problem.where.path) for problem in problems] == [
            ("page-address", f"/{address}")
        ]

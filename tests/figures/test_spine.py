"""The side view of the spine: names at the height of what they name, and the same in words."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Page

from build_tools.figures import bones, spine

PLACES = """() => {
    const figure = document.querySelector(".atlas-spine__figure").getBoundingClientRect();
    return [...document.querySelectorAll(".atlas-spine__region")].map(label => {
        const box = label.getBoundingClientRect();
        return [(box.top - figure.top) / figure.height, (box.bottom - figure.top) / figure.height];
    });
}"""


def test_each_name_stands_at_the_height_of_its_part_and_apart_from_the_next(page: Page, address: str) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("conditions/lumbar-disc-herniation/", "topics/spine-and-nerves/"):
            page.goto(f"{address}{path}")
            labels = page.evaluate(PLACES)
            assert len(labels) == len(bones.REGIONS)
            for (top, bottom), region in zip(labels, bones.REGIONS, strict=True):
                start, end = bones.extent(region)
                assert start <= (top + bottom) / 2 * spine.HEIGHT <= end, (path, width, region)
            pairs = pairwise(labels)
            assert all(above[1] <= below[0] + 0.002 for above, below in pairs), (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width

"""The stylesheets: colours that can be read in both schemes, tokens that exist, and no shortcuts."""

from __future__ import annotations

import colorsys
import re
from itertools import pairwise

import pytest

from build_tools.figures.shades import STRONGEST
from build_tools.places import STYLESHEETS

SHEETS = {path.name: path.read_text("utf-8") for path in sorted(STYLESHEETS.glob("*.css"))}
BARE = {name: re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for name, text in SHEETS.items()}
HEX = r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b"


def declared(sheet: str, selector: str) -> dict[str, str]:
    """Custom properties of the first rule of *sheet* whose selectors include *selector*."""
    block = next(
        body
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", BARE[sheet])
        if selector in [part.strip() for part in selectors.split(",")]
    )
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def colours(scheme: str) -> dict[str, str]:
    """Every token that is a colour, as Material shows it in *scheme*."""
    tokens = declared("tokens.css", "[data-md-color-scheme]")
    theme = declared("theme.css", f'[data-md-color-scheme="{scheme}"]')
    if scheme == "slate":
        tokens |= declared("tokens.css", '[data-md-color-scheme="slate"]')
    found = {}
    for name, value in tokens.items():
        mapped = re.match(r"var\((--md-[\w-]+),", value)
        value = theme.get(mapped[1], value) if mapped else value
        if colour := re.search(HEX, value):
            found[name.removeprefix("--atlas-")] = colour[0]
    return found


def channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted([luminance(first), luminance(second)])
    return (lighter + 0.05) / (darker + 0.05)


TEXTS = [
    ("text", "ground", 7),
    ("text", "surface", 7),
    ("text", "wash", 7),
    ("text", "emergency-wash", 7),
    ("text", "same-day-wash", 7),
    ("text", "soon-wash", 7),
    ("text", "sometimes", 7),
    ("muted", "ground", 7),
    ("muted", "surface", 4.5),
    ("muted", "emergency-wash", 4.5),
    ("link", "ground", 7),
    ("link", "wash", 4.5),
    ("emergency-text", "emergency", 4.5),
    ("emergency-line", "emergency-wash", 4.5),
    ("same-day-text", "same-day", 7),
    ("soon-text", "soon", 7),
    ("calm-text", "calm", 7),
    ("primary-text", "primary", 7),
    ("focus-text", "focus", 7),
    ("shape-text", "shape-1", 4.5),
    ("shape-text", "shape-2", 4.5),
    ("shape-text", "shape-3", 4.5),
    ("shape-text", "shape-4", 4.5),
]
EDGES = [
    ("edge", "ground"),
    ("emergency-line", "ground"),
    ("same-day-line", "ground"),
    ("soon-line", "ground"),
    ("calm-line", "ground"),
    ("skin-line", "ground"),
    ("usual", "skin"),
    ("usual", "sometimes"),
    ("sometimes-line", "skin"),
    ("usual", "ring"),
    ("usual", "surface"),
    ("text", "ring"),
    ("sometimes-line", "core"),
    ("nerve", "surface"),
    ("nerve", "bone"),
]


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(("text", "ground", "ratio"), TEXTS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, ratio: float, scheme: str) -> None:
    found = colours(scheme)
    assert contrast(found[text], found[ground]) >= ratio


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_what_carries_meaning_without_words_stands_out(edge: str, ground: str, scheme: str) -> None:
    found = colours(scheme)
    assert contrast(found[edge], found[ground]) >= 3


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_each_shade_of_a_count_stands_out_more_than_the_one_before(scheme: str) -> None:
    found = colours(scheme)
    against_ground = [contrast(found[f"count-{shade}"], found["ground"]) for shade in range(STRONGEST + 1)]
    assert all(more / less > 1.25 for less, more in pairwise(against_ground)), against_ground


def test_nothing_is_green() -> None:
    for name, text in BARE.items():
        for colour in re.findall(HEX, text):
            hue, _, saturation = colorsys.rgb_to_hls(*channels(colour))
            assert not (75 < hue * 360 < 170 and saturation > 0.15), f"{colour} in {name}"
        assert not re.search(r":\s*[^;]*\b\w*green\b", text), name


def test_every_token_that_is_used_is_declared() -> None:
    known = set(re.findall(r"(--atlas-[\w-]+)\s*:", "".join(BARE.values())))
    for name, text in BARE.items():
        assert set(re.findall(r"var\((--atlas-[\w-]+)", text)) - known == set(), name


def test_every_token_of_a_dark_scheme_has_a_light_one() -> None:
    dark = declared("tokens.css", '[data-md-color-scheme="slate"]')
    light = declared("tokens.css", "[data-md-color-scheme]")
    assert set(dark) <= set(light)


@pytest.mark.parametrize("name", SHEETS)
def test_a_stylesheet_takes_no_shortcut(name: str) -> None:
    text = BARE[name]
    assert "!important" not in text
    assert "@import" not in text
    assert "url(" not in text
    selectors = re.findall(r"([^{};]+)\{", text)
    assert not [selector for selector in selectors if re.search(r"#[a-z]", selector)]
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|[^-]\b(?:left|right|top|bottom)\s*:"
    assert not re.search(physical, text)


@pytest.mark.parametrize(
    "name", [name for name in SHEETS if name not in ("filter.css", "theme.css", "tokens.css", "print.css")]
)
def test_a_component_is_styled_in_any_theme(name: str) -> None:
    selectors = [part.strip() for found in re.findall(r"([^{}]+)\{", BARE[name]) for part in found.split(",")]
    own = [selector for selector in selectors if not selector.startswith("@") and ":has(" not in selector]
    assert [selector for selector in own if ".md-" in selector] == []


def test_a_colour_of_a_component_comes_from_a_token() -> None:
    for name, text in BARE.items():
        if name not in ("tokens.css", "theme.css", "print.css"):
            assert re.findall(HEX, text) == [], name

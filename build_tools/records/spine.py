"""Where in the spine something sits, in the words that the side view of the spine knows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from build_tools.records.base import Cites, Part

SpinePart = Literal[
    "bone", "arch", "disc", "facet-joint", "sacroiliac-joint", "canal", "cord", "cauda-equina", "nerve-root"
]
"""What is affected. The arch is the back part of a bone."""

SpineRegion = Literal["neck", "upper-back", "lower-back", "sacrum", "tailbone"]
"""A part of the spine; the upper back is the whole chest part, down to the lowest ribs."""

# fmt: off
SpineLevel = Literal[
    "C1", "C2", "C3", "C4", "C5", "C6", "C7",
    "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12",
    "L1", "L2", "L3", "L4", "L5", "S1",
    "C1-C2", "C2-C3", "C3-C4", "C4-C5", "C5-C6", "C6-C7", "C7-T1",
    "T1-T2", "T2-T3", "T3-T4", "T4-T5", "T5-T6", "T6-T7", "T7-T8", "T8-T9", "T9-T10", "T10-T11", "T11-T12",
    "T12-L1", "L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1",
]
# fmt: on
"""A bone by its number, or the place where two meet."""


class SpineSite(Part):
    """Where in the spine a condition sits, as it is marked on the side view."""

    parts: tuple[SpinePart, ...] = Field(min_length=1, description="What is affected.")
    usual: tuple[SpineRegion | SpineLevel, ...] = Field(
        default=(), description="Where it sits most often: parts of the spine, or bones and levels."
    )
    sometimes: tuple[SpineRegion | SpineLevel, ...] = Field(default=(), description="Where it can sit too.")
    cite: Cites = ()

"""What a build says of itself while it goes on."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from build_tools.display import Display, profile


class Clock:
    """Seconds that pass only when somebody says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def shown(stream: StringIO) -> list[str]:
    """What a terminal would have shown, one after the other."""
    return [line.strip() for line in stream.getvalue().replace("\n", "\r").split("\r") if line.strip()]


def test_a_log_gets_one_line_a_phase() -> None:
    stream, clock = StringIO(), Clock()
    display = Display(stream, clock)
    display.phase("Writing pages", 3_000)
    for done in range(3_000):
        display.reached(done)
        clock.now += 0.001
    display.reached(3_000)
    display.phase("Clearing up")
    clock.now += 0.25
    display.end()
    display.end()
    assert stream.getvalue() == "Writing pages: 3,000 in 3.0 s, 1,000 a second\nClearing up: 0.2 s\n"


def test_a_terminal_sees_counts_rate_and_what_is_left() -> None:
    stream, clock = StringIO(), Clock()
    display = Display(stream, clock, is_live=True)
    display.phase("Writing pages", 3_000)
    clock.now += 2
    display.reached(1_000)
    clock.now += 0.01
    display.reached(1_001)
    display.end()
    assert shown(stream) == [
        "Writing pages ...",
        "Writing pages: 1,000 of 3,000, 500 a second, 4 s left",
        "Writing pages: 1,001 in 2.0 s, 498 a second",
    ]


def test_a_shorter_line_leaves_nothing_of_the_one_before() -> None:
    stream = StringIO()
    display = Display(stream, Clock(), is_live=True)
    display.phase("A phase with a very long name")
    display.phase("Short")
    assert f"\r{' ' * len('A phase with a very long name ...')}\r" in stream.getvalue()


def test_a_line_never_wraps() -> None:
    stream, clock = StringIO(), Clock()
    display = Display(stream, clock, is_live=True, width=20)
    display.phase("A phase with a very long name", 10)
    clock.now += 5
    display.reached(5)
    assert all(len(line) < 20 for line in stream.getvalue().split("\r"))


def test_the_profile_has_phases_in_order_and_the_slowest_and_largest_first(tmp_path: Path) -> None:
    for name, size in (("small", 1_000), ("large", 90_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_bytes(b"x" * size)
    clock = Clock()
    display = Display(StringIO(), clock)
    display.phase("Reading files")
    clock.now += 4
    display.phase("Checking rules")
    for name, seconds in (("quick", 1), ("slow", 7)):
        clock.now += seconds
        display.timed(name)
    display.end()
    lines = [" ".join(line.split()) for line in profile(display, tmp_path)]
    assert lines[1:3] == ["4.00 s Reading files", "8.00 s Checking rules"]
    assert lines[4:6] == ["7.00 s slow", "1.00 s quick"]
    assert lines[7:] == ["90 KB large/index.html", "1 KB small/index.html"]

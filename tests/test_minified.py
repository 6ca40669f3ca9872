"""What the minifier made is remembered, and is never anything else than what it would make now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools.exports import minified as module
from build_tools.exports.minified import minified

SCRIPT = "say( 'hello' ) ;"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    minified.cache_clear()


def never(text: str, kind: str) -> bytes:
    raise AssertionError(f"made again: {text}")


def test_what_was_made_is_remembered_and_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = minified(SCRIPT, "text/javascript", tmp_path / "kept")
    assert first == b'say("hello")'
    monkeypatch.setattr(module, "_made", never)
    minified.cache_clear()
    assert minified(SCRIPT, "text/javascript", tmp_path / "kept") == first


def test_another_text_kind_program_or_library_makes_something_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert minified("{a}", "text/javascript", tmp_path) == b"a"
    monkeypatch.setattr(module, "_made", lambda text, kind: b"anew")
    minified.cache_clear()
    assert minified("{a}", "text/javascript", tmp_path) == b"a"
    assert minified("{b}", "text/javascript", tmp_path) == b"anew"
    assert minified("{a}", "text/css", tmp_path) == b"anew"
    for name, other in (("version", lambda name: "99.0"), ("_PROGRAM", "another")):
        with monkeypatch.context() as newer:
            newer.setattr(module, name, other)
            minified.cache_clear()
            assert minified("{a}", "text/javascript", tmp_path) == b"anew", name


def test_a_file_that_was_left_empty_counts_for_nothing(tmp_path: Path) -> None:
    made = minified(SCRIPT, "text/javascript", tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"")
    minified.cache_clear()
    assert minified(SCRIPT, "text/javascript", tmp_path) == made
    assert kept.read_bytes() == made


def test_a_fault_is_told_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="No valid text/javascript"):
            minified("say(;", "text/javascript", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_versions_that_nobody_asks_for_any_more_are_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_made", lambda text, kind: text.encode())
    for number in range(module.MOST + 1):
        minified(str(number), "text/css", tmp_path)
    assert len(os.listdir(tmp_path)) == 1  # noqa: PTH208

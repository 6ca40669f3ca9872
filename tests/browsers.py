"""Finds a Chromium for the tests, or installs one; a test that needs a browser is never skipped in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@cache
def chromium() -> str:
    """The path of a Chromium: one on this machine; else Playwright's; else, as root on Debian, apt's."""
    return _on_this_machine() or _from_playwright() or _from_apt() or _give_up()


def _on_this_machine() -> str | None:
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in NAMES]
    return next((path for path in (*found, *PLACES) if path and Path(path).exists()), None)


def _from_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not Path(path).exists():
        return None
    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS]).close()
    except Error:  # it is there and does not start: libraries of the system are missing
        return None
    return path


def _from_apt() -> str | None:
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return None
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)
    return _on_this_machine()


def _give_up() -> str:
    raise RuntimeError("No Chromium was found or could be installed. Install one, or name it in CHROMIUM.")

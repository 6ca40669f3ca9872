"""A development server to test with."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.frames.tiny import environment


@dataclass
class Serving:
    """A development server and what it has said so far."""

    url: str
    said: list[str]

    def shows(self, path: str, words: str) -> bool:
        """Whether the page comes to show *words* before long."""
        return self._comes(lambda: words in self.get(path))

    def says(self, words: str) -> bool:
        """Whether it comes to say *words* before long."""
        return self._comes(lambda: any(words in line for line in self.said))

    def get(self, path: str) -> str:
        """The page as it is now; nothing where there is none."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def _comes(self, happened: Callable[[], bool]) -> bool:
        for _ in range(300):
            if happened():
                return True
            time.sleep(0.1)
        return False


@contextmanager
def serving(project: Path, engine: str) -> Iterator[Serving]:
    """A server of *project*, until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", engine, "serve", "-f", "mkdocs.yml", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=project, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        server = Serving(f"http://127.0.0.1:{port}/", [])
        assert process.stdout is not None
        reader = threading.Thread(target=lambda out: server.said.extend(out), args=(process.stdout,))
        reader.start()
        try:
            yield server
        finally:
            process.terminate()
            process.wait()
            reader.join()

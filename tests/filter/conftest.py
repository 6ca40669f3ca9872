"""A real browser, and the filter's page served to it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.filter.little import files_of, little_atlas


@dataclass
class Server:
    """Serves *files* by their path and remembers what was asked for."""

    files: dict[str, bytes]
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def url(self, fragment: str = "") -> str:
        return f"{self.address}/atlas/symptom-filter/{fragment and '#' + fragment}"


class Handler(BaseHTTPRequestHandler):
    def __init__(self, served: Server, *args: object) -> None:
        self.served = served
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # the name is the standard library's
        path = self.path.split("?")[0]
        self.served.asked.append(self.path)
        name = f"{path}index.html" if path.endswith("/") else path
        body = self.served.files.get(name)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the tests look at what was asked for themselves."""


@pytest.fixture(scope="session")
def little_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return files_of(little_atlas(tmp_path_factory.mktemp("little")))


@pytest.fixture
def server(little_files: dict[str, bytes]) -> Iterator[Server]:
    served = Server(dict(little_files))
    listening = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, served))
    served.address = f"http://127.0.0.1:{listening.server_port}"
    thread = Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield served
    listening.shutdown()
    listening.server_close()
    thread.join()

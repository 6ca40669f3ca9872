"""The site as one archive that opens from a disk: plain links, data inside the pages, a search without a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from build_tools.archives import zipped
from build_tools.exports.filter_parts import FILTER_FOLDER
from build_tools.frames.search import INDEX
from build_tools.places import SCRIPTS

SCRIPT = "assets/offline.js"
OPENED = "symptom-filter/index.html"
LEFT_OUT = ("404.html", "robots.txt", "sitemap.xml", INDEX)
"""Only a server has a use for these."""

_LINK = re.compile(
    r"(<(?:a|link)\b[^>]*?\shref=\"|<meta http-equiv=\"refresh\" content=\"0; *url=)([^\"#?:]*)((?:[#?][^\"]*)?\")"
)
_ARTICLE = re.compile(r"<article class=\"md-content__inner[^>]*>")
_BUNDLE = re.compile(r"<script src=\"([^\"]*)assets/javascripts/bundle")


def archive(site: Path, folder: str, notice: str) -> bytes:
    """A zip of the built *site*, to be unpacked and opened by `index.html`. Its pages make no request.

    Everything lies in *folder*; *notice* is HTML for the top of each page. Equal sites make equal bytes.
    """
    return zipped((f"{folder}/{path}", content) for path, content in sorted(_files(site, notice)))


def checksum(content: bytes, name: str) -> str:
    """The line for a `.sha256` file, as `sha256sum --check` reads it."""
    return f"{sha256(content).hexdigest()}  {name}\n"


def _files(site: Path, notice: str) -> Iterator[tuple[str, bytes]]:
    filter_data = "".join(
        _embedded(file.relative_to(site).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted((site / FILTER_FOLDER).rglob("*.json"))
    )
    for file in site.rglob("*"):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or path in LEFT_OUT:
            continue
        if not path.endswith(".html"):
            yield path, file.read_bytes()
            continue
        page = opened_from_disk(file.read_text(encoding="utf-8"), notice)
        if path == OPENED:
            page = page.replace("</body>", f"{filter_data}</body>")
        yield path, page.encode()
    yield SCRIPT, (SCRIPTS / "offline.js").read_bytes()
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    yield "search/search_index.js", _search_script(index)


def opened_from_disk(page: str, notice: str) -> str:
    """*page* with links to files where it had links to folders, and with *notice* above its content."""
    page = _LINK.sub(lambda link: link[1] + _to_file(link[2]) + link[3], page)
    page = _ARTICLE.sub(lambda article: article[0] + notice, page, count=1)
    # The theme starts its search while its own script runs, so ours comes first.
    return _BUNDLE.sub(lambda tag: f'<script src="{tag[1]}{SCRIPT}"></script>{tag[0]}', page, count=1)


def _to_file(path: str) -> str:
    if path in (".", "..") or path.endswith("/.."):
        path += "/"
    return f"{path}index.html" if path.endswith("/") else path


def _embedded(path: str, data: str) -> str:
    # "<" is written as an escape, so that no text can end the element.
    text = data.replace("<", "\\u003c")
    return f'<script type="application/json" data-atlas="{path}">{text}</script>'


def _search_script(index: Mapping[str, object]) -> bytes:
    docs = index["docs"]
    assert isinstance(docs, list)
    entries = []
    for entry in docs:
        path, mark, anchor = entry["location"].partition("#")
        entries.append({**entry, "location": f"{_to_file(path or './')}{mark}{anchor}"})
    text = json.dumps({**index, "docs": entries}, ensure_ascii=False, separators=(",", ":"))
    return f"var __index = {text};\n".encode()

"""What an engine has to be told that its configuration file does not say: words, navigation, stylesheets."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from build_tools.frames.frame import Frame, place
from build_tools.pages.page import Entry, Plan, Shape
from build_tools.problems import Problem

INGREDIENTS = ("assets/javascripts/", "assets/stylesheets/")
"""Below the docs folder: scripts and stylesheets that are published joined, never one by one."""


_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class Settings:
    """Values of the keys that mkdocs, properdocs and zensical share, as they go into a configuration."""

    site_name: str
    """Like all words here, HTML: themes print them as they are."""
    site_url: str
    site_description: str
    copyright: str
    language: str
    nav: list[dict[str, Any]]
    heading_link: str
    palette_names: tuple[str, ...]


def settings(plan: Plan, frames: Mapping[Shape, Frame], docs: Path) -> tuple[Settings, list[Problem]]:
    """The settings for *plan* with the hand-written pages in *docs*, and what does not fit together."""
    sources = {frame.address: frame.source for frame in frames.values() if frame.shape.folder is None}
    planned = {page.address for page in plan.pages}
    problems: list[Problem] = []
    for source in sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")):
        address = _address(source)
        if address in planned:
            problems.append(
                Problem(place(address), "page-address", f'The hand-written page "{source}" has the same address.',
                        "Move one of the two.")
            )  # fmt: skip
        sources.setdefault(address, source)
    nav = [_line(entry, sources, problems) for entry in plan.navigation]
    return (
        Settings(
            site_name=escape(plan.name),
            site_url=plan.url,
            site_description=escape(plan.description),
            copyright=plan.copyright,
            language=plan.language,
            nav=nav,
            heading_link=plan.heading_link,
            palette_names=plan.palette_names,
        ),
        problems,
    )


def _address(source: str) -> str:
    folder, _, name = source.rpartition("/")
    stem = name.removesuffix(".md")
    parts = [part for part in (folder, "" if stem in ("index", "README") else stem) if part]
    return "".join(f"{part}/" for part in parts)


def _line(entry: Entry, sources: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    # Every line has a title of its own: without one, an engine would take it from the frame.
    title = escape(entry.title)
    if entry.children:
        own = [Entry(entry.title, entry.address)] if entry.address else []
        return {title: [_line(child, sources, problems) for child in (*own, *entry.children)]}
    if entry.address.startswith(("https://", "http://")):
        return {title: entry.address}
    if entry.address not in sources:
        problems.append(
            Problem(
                place(entry.address), "navigation", f'The navigation entry "{entry.title}" leads nowhere.'
            )
        )
    return {title: sources.get(entry.address, entry.address)}


def is_unpublished(source: str) -> bool:
    """Whether the file *source* of the docs folder is an ingredient, and no file of the site."""
    return source.startswith(INGREDIENTS)


def configure(config: dict[str, Any], own: Settings) -> None:
    """Put our settings into *config*, the content of a configuration file."""
    config.update(
        site_name=own.site_name,
        site_url=own.site_url,
        site_description=own.site_description,
        copyright=own.copyright,
        nav=own.nav,
    )
    theme = config.get("theme") or "mkdocs"
    theme = dict(theme) if isinstance(theme, Mapping) else {"name": theme}
    theme["language"] = own.language
    name_palettes(theme.get("palette"), own)
    config["theme"] = theme
    extensions: dict[str, Any] = {}
    for extension in config.get("markdown_extensions", []):
        extensions.update(extension if isinstance(extension, Mapping) else {extension: {}})
    extensions.setdefault("attr_list", {})
    toc = {**(extensions.get("toc") or {})}
    extensions["toc"] = {**toc, "permalink_title": own.heading_link} if own.heading_link else toc
    config["markdown_extensions"] = [{name: options or {}} for name, options in extensions.items()]


def name_palettes(palettes: Any, own: Settings) -> None:
    """Give the switches between light and dark the names of this atlas."""
    for palette, name in zip(palettes if isinstance(palettes, list) else [], own.palette_names, strict=False):
        if isinstance(palette.get("toggle"), dict):
            palette["toggle"]["name"] = name


def build_epoch(plan: Plan) -> str:
    """The time that an engine may take for now: midnight of the newest date in the records."""
    newest = max((page.modified for page in plan.pages if page.modified), default=None)
    return str((newest - _EPOCH).days * 86_400) if newest else "0"

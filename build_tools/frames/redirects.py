"""Pages at old addresses that lead to the new ones."""

from __future__ import annotations

from html import escape

from build_tools.addresses import relative
from build_tools.pages.page import Redirect


def redirect_page(redirect: Redirect, root: str, language: str) -> str:
    """A page that works without scripts, and whose only words are the title of the page it leads to."""
    to = escape(relative(redirect.address, redirect.to))
    title = escape(redirect.title)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{escape(root + redirect.to)}">'
        f'<meta http-equiv="refresh" content="0; url={to}"></head>\n'
        f'<body><p><a href="{to}">{title}</a></p></body>\n</html>\n'
    )

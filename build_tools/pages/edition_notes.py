"""What pages say of the edition that they belong to: a line in the footer, and above a copy for a disk."""

from __future__ import annotations

from markupsafe import Markup

from build_tools.edition import Edition
from build_tools.graph import Atlas
from build_tools.words import Words


def footer_line(words: Words, edition: Edition) -> Markup:
    """The version of the content and the day of its newest change."""
    return _filled(words, words.footer.edition, edition)


def disk_notice(atlas: Atlas, words: Words, edition: Edition) -> Markup:
    """For the top of every page of a copy: which content it is, where newer is, and that it is old once it is."""
    url = atlas.site.url
    link = Markup('<a href="{0}" rel="noopener">{0}</a>').format(url)
    return Markup(
        '<p class="atlas-review atlas-disk" data-module="review" data-due="{}" data-overdue="{}">{}</p>'
    ).format(
        edition.due.isoformat() if edition.due else "9999-12-31",
        words.disk.overdue,
        _filled(words, words.disk.notice, edition, link=link),
    )


def _filled(words: Words, text: str, edition: Edition, **more: object) -> Markup:
    date = words.date(edition.date) if edition.date else ""
    return Markup(text).format(version=edition.version, date=date, **more)

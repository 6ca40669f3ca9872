"""Topics and the pages about the atlas: prose pages with sections of their own."""

from __future__ import annotations

from markupsafe import Markup

from build_tools import addresses
from build_tools.figures.outlook import outlook_chart, studies
from build_tools.figures.spine_view import regions, tour_parts, tour_view
from build_tools.pages.desk import Desk
from build_tools.pages.page import Heading, Page, Shape, Slot, Title
from build_tools.pages.studio import Studio
from build_tools.records import About, Section, Topic
from build_tools.structured_data import json_ld_of_topic


def article_page(studio: Studio, article: Topic | About) -> Page:
    """The page of a topic or an about page. Its headings are its own, so it has a shape of its own."""
    atlas, words = studio.atlas, studio.words
    desk = Desk(studio, addresses.address_of(article))
    template = studio.template("article.html")
    description = desk.plain(article.summary)
    topic = article if isinstance(article, Topic) else None
    context = {
        "article": article,
        "record": article,
        "title": article.title,
        "is_topic": topic is not None,
        "outlook": outlook_chart(words, topic.outlook) if topic else None,
        "studies": studies(topic.outlook) if topic else (),
        "see": [atlas.targets[id] for id in topic.see] if topic else [],
        **desk.at_hand(),
    }

    def block(name: str, **more: object) -> Markup:
        made = template.blocks[name](template.new_context({**context, **more}, shared=True))
        return Markup("".join(made).strip())

    body: list[Slot | Heading | Title] = [Slot("before_title"), Title(), Slot("top")]
    slots = {"before_title": block("before_title"), "top": block("top")}
    for number, section in enumerate(article.sections, 1):
        body += [Heading(section.id, section.heading), Slot(f"section{number}")]
        slots[f"section{number}"] = block("section", section=section, spine=_spine(studio, section))
        # On a phone the chart and its legend are some screens long: the short answer comes first.
        if number == 1 and topic and topic.outlook:
            body += [Heading("chart", topic.outlook_title or words.topic.chart), Slot("chart")]
            slots["chart"] = block("chart")
    if topic and topic.see:
        body += [Heading("see-also", words.topic.see), Slot("see")]
        slots["see"] = block("see")
    if sources := block("sources"):
        body += [Heading("sources", words.sources.heading), Slot("sources")]
        slots["sources"] = sources
    body.append(Slot("end"))
    slots["end"] = block("end")
    return Page(
        desk.address,
        Shape(article.kind, tuple(body), address=desk.address),
        article.title,
        description,
        slots,
        search_text=f"{description} {', '.join(topic.keywords if topic else ())}".rstrip(),
        search_weight=2 if article.kind == "topic" else 1,
        modified=max(article.review.date, article.history[0].date),
        tab=addresses.TOPICS if topic else addresses.ABOUT,
        head=json_ld_of_topic(atlas, words, topic, description) if topic else Markup(""),
    )


def _spine(studio: Studio, section: Section) -> dict[str, object] | None:
    """The tour of the spine, where *section* asks for it."""
    if section.figure != "spine":
        return None
    words = studio.words
    return {"view": tour_view(words), "regions": regions(words), "names": tour_parts(words)}

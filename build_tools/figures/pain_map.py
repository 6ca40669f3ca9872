from markupsafe import Markup


def pain_map(words, areas): return Markup("")
def body_figure(words, areas, href): return Markup("")

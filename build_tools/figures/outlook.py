from markupsafe import Markup


def outlook_chart(words, milestones): return Markup("")

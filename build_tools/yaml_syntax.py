"""What libyaml cannot read, said in an author's words and at the place that has to be changed.

libyaml notices a mistake where it can go on no longer, which is often lines below it. What it was doing
then, and the last thing that it understood, lead back.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from build_tools.problems import Problem
from build_tools.yaml_problems import mark_at, place_in


class _Finding(NamedTuple):
    line: int
    column: int
    message: str
    hint: str
    rule: str = "yaml-syntax"


_QUOTES = "Put the whole text in quotes, or below a >- where quotes and brackets are letters like others."

_LOOKS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"^(?P<at><{7}|={7}|>{7})(?: |$)"),
        "Two versions of these lines stand here, between the marks that git writes.",
        "Keep the lines that are right, and delete the others and the marks.",
    ),
    (
        re.compile(r"^(?P<at>```)"),
        "This line is the frame that chats and web pages draw around code.",
        "Delete it, and the one at the end.",
    ),
    (
        re.compile("^ *(?:- )?(?:[\\w-]+:)?(?P<at>[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u3000])"),
        "A space stands here that is none to YAML, as word processors write it.",
        "Delete it, and type a space.",
    ),
    (
        re.compile(r"^ *(?P<at>[•·▪‣◦●–—−])\s"),
        "This looks like the hyphen of a list, and is another character.",
        "Begin the entry with a hyphen and a space.",
    ),
    (
        re.compile(r"^ *(?P<at>-)[a-z_]+:"),
        "A space is missing after this hyphen.",
        "An entry of a list begins with a hyphen and a space.",
    ),
    (
        re.compile(r"^ *(?:- )?[A-Za-z_]\w*(?P<at>[:：]|\s*=)(?! |//|$)|^ *\w+(?P<also>：|\s*=)"),
        "A field's name ends with a colon and a space, and this is something else.",
        "Write it as in name: value.",
    ),
)
"""Lines that look right to people and not to YAML: what each is, what to say of it, and the way out."""


def syntax_problem(path: Path, text: str, error: yaml.MarkedYAMLError, last: Any) -> Problem:
    """The problem behind *error*; *last* is the event before it, if there was one."""
    lines = [*text.split("\n"), ""]  # the end of a file counts as a line of its own
    found = (
        _tab(lines, error)
        or _look_alike(lines, error)
        or _after_quote(lines, error, last)
        or _by_words(lines, error)
    )
    return Problem(place_in(path, text, found.line, found.column, 1), found.rule, found.message, found.hint)


def _tab(lines: list[str], error: yaml.MarkedYAMLError) -> _Finding | None:
    line, column = mark_at(error.problem_mark or error.context_mark)
    before = lines[line][: column + 1]
    if "\t" not in before:
        return None
    message = "A tab stands where YAML wants spaces."
    return _Finding(line, before.index("\t"), message, "Indent with two spaces.", "tab")


def _look_alike(lines: list[str], error: yaml.MarkedYAMLError) -> _Finding | None:
    """What only looks right, in the line of *error* or in the two lines with something in them before it."""
    line = mark_at(error.problem_mark or error.context_mark)[0]
    above = [n for n in range(line) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
    for number in (line, *reversed(above[-2:])):
        for pattern, message, hint in _LOOKS:
            if match := pattern.search(lines[number]):
                column = match.start("at") if match["at"] else match.start("also")
                return _Finding(number, column, message, hint)
    return None


def _after_quote(lines: list[str], error: yaml.MarkedYAMLError, last: Any) -> _Finding | None:
    """A text that goes on after its closing quote or bracket."""
    line, column = mark_at(error.problem_mark)
    if "did not find expected" not in (error.problem or "") or last is None:
        return None
    ends = mark_at(last.end_mark)
    closing = lines[line][max(0, ends[1] - 1) : ends[1]]
    if ends[0] != line or ends[1] > column or closing not in ("'", '"', "]", "}"):
        return None
    begins = mark_at(last.start_mark)
    if begins[0] < line:
        message = (
            f"The quote that opens here is closed only in line {line + 1}, in the middle of other words."
        )
        return _Finding(*begins, message, "Close it where the text ends.")
    what = "quote" if type(last) is yaml.ScalarEvent else "bracket"
    return _Finding(line, column, f"The text goes on here, after its closing {what}.", _QUOTES)


def _by_words(lines: list[str], error: yaml.MarkedYAMLError) -> _Finding:
    what, doing = error.problem or "", error.context or ""
    here = mark_at(error.problem_mark or error.context_mark)
    began = mark_at(error.context_mark or error.problem_mark)
    line = lines[here[0]]
    if "mapping values are not allowed" in what:
        hint = 'A text with ": " inside needs quotes, or a block (>-) of its own.'
        if re.search("[“”„]", line):
            hint = f'Curly quotes are letters to YAML; use straight ones ("). {hint}'
        return _Finding(*here, "YAML takes this colon for the end of another field's name.", hint)
    if "alias" in what + doing or "anchor" in what + doing:
        message = "A text that begins with a star or an ampersand means something else to YAML."
        return _Finding(*began, message, 'A text that begins with "*" or "&" needs quotes.')
    if "cannot start any token" in what:
        is_cited = line[here[1] :].startswith("@") and "cite" in line
        hint = 'After cite: an id stands without the "@".' if is_cited else _QUOTES
        return _Finding(*here, "A text cannot begin with this character.", hint)
    if "block scalar" in doing:
        return _Finding(*began, 'A text that begins with ">" or "|" has to go on in the next line.', _QUOTES)
    if "quoted scalar" in doing:
        if "escape" in what or "hexdecimal" in what:
            message = "In double quotes a backslash begins a code, and this is none."
            return _Finding(*began, message, "Use single quotes.")
        return _Finding(*began, "A quote opens here and is never closed.", "Close it where the text ends.")
    if "flow sequence" in doing or "flow mapping" in doing:
        message = "A bracket opens here and is not closed."
        return _Finding(*began, message, "Close it in the same line; put a text that has brackets in quotes.")
    if "block sequence entries" in what or "mapping keys are not" in what:
        return _Finding(*here, "A text that begins like a list or a field cannot stand here.", _QUOTES)
    if "expected ':'" in what:
        message = "This line is neither a field nor part of the text above it."
        hint = "A field is name: value. Lines of a long text stand below a >-, indented by two spaces."
        return _Finding(*began, message, hint)
    if "expected key" in what or "'-' indicator" in what:
        return _indented(here, began, is_list="'-'" in what)
    hint = "Look at the indentation and the quotes of this line and of the one above."
    return _Finding(*here, f"YAML cannot read this: {what or doing or 'not YAML'}.", hint)


def _indented(here: tuple[int, int], began: tuple[int, int], *, is_list: bool) -> _Finding:
    """A line that does not stand where those begin that it is among."""
    parts = "entries of the list" if is_list else "fields"
    if here[1] == began[1]:
        other = "a field" if is_list else "an entry of a list"
        message = f"This looks like {other}, and stands among the {parts} from line {began[0] + 1} on."
    else:
        message = (
            f"This line begins in column {here[1] + 1};"
            f" the {parts} from line {began[0] + 1} on begin in column {began[1] + 1}."
        )
    hint = "Lines that belong together begin in the same column, two spaces in from what they belong to."
    return _Finding(*here, message, hint)

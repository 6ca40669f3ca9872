"""Reading files: plain values, YAML's traps closed, and the place of everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.problems import KeyPath
from build_tools.yaml_files import LARGEST, Document, read
from build_tools.yaml_problems import Unreadable


def written(folder: Path, text: str, name: str = "record.yml") -> Document:
    """What reading a file with *text* gives."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return read(path)


def rules(document: Document) -> list[str]:
    return [problem.rule for problem in document.problems]


def refusal(folder: Path, text: str | bytes, name: str = "record.yml") -> str:
    """The whole first line of the problem for which a file cannot be read."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(Unreadable) as caught:
        read(path)
    return str(caught.value.problem).split("\n")[0].removeprefix(f"{path}:")


def test_values_stay_the_text_that_was_written(tmp_path: Path) -> None:
    document = written(tmp_path, "a: no\nb: 2026-01-02\nc: 012\nd: 1e3\ne: on\nf: '~'\ng: 12:30\nh: =\n")
    assert document.value == {
        "a": "no", "b": "2026-01-02", "c": "012", "d": "1e3", "e": "on", "f": "~", "g": "12:30", "h": "=",
    }  # fmt: skip


def test_nothing_written_is_none_and_quoted_nothing_is_text(tmp_path: Path) -> None:
    document = written(tmp_path, "a:\nb: ~\nc: null\nd: ''\ne: \"null\"\n")
    assert document.value == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_prose_blocks_fold_as_authors_expect(tmp_path: Path) -> None:
    document = written(tmp_path, "a: >-\n  One\n  two.\n\n  Three.\nb: |\n  - x\n  - y\n")
    assert document.value == {"a": "One two.\nThree.", "b": "- x\n- y\n"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems_are_the_same(end: str, tmp_path: Path) -> None:
    document = written(tmp_path, f"a: 1{end}b:{end}  - x{end}")
    assert document.value == {"a": "1", "b": ["x"]}
    assert str(document.where("b", 0)).endswith(":3:5")


def test_separators_that_editors_do_not_count_as_lines_do_not_shift_the_places(tmp_path: Path) -> None:
    document = written(tmp_path, "a: one\u2028two\nb: 'x\u0085y'\nc: d\n")
    assert document.value == {"a": "one two", "b": "x y", "c": "d"}
    assert document.where("c").line == 3


def test_a_byte_order_mark_is_no_part_of_the_first_field(tmp_path: Path) -> None:
    document = written(tmp_path, "\ufeffa: 1\n")
    assert document.value == {"a": "1"}
    assert document.where("a").column == 4


def test_a_field_written_twice_is_reported_where_it_stands_again(tmp_path: Path) -> None:
    document = written(tmp_path, "a: 1\nb:\n  - c: 1\n    c: 2\na: 3\n")
    assert [(p.rule, p.where.line, p.where.column) for p in document.problems] == [
        ("duplicate-key", 4, 5),
        ("duplicate-key", 5, 1),
    ]


def test_a_field_written_twice_in_json_is_reported_where_it_stands_again(tmp_path: Path) -> None:
    document = written(tmp_path, '[{"id": "a"},\n {"id": "b", "x": 1,\n  "id": "c"}]', "list.json")
    assert [(p.rule, p.where.line, p.where.column) for p in document.problems] == [("duplicate-key", 3, 3)]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: &x 1\n", "anchor", 1, 4),
        ("a: 1\nb: *x\n", "anchor", 2, 4),
        ("a: !!str 1\n", "tag", 1, 4),
        ("a: !x [1]\n", "tag", 1, 4),
        ("a: &x {b: 1}\n", "anchor", 1, 4),
        ("<<: {a: 1}\n", "merge-key", 1, 1),
        ('a: 1\nb: "\\x07"\n', "control-character", 2, 4),
    ],
)
def test_what_yaml_can_and_a_record_may_not_is_reported(
    text: str, rule: str, line: int, column: int, tmp_path: Path
) -> None:
    document = written(tmp_path, text)
    assert [(p.rule, p.where.line, p.where.column) for p in document.problems] == [(rule, line, column)]


def test_a_text_that_begins_with_a_star_is_kept_so_that_no_other_problem_follows(tmp_path: Path) -> None:
    assert written(tmp_path, "a: *bold\n").value == {"a": "*bold"}


def test_a_file_cannot_be_read_for_a_reason_with_a_place(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a: b: c\n").startswith("1:5: error [yaml-syntax]")
    assert refusal(tmp_path, "a:\n\t- b\n").startswith("2:1: error [tab]")
    assert refusal(tmp_path, "a: [1\nb: 2\n").startswith("1:4: error [yaml-syntax]")
    assert refusal(tmp_path, "a: 1\n---\nb: 2\n").startswith("2:1: error [several-documents]")
    assert refusal(tmp_path, "[a]: 1\n").startswith("1:1: error [yaml-syntax]")
    assert refusal(tmp_path, "a: é\nb: x\x07\n").startswith("2:5: error [control-character]")
    assert refusal(tmp_path, "a: é\nb: é".encode() + b"\xff\n").startswith("2:5: error [wrong-encoding]")
    assert refusal(tmp_path, "# nothing yet\n").startswith("1:1: error [empty-file]")
    assert refusal(tmp_path, "~\n").startswith("1:1: error [empty-file]")
    assert refusal(tmp_path, '{"a": 1,}', "a.json").startswith(
        ("1:9: error [json-syntax]", "1:8: error [json-syntax]")
    )
    assert refusal(tmp_path, '{"a": "\\u0007"}', "a.json").startswith("1:8: error [control-character]")
    assert refusal(tmp_path, '{"a":\n"x\\ud83d"}', "a.json").startswith("2:3: error [control-character]")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a:\n  b: 1\n   c: 2\n", "3:5", "YAML takes this colon for"),
        (
            "a:\n   b: 1\n  c: 2\n",
            "3:3",
            "This line begins in column 3; the fields from line 1 on begin in col",
        ),
        (
            "a:\n  - b: 1\n   c: 2\n",
            "3:4",
            "This line begins in column 4; the entries of the list from line 2",
        ),
        (
            "- a: 1\n  b: 2\n  - c: 3\n",
            "3:3",
            "This looks like an entry of a list, and stands among the fields",
        ),
        ("- a: 1\nb: 2\n", "2:1", "This looks like a field, and stands among the entries of the list"),
        ("a: [1]\nb:\n   c: 1\n  d: [2]\n", "4:3", "This line begins in column 3; the fields from line 1 on"),
        ('a: "b\nc: 1\nd: "e"\n', "1:4", "The quote that opens here is closed only in line 3"),
        ("a: 'b\nc: 1\n", "1:4", "A quote opens here and is never closed."),
        ('a: "b" c\n', "1:8", "The text goes on here, after its closing quote."),
        ("a: 'it's here'\n", "1:8", "The text goes on here, after its closing quote."),
        ("a: [b] c\n", "1:8", "The text goes on here, after its closing bracket."),
        ("a: {b: 1} c\n", "1:11", "The text goes on here, after its closing bracket."),
        ("a: [b, c\nd: 1\n", "1:4", "A bracket opens here and is not closed."),
        ("a: {b: c\nd: 1\n", "1:4", "A bracket opens here and is not closed."),
        ("a: > b\nc: 1\n", "1:4", 'A text that begins with ">" or "|" has to go on in the next line.'),
        ('a: "C:\\Users"\n', "1:4", "In double quotes a backslash begins a code, and this is none."),
        ("a: - b\n", "1:4", "A text that begins like a list or a field cannot stand here."),
        ("a: *b*\n", "1:4", "A text that begins with a star or an ampersand"),
        ("a: >-\nb c\n# d\ne: 1\n", "2:1", "This line is neither a field nor part of the text above it."),
        ("a: 1\nb:c\nd: 2\n", "2:2", "A field's name ends with a colon and a space"),
        ("a: 1\nb = c\nd: 2\n", "2:2", "A field's name ends with a colon and a space"),
        ("a: 1\nb： c\n\n# d\n\ne: 2\n", "2:2", "A field's name ends with a colon and a space"),
        (
            "a:\n  • b: 1\n  - c: 1\n",
            "2:3",
            "This looks like the hyphen of a list, and is another character.",
        ),
        ("a:\n  -b: 1\n  - c: 1\n", "2:3", "A space is missing after this hyphen."),
        ("a:\xa0b\nc: 1\n", "1:3", "A space stands here that is none to YAML"),
        ("a:\n\xa0\xa0b: 1\n  c: 2\n", "2:1", "A space stands here that is none to YAML"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "1:1", "Two versions of these lines stand here"),
        ("```yaml\na: 1\n```\n", "1:1", "This line is the frame that chats and web pages draw around code."),
    ],
)
def test_what_libyaml_cannot_read_is_said_in_an_authors_words_where_it_has_to_be_changed(
    text: str, place: str, said: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path, text).startswith(f"{place}: error [yaml-syntax] {said}")


def test_an_id_after_cite_is_said_to_stand_without_its_sign(tmp_path: Path) -> None:
    (tmp_path / "record.yml").write_text("cite: @b\n", "utf-8")
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "record.yml")
    assert caught.value.problem.hint == 'After cite: an id stands without the "@".'


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c\n",
        "a: b ## c\n",
        "a: 'b #1'\n",
        "a: >-\n  b #1\n  c\n",
        "a: b#1\n",
        "#a: b\nc: d\n",
        "a: b # see #1 and #2\n",
        "a:\n  - b # c\n  #- d\n",
        "# x #1\na: b\n",
    ],
)
def test_a_hash_that_begins_a_note_or_stands_in_quotes_is_no_lost_text(text: str, tmp_path: Path) -> None:
    assert written(tmp_path, text).problems == ()


@pytest.mark.parametrize(("text", "column"), [("a: b #1\n", 6), ("a: [b, c #1\n  ]\n", 10), ("a: #fff\n", 4)])
def test_a_text_that_yaml_cuts_off_at_a_hash_is_a_problem(text: str, column: int, tmp_path: Path) -> None:
    problems = [p for p in written(tmp_path, text).problems if p.rule == "hash-in-text"]
    assert [(p.where.line, p.where.column) for p in problems] == [(1, column)]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[{"a": 1}\n {"b": 2}]', "2:2", "a comma or a closing bracket is missing before this."),
        ('{"a": "The "T" disc"}', "1:13", "a comma or a closing bracket is missing before this."),
        ('{"a" 1}', "1:6", "a colon is missing after the name."),
        ("{'a': 1}", "1:2", "a name is wanted here."),
        ('{"a": nothing}', "1:7", "a value is wanted here."),
        ('{"a": "b\nc"}', "1:9", "a text stops here, at the end of the line."),
        ('{"a": "b', "1:7", "a quote opens here and is never closed."),
        ("[1] 2", "1:5", "something stands after its end."),
        ('{"a": "C:\\q"}', "1:10", "a backslash begins a code, and this is none."),
    ],
)
def test_what_is_wrong_with_json_is_said_in_an_authors_words(
    text: str, place: str, said: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path, text, "a.json") == f"{place}: error [json-syntax] This is not JSON: {said}"


def test_a_json_file_with_nothing_in_it_is_empty(tmp_path: Path) -> None:
    assert refusal(tmp_path, " \n", "a.json").startswith("1:1: error [empty-file]")


def test_escapes_in_json_that_are_characters_are_read(tmp_path: Path) -> None:
    text = '{"a": "\\ud83d\\ude00 \\u00e9\\n\\t \\\\ud83d"}'
    assert written(tmp_path, text, "a.json").value == {"a": "\U0001f600 é\n\t \\ud83d"}


def test_a_folder_in_place_of_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "record.yml").mkdir()
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "record.yml")
    assert caught.value.problem.rule == "unreadable-file"


def test_a_file_too_large_for_a_record_is_not_even_parsed(tmp_path: Path) -> None:
    assert "[file-too-large]" in refusal(tmp_path, "a: [\n" + "x" * LARGEST)


@pytest.mark.parametrize(("opening", "name"), [("[", "a.yml"), ("a:\n  - {b: ", "a.yml"), ("[", "a.json")])
def test_nesting_without_end_is_a_problem_and_no_crash(opening: str, name: str, tmp_path: Path) -> None:
    assert "[too-deep]" in refusal(tmp_path, opening * 100_000, name) or name == "a.yml"
    assert "[too-deep]" in refusal(tmp_path, "[" * 100_000 + "]" * 100_000, name)


def test_the_place_of_a_field_its_name_and_what_stands_inside(tmp_path: Path) -> None:
    document = written(
        tmp_path, "name: Gout\nsymptoms:\n  - id: knee\n    note: >-\n      It is\n      red.\n"
    )
    assert str(document.where("symptoms", 0, "id")).endswith(":3:9")
    assert document.where("symptoms", 0, "id").length == 4
    assert str(document.where("symptoms", 0, "id", key=True)).endswith(":3:5")
    assert str(document.where("symptoms", 0)).endswith(":3:5")
    assert str(document.where()).endswith(":1:1")
    assert document.where("name").text == "name: Gout"


def test_the_place_of_what_is_not_there_is_that_of_what_it_would_be_in(tmp_path: Path) -> None:
    document = written(tmp_path, "a: 1\nb:\n  c: 1\n")
    assert document.where("b", "d", 0, "e") == document.where("b")
    assert document.where("x") == document.where()


def test_words_are_found_in_folded_prose_and_across_its_lines(tmp_path: Path) -> None:
    document = written(
        tmp_path,
        "other: right away\ntext: >-\n  Go right\n  away, and right away,\n  and Right away.\nlast: right away\n",
    )
    first = document.where_at(("text",), "right away")
    assert (first.line, first.column, first.length) == (3, 6, 5)
    second = document.where_at(("text",), "right away", 1)
    assert (second.line, second.column, second.length) == (4, 13, 10)
    assert document.where_at(("text",), "right away", 2) == document.where("text")
    assert document.where_at(("text",), "left") == document.where("text")


def test_words_are_found_in_quotes_of_both_kinds(tmp_path: Path) -> None:
    document = written(tmp_path, 'a: \'it\'\'s "so" here\'\nb: "it\'s \\"so\\" here"\n')
    assert document.where_at(("a",), 'it\'s "so" here').column == 5
    assert document.where_at(("b",), 'it\'s "so" here').column == 5


def test_words_of_patterns_are_only_words(tmp_path: Path) -> None:
    document = written(tmp_path, "a: x+y (z) [[a.b]]\n")
    assert document.where_at(("a",), "(z) [[a.b]]").column == 8


def test_places_of_many_files_in_turn_are_right(tmp_path: Path) -> None:
    # More of them than are remembered at a time.
    documents = [written(tmp_path, "#\n" * n + "a: 1\n", f"{n}.yml") for n in range(40)]
    for _ in range(2):
        for n, document in enumerate(documents):
            assert document.where("a").line == n + 1


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])
    | st.sampled_from("\n \"':#-[]{}&*!|>%@`,?"),
    max_size=30,
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(lambda t: t != "<<"), inner, max_size=4)
    ),
    max_leaves=12,
)


def every_path(value: Any, path: KeyPath = ()) -> list[KeyPath]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in inner for found in every_path(part, (*path, key)))]


def marks_of(node: yaml.Node, path: KeyPath = ()) -> dict[KeyPath, tuple[int, int]]:
    """Line and column of every value, as PyYAML's own composer, written in Python, counts them."""
    marks = {path: (node.start_mark.line + 1, node.start_mark.column + 1)}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            marks |= marks_of(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            marks |= marks_of(value, (*path, index))
    return marks


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    value=st.dictionaries(st.sampled_from(["a", "b-c", "é"]), VALUES, min_size=1),
    flow=st.sampled_from([None, True, False]),
    width=st.sampled_from([20, 80, 1000]),
)
def test_every_value_is_found_where_it_was_written(
    value: dict[str, Any], flow: bool | None, width: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False)
    document = written(tmp_path_factory.mktemp("places"), text)
    root = yaml.compose(document.text, Loader=yaml.SafeLoader)
    assert root is not None
    expected = marks_of(root)
    for path in every_path(document.value):
        where = document.where(*path)
        assert (where.line, where.column) == expected[path]
        assert where.text == document.text.split("\n")[where.line - 1]
        assert where.column <= len(where.text) + 1


@settings(max_examples=150, deadline=None, derandomize=True)
@given(value=VALUES)
def test_texts_come_back_as_they_were_dumped(value: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    # Quotes around everything: what is plain and looks like nothing would be nothing.
    text = yaml.safe_dump({"a": value}, default_style='"', allow_unicode=True)
    assert written(tmp_path_factory.mktemp("texts"), text).value == {"a": value}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    value=st.dictionaries(st.sampled_from(["a", "b-c", "é"]), VALUES, min_size=1),
    indent=st.sampled_from([None, 1, 2]),
)
def test_every_value_of_a_json_file_is_found_in_its_line(
    value: dict[str, Any], indent: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    document = written(tmp_path_factory.mktemp("json"), text, "a.json")
    assert document.value == value
    for path in every_path(value):
        where = document.where(*path)
        found: Any = value
        for key in path:
            found = found[key]
        rest = "\n".join(text.split("\n")[where.line - 1 :])[where.column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == found


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=st.text(max_size=60) | st.text(st.sampled_from("ab:- \n[]{}'\"#&*!|>%@,?~\t"), max_size=60))
def test_any_text_is_read_or_refused_with_a_place_inside_it(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "record.yml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        problems = read(path).problems
    except Unreadable as error:
        problems = (error.problem,)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.where.line <= len(lines) + 1

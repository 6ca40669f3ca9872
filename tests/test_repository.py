"""What stands around the code: documents, workflows, forms and licences say what is true."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
import yaml
from playwright.sync_api import Page

from build_tools import cli
from build_tools.collection import FOLDERS, LISTS
from build_tools.places import PROJECT
from tests.test_structure import MODULES, ORDER

GUIDE = PROJECT / "docs" / "contribute"
PAGES = sorted(GUIDE.glob("*.md"))
ROOT_PAGES = sorted(PROJECT.glob("*.md"))
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
FORMS = PROJECT / ".github" / "ISSUE_TEMPLATE"
PULL_REQUESTS = PROJECT / ".github" / "PULL_REQUEST_TEMPLATE"
OUR_WORDS = [
    *ROOT_PAGES,
    *PAGES,
    *sorted((PROJECT / ".github").rglob("*.*")),
    *sorted((PROJECT / "content_src" / "_examples").glob("*.yml")),
    PROJECT / "CITATION.cff",
]


def read(path: Path) -> str:
    return path.read_text("utf-8")


def front_matter(path: Path) -> dict[str, str]:
    return dict(yaml.safe_load(read(path).split("---\n")[1]))


def named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


# --- Commands ---

TARGETS = set(re.findall(r"^([a-z]+):.*## ", read(PROJECT / "Makefile"), re.MULTILINE))


def code_in(path: Path) -> Iterator[str]:
    """Every line of code that a document shows: in blocks, and between backticks."""
    text = read(path)
    for block in re.findall(r"^```bash\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", text)


def commands() -> dict[str, dict[str, Any]]:
    """The options of each command of the parser, by the command's name."""
    parser = cli._parser()
    (commands,) = (action.choices for action in parser._actions if isinstance(action.choices, dict))
    return {
        name: {option: action for action in command._actions for option in action.option_strings}
        for name, command in commands.items()
    }


@pytest.mark.parametrize("path", [*PAGES, *ROOT_PAGES], ids=named)
def test_every_make_target_that_a_document_names_exists(path: Path) -> None:
    said = {target for line in code_in(path) for target in re.findall(r"^make ([a-z]+)\b", line)}
    assert said <= TARGETS


@pytest.mark.parametrize("path", [*PAGES, *ROOT_PAGES, *WORKFLOWS], ids=named)
def test_every_command_that_a_document_names_exists_with_its_options(path: Path) -> None:
    known = commands()
    lines = read(path).splitlines() if path in WORKFLOWS else [*code_in(path)]
    for line in lines:
        for name, rest in re.findall(r"python -m build_tools ([a-z-]+)([^`#>|]*)", line):
            assert name in known, f"there is no command {name}"
            for option in re.findall(r"--[a-z-]+", rest):
                assert option in known[name], f"{name} has no {option}"


def test_every_make_target_and_every_command_is_documented() -> None:
    text = read(GUIDE / "architecture.md")
    assert {target for target in TARGETS - {"help"} if f"`make {target}`" not in text} == set()
    rows = dict(re.findall(r"^\| `([a-z-]+)([^`]*)` \|", text, re.MULTILINE))
    for name, options in commands().items():
        assert name in rows, f"{name} has no line in architecture.md"
        for option in set(options) - {"-h", "--help"}:
            assert option in rows[name], f"{name} {option} is not in architecture.md"


def test_the_readme_names_the_two_commands_and_the_server() -> None:
    lines = {line.split("#")[0].strip() for line in code_in(PROJECT / "README.md")}
    assert {"make site", "make test", "make serve"} <= lines


def test_make_says_which_python_it_needs_before_it_installs_anything(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "Makefile", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/site.txt").touch()
    old = tmp_path / "old-python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.6 && exit 0\nexit 1\n')
    old.chmod(0o755)
    made = subprocess.run(
        ["make", "site", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert made.returncode
    assert f"Python 3.11 or newer is needed, and {old} is Python 3.9.6." in made.stderr
    assert "make site PYTHON=python3.12" in made.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_alone_prints_every_command() -> None:
    made = subprocess.run(["make"], cwd=PROJECT, capture_output=True, text=True, check=True)
    (phony,) = re.findall(r"^\.PHONY: (.+)$", read(PROJECT / "Makefile"), re.MULTILINE)
    assert set(re.findall(r"^([a-z]+) ", made.stdout, re.MULTILINE)) == set(phony.split())


# --- The guide ---


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_of_the_guide_has_a_title_and_a_description(path: Path) -> None:
    matter = front_matter(path)
    assert f"# {matter['title']}\n" in read(path)
    assert 20 <= len(matter["description"]) <= 160


def test_the_pages_of_the_guide_lead_from_one_to_the_next() -> None:
    at, seen = "index.md", []
    while at not in seen:
        seen.append(at)
        last = read(GUIDE / at).rstrip().splitlines()[-1]
        match = re.fullmatch(r"(?:Next|Back to): \[.+\]\(([a-z-]+\.md)\)", last)
        assert match, f"{at} should end with a link to the next page, not with: {last}"
        at = match.group(1)
    assert at == "index.md"
    assert sorted(seen) == [path.name for path in PAGES]


@pytest.mark.parametrize("path", [*PAGES, *ROOT_PAGES], ids=named)
def test_every_file_that_a_document_links_to_is_there(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", read(path), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        ours = "https://github.com/back-pain-atlas/back-pain-atlas/"
        file, _, anchor = target.partition("#")
        if match := re.match(rf"{ours}(?:blob|tree)/main/(.+)", target):
            assert (PROJECT / match.group(1)).exists(), target
        elif file.endswith("/"):
            # A generated page; the link check of the built site follows it. From any other page engines turn
            # the link into different addresses.
            assert "://" in file or path.name == "index.md", target
        elif "://" not in target:
            linked = (path.parent / file) if file else path
            assert linked.is_file(), target
            if anchor:
                headings = re.findall(r"^#+ (.+)$", read(linked), re.MULTILINE)
                assert anchor in {re.sub(r"[^a-z0-9]+", "-", h.lower()).strip("-") for h in headings}, target


def test_the_table_of_modules_is_the_order_of_import() -> None:
    text = read(GUIDE / "architecture.md")
    table = text[text.index("## Modules") : text.index("## What must always hold")]
    said = [
        name.strip("/")
        for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
        for name in re.findall(r"`([a-z_/]+)`", row)
        if name != "templates/"
    ]
    there = {path.relative_to(PROJECT / "build_tools").parts[0].removesuffix(".py") for path in MODULES}
    assert said == [name for name in ORDER if name in there and name != "__main__"]


NOT_OUR_WORDS = re.compile(r"\b(triag\w*|\w*diagnos\w*|assessments?|results?|recall\w*)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", OUR_WORDS, ids=named)
def test_documents_keep_to_the_words_of_the_atlas(path: Path) -> None:
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", read(path), flags=re.MULTILINE | re.DOTALL)
    assert NOT_OUR_WORDS.findall(prose) == []


# --- The JSON API's examples ---

SITE = "https://back-pain-atlas.github.io/"


def api_examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", read(GUIDE / "api.md"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", api_examples("bash"))
def test_an_example_with_curl_works(example: str, root_address: str) -> None:
    command, *options = example.strip().replace(SITE, root_address).split()
    assert command == "curl"
    # Where there is no curl, Python asks for the same address.
    ask = "import sys, urllib.request as r; sys.stdout.buffer.write(r.urlopen(sys.argv[-1]).read())"
    arguments = [command, *options] if shutil.which("curl") else [sys.executable, "-c", ask, *options]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    answer = subprocess.run(arguments, capture_output=True, check=True, env=environment).stdout
    assert json.loads(answer)["id"] == "sciatica"


@pytest.mark.parametrize("example", api_examples("python"))
def test_an_example_in_python_works(example: str, root_address: str) -> None:
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    made = subprocess.run(
        [sys.executable, "-c", example.replace(SITE, root_address)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert made.stderr == ""
    assert made.stdout.strip()


@pytest.mark.parametrize("example", api_examples("javascript"))
def test_an_example_in_javascript_works(example: str, root_address: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "log" else None)
    page.goto(f"{root_address}data/v1/index.json")
    page.evaluate(f"async () => {{ {example.replace(SITE, root_address)} }}")
    assert len(said) >= 2
    assert all("undefined" not in line for line in said)


def test_the_api_page_names_every_list_of_the_index(site: Path) -> None:
    index = json.loads(read(site / "data" / "v1" / "index.json"))
    text = read(GUIDE / "api.md")
    for name, value in index.items():
        assert not isinstance(value, list) or f"`{name}`" in text
    for folder in (path for path in (site / "data" / "v1").iterdir() if path.is_dir()):
        assert f"{folder.name}/" in text


# --- Workflows ---


def steps_of(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_a_workflow_has_no_more_rights_and_time_than_it_needs(path: Path) -> None:
    workflow = yaml.load(read(path), yaml.BaseLoader)
    assert workflow["permissions"] == {}
    assert not {"pull_request_target", "workflow_run"} & set(workflow["on"])
    for job in workflow["jobs"].values():
        assert "write-all" not in str(job["permissions"])
        assert int(job["timeout-minutes"]) <= 60
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_a_workflow_takes_only_actions_pinned_by_their_full_commit(path: Path) -> None:
    uses = re.findall(r"uses: (.+)$", read(path), re.MULTILINE)
    assert uses
    for use in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


def test_all_workflows_take_the_same_version_of_an_action() -> None:
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.+)$", read(path), re.MULTILINE)}
    assert len(uses) == len({use.partition("@")[0] for use in uses})


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_no_words_of_strangers_get_into_a_shell_command(path: Path) -> None:
    for step in steps_of(yaml.load(read(path), yaml.BaseLoader)):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_the_shell_commands_of_a_workflow_are_whole(path: Path) -> None:
    for step in steps_of(yaml.load(read(path), yaml.BaseLoader)):
        subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True, check=True)


def test_a_pull_request_is_checked_and_built_and_tested() -> None:
    workflow = yaml.load(read(PROJECT / ".github" / "workflows" / "check.yml"), yaml.BaseLoader)
    assert "pull_request" in workflow["on"]
    runs = "\n".join(step.get("run", "") for step in steps_of(workflow))
    assert "check --format github" in runs
    assert "make site" in runs
    assert "make test" in runs
    kept = [
        step for step in steps_of(workflow) if step.get("uses", "").startswith("actions/upload-artifact@")
    ]
    assert [step["with"]["path"] for step in kept] == ["site/"]


def test_only_main_is_published() -> None:
    workflow = yaml.load(read(PROJECT / ".github" / "workflows" / "pages.yml"), yaml.BaseLoader)
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert "pull_request" not in workflow["on"]


def fake_gh(folder: Path) -> dict[str, str]:
    """An environment in which `gh` writes down what it is asked, and answers with $OPEN_ISSUE."""
    script = folder / "gh"
    script.write_text(
        '#!/bin/sh\necho "$@" >> "$GH_ASKED"\ncase "$1 $2" in "issue list") echo "$OPEN_ISSUE";; esac\n'
    )
    script.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "GH_ASKED": str(folder / "asked")}


@pytest.mark.parametrize(
    ("due", "open_issue", "asked"),
    [
        ("1", "", ["issue list", "label create", "issue create"]),
        ("1", "7", ["issue list", "issue edit"]),
        ("0", "7", ["issue list", "issue close"]),
        ("0", "", ["issue list"]),
    ],
)
def test_reviews_that_are_due_fill_one_issue(
    due: str, open_issue: str, asked: list[str], tmp_path: Path
) -> None:
    workflow = yaml.load(read(PROJECT / ".github" / "workflows" / "reviews-due.yml"), yaml.BaseLoader)
    (step,) = (step for step in steps_of(workflow) if "gh issue" in step.get("run", ""))
    (tmp_path / "due.txt").write_text("content_src/conditions/gout.yml:9:9: condition gout was due\n")
    environment = {**fake_gh(tmp_path), "DUE": due, "OPEN_ISSUE": open_issue}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    lines = (tmp_path / "asked").read_text().splitlines()
    assert [" ".join(line.split()[:2]) for line in lines] == asked
    if due == "1":
        assert "condition gout was due" in (tmp_path / "body.md").read_text()


@pytest.mark.parametrize(
    ("says", "code", "goes_on"),
    [("1 review due.", 1, True), ("0 due", 0, True), ("", 1, False), ("?", 3, False)],
)
def test_the_weekly_list_tells_due_reviews_from_a_failure(
    says: str, code: int, goes_on: bool, tmp_path: Path
) -> None:
    workflow = yaml.load(read(PROJECT / ".github" / "workflows" / "reviews-due.yml"), yaml.BaseLoader)
    (step,) = (step for step in steps_of(workflow) if step.get("id") == "due")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\nprintf '%s' '{says}'\nexit {code}\n")
    python.chmod(0o755)
    environment = {**os.environ, "GITHUB_OUTPUT": str(tmp_path / "output")}
    made = subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert (made.returncode == 0) is goes_on
    if goes_on:
        assert (tmp_path / "output").read_text() == f"due={code}\n"


# --- Forms ---


def fields_of(form: str) -> set[str]:
    return {part["id"] for part in yaml.safe_load(read(FORMS / form))["body"] if "id" in part}


@pytest.mark.parametrize("path", sorted(FORMS.glob("[!c]*.yml")), ids=named)
def test_a_form_begins_by_saying_that_it_is_public(path: Path) -> None:
    form = yaml.safe_load(read(path))
    assert "**Public. Do not write about your own health.**" in form["body"][0]["attributes"]["value"]
    assert all(part["attributes"].get("label") for part in form["body"][1:])


def test_a_report_of_a_mistake_asks_page_words_truth_and_source() -> None:
    assert {"page", "quote", "truth", "source"} <= fields_of("mistake.yml")


def test_every_link_of_the_site_to_a_form_fills_in_fields_that_it_has(site: Path) -> None:
    pages = [site / "conditions" / "sciatica" / "index.html", site / "topics" / "outlook" / "index.html"]
    links = {
        unescape(link)
        for path in pages
        for link in re.findall(r'href="([^"]*/issues/new\?[^"]*)"', read(path))
    }
    assert links
    for link in links:
        asked = parse_qs(urlparse(link).query)
        (form,) = asked.pop("template")
        assert set(asked) <= fields_of(form), link


def test_every_checklist_that_a_document_names_exists() -> None:
    there = {path.name for path in PULL_REQUESTS.glob("*.md")}
    default = read(PROJECT / ".github" / "pull_request_template.md")
    assert {name for name in there if name not in default} == set()
    for path in (PROJECT / "CONTRIBUTING.md", *PAGES):
        assert set(re.findall(r"template=([a-z-]+\.md)", read(path))) <= there


# --- Editors, licences, versions ---


def test_every_content_file_has_a_schema_in_the_editor() -> None:
    settings = json.loads(read(PROJECT / ".vscode" / "settings.json"))
    globs = [
        (schema, glob)
        for schema, found in settings["yaml.schemas"].items()
        for glob in ([found] if isinstance(found, str) else found)
    ]
    content = PROJECT / "content_src"
    for path in content.rglob("*.yml"):
        if path.parent.name == "strings":
            continue
        name = path.relative_to(PROJECT).as_posix()
        (schema,) = {schema for schema, glob in globs if fnmatch(name, glob)}
        assert (PROJECT / schema).is_file(), schema
        folder, stem = path.parent.name, path.relative_to(content).with_suffix("").as_posix()
        model = FOLDERS.get(folder) or LISTS.get(stem)
        if model:
            kind = f"{model.kind}{'' if folder in FOLDERS else '-list'}"
            assert Path(schema).stem == kind, name


def test_a_record_that_names_its_schema_names_one_that_is_there() -> None:
    for path in (PROJECT / "content_src").rglob("*.yml"):
        if match := re.match(r"# yaml-language-server: \$schema=(\S+)", read(path)):
            assert (path.parent / match.group(1)).is_file(), named(path)


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(read(PROJECT / "pyproject.toml"))["project"]["version"]
    assert yaml.safe_load(read(PROJECT / "CITATION.cff"))["version"] == version
    assert f"## {version}" in read(PROJECT / "CHANGELOG.md")


def test_the_licences_are_the_ones_that_are_named() -> None:
    site = yaml.safe_load(read(PROJECT / "content_src" / "site.yml"))
    assert read(PROJECT / "LICENSE").startswith(
        "MIT License\n\nCopyright (c) 2026 The Back Pain Atlas contributors\n"
    )
    assert site["licence"]["name"] in read(PROJECT / "LICENSE-CONTENT.md")
    assert yaml.safe_load(read(PROJECT / "CITATION.cff"))["license"] == ["MIT", "CC-BY-4.0"]


def test_the_readme_shows_a_light_picture_of_the_site() -> None:
    (name,) = re.findall(r"\]\((docs/assets/images/screenshot\.\w+)\)", read(PROJECT / "README.md"))
    assert 10_000 < (PROJECT / name).stat().st_size < 200_000

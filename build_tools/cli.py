"""The command line: the only code, beside the hook, that prints, reads a clock or exits.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 the engine or the disk failed.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shlex
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import get_args

from build_tools import places
from build_tools.display import Display, profile
from build_tools.frames.engine import EngineError, EngineName, build
from build_tools.pages.page import Plan
from build_tools.plan_memory import PlanMemory
from build_tools.problems import Report

# Models, checks and pages take longer to import than some commands take: each imports what it needs of them.

FINE, CONTENT, USAGE, FAILED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Wrong usage exits 2 through argparse."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along, `head` for one, has seen enough. Nor is anything to be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except (OSError, EngineError) as error:
        _complain(f"The command {options.command} stopped: {' '.join(str(error).split())}")
        return FAILED
    except KeyboardInterrupt:
        _complain("Stopped. Nothing was replaced.")
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build_tools", description="Checks records and builds the site from them."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")

    command = commands.add_parser("check", help="check every record and say what is wrong, and where")
    _content(command)
    command.add_argument("--format", choices=("text", "github", "json"), default="text")
    command.add_argument("--strict", action="store_true", help="warnings count as errors")
    command.set_defaults(run=_check)

    command = commands.add_parser("build", help="build the whole site")
    _content(command)
    command.add_argument("--site-dir", type=Path, default=places.SITE, metavar="DIR")
    command.add_argument("--engine", choices=get_args(EngineName), default="mkdocs")
    command.add_argument(
        "--profile", action="store_true", help="say where the time went, and which pages are the largest"
    )
    command.set_defaults(run=_build)

    command = commands.add_parser("offline", help="make one archive that works without a server")
    _content(command)
    command.add_argument("--out", type=Path, default=places.OFFLINE, metavar="FILE")
    command.set_defaults(run=_offline)

    command = commands.add_parser("new", help="begin a record from the annotated example")
    command.add_argument("kind", metavar="KIND", help="condition, topic, symptom, ...")
    command.add_argument("id", metavar="ID", help="its permanent name: lower-case letters, digits, hyphens")
    _content(command)
    command.set_defaults(run=_new)

    command = commands.add_parser("review-due", help="list the records whose review is due")
    command.add_argument("--on", type=_day, metavar="DATE", help="instead of today")
    _content(command)
    command.set_defaults(run=_review_due)

    command = commands.add_parser(
        "import-hpo", help="make a content folder from the Human Phenotype Ontology"
    )
    command.add_argument("--obo", type=Path, required=True, metavar="FILE", help="hp.obo")
    command.add_argument("--annotations", type=Path, required=True, metavar="FILE", help="phenotype.hpoa")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")
    command.set_defaults(run=_import_hpo)

    command = commands.add_parser("schema", help="write the JSON Schemas that editors use")
    command.set_defaults(run=_schema)
    return parser


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no day. Write it as 2027-03-01.') from None


def _content(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=places.CONTENT, metavar="DIR")


def _check(options: argparse.Namespace) -> int:
    from build_tools.checks import load_and_check

    collection, report = load_and_check(options.content)
    if options.strict:
        report = report.strict()
    if options.format == "json":
        print(report.as_json())
    elif options.format == "github":
        if report.problems:
            print(report.as_github())
    else:
        count = sum(len(records) for records in collection.records.values()) if collection else 0
        print(_with_count(report, count))
    return CONTENT if report.errors else FINE


def _with_count(report: Report, records: int) -> str:
    total = (
        f"{_number(report.errors, 'error')}, {_number(report.warnings, 'warning')} in {records:,} records."
    )
    return f"{report.as_text()}\n\n{total}" if report.problems else total


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _build(options: argparse.Namespace) -> int:
    with _display() as display:
        plan, report = _built(options.content, options.engine, options.site_dir, display)
    if plan is None:
        _complain(
            f"{report.as_text()}\n\n{_number(report.errors, 'error')}. "
            f"Nothing was written; {places.shown(options.site_dir)}/ is as it was."
        )
        return CONTENT
    if options.profile:
        print("\n".join(profile(display, options.site_dir)))
    counts = Counter(page.shape.kind for page in plan.pages).most_common()
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts)
    print(f"{len(plan.pages):,} pages: {kinds}.")
    print(f"Open {places.shown(options.site_dir)}/index.html, or run: make serve")
    return FINE


def _built(
    content: Path, engine: EngineName, site: Path, display: Display, **changes: str
) -> tuple[Plan | None, Report]:
    """The plan that was built into *site*, with *changes*. There is none where the report has an error."""
    memory = PlanMemory(places.REMEMBERED_PLAN, content)
    plan, report = memory.plan(None, display) or _new_plan(content, display, memory)
    if plan is None:
        return None, report
    plan = replace(plan, **changes)  # type: ignore[arg-type]
    broken = build(plan, engine=engine, project=places.PROJECT, site_dir=site, progress=display)
    if broken.errors:
        return None, broken
    if broken.problems:
        display.end()
        _complain(broken.as_text())
    return plan, report


def _new_plan(content: Path, display: Display, memory: PlanMemory) -> tuple[Plan | None, Report]:
    from build_tools.planning import make_plan

    return make_plan(content, hands=None, progress=display, memory=memory)


@contextmanager
def _display() -> Iterator[Display]:
    """Shows how far a build is, also to whoever reads only a log."""
    is_live = sys.stdout.isatty() and "CI" not in os.environ
    display = Display(
        sys.stdout, time.perf_counter, is_live=is_live, width=shutil.get_terminal_size().columns
    )
    try:
        yield display
    finally:
        display.end()


def _offline(options: argparse.Namespace) -> int:
    from build_tools.offline import archive, checksum

    out: Path = options.out
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        with _display() as display:
            # Nothing is fetched from a disk piece by piece, and what is whole weighs nothing there.
            plan, report = _built(options.content, "mkdocs", site, display, search="theme")
        if plan is None:
            _complain(f"{report.as_text()}\n\n{_number(report.errors, 'error')}. Nothing was written.")
            return CONTENT
        content = archive(site, plan.name.lower().replace(" ", "-"), plan.disk_notice)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    line = checksum(content, out.name)
    out.with_name(f"{out.name}.sha256").write_text(line, encoding="utf-8")
    print(f"Written: {places.shown(out)}, {len(content) / 1e6:.1f} MB. Unpack it and open index.html.")
    print(line.strip())
    return FINE


def _new(options: argparse.Namespace) -> int:
    from build_tools.checks.nearest import Names
    from build_tools.drafts import ExampleMissing, draft, kinds_with_examples

    try:
        path = draft(options.content, options.kind, options.id, datetime.date.today())
    except ExampleMissing:
        known = kinds_with_examples(options.content)
        near = Names(known).near(options.kind)
        examples = f"{places.shown(options.content / places.EXAMPLES_FOLDER)}/"
        _complain(
            f'There is no example of a "{options.kind}". '
            + (f'Did you mean "{near}"? ' if near else "")
            + (
                f"There are examples of: {', '.join(known)}."
                if known
                else f"Examples would stand in {examples}."
            )
        )
        return USAGE
    except ValueError as error:
        _complain(str(error))
        return USAGE
    print(f"Begun: {places.shown(path)}")
    is_ours = options.content.resolve() == places.CONTENT
    command = "make check" if is_ours else _command("check", options.content)
    print(f"Its facts are borrowed from the example. Replace them all, then run: {command}")
    return FINE


def _review_due(options: argparse.Namespace) -> int:
    from build_tools.checks import load_and_check
    from build_tools.review_dates import due

    collection, report = load_and_check(options.content)
    if collection is None or report.errors:
        # A record that could not be read has no date to go by.
        _complain(report.as_text())
        return CONTENT
    on = options.on or datetime.date.today()
    found = due(collection, on)
    for record, where in found:
        print(f"{where}: {record.kind} {record.id} was due on {record.review.next}")
    print(f"{_number(len(found), 'review')} due on {on}.")
    return CONTENT if found else FINE


def _import_hpo(options: argparse.Namespace) -> int:
    from build_tools.importers.hpo import import_hpo
    from build_tools.importers.obo import UnreadableData

    try:
        made = import_hpo(options.obo, options.annotations, options.out)
    except UnreadableData as error:
        _complain(Report.of([error.problem]).as_text())
        return CONTENT
    print(
        f"{made.conditions:,} diseases, {made.symptoms:,} findings and {made.references:,} sources"
        f" in {places.shown(options.out)}/. Left out, for want of any finding: {made.left_out:,}."
    )
    site = places.shown(options.out / "site.json")
    print(f"Before you publish, write your address, your name and your repository into {site}.")
    print(f"Next: {_command('build', options.out)} --site-dir DIR")
    return FINE


def _schema(options: argparse.Namespace) -> int:
    from build_tools.exports.api import schema_files

    places.SCHEMAS.mkdir(parents=True, exist_ok=True)
    for name, content in schema_files(""):
        (places.SCHEMAS / name).write_bytes(content)
    print(f"Written: {places.shown(places.SCHEMAS)}/")
    return FINE


def _command(name: str, content: Path) -> str:
    """How to run the command *name* on *content*, by this very Python: another may lack what it needs."""
    python, folder = (shlex.quote(places.shown(path)) for path in (Path(sys.executable), content))
    return f"{python} -m build_tools {name} --content {folder}"


def _complain(text: str) -> None:
    print(text, file=sys.stderr)

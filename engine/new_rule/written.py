"""A new rule in the files of a rulebook: tried in a copy first, so that what is written loads and its examples hold.

In: a rules folder, a knowledge folder and a `NewRule`. Out: the places that were written. Nothing is ever written over:
entries are added at the end of files, and to the list of parts of a measure.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.file_lock import locked_folders
from wayhome.engine.inventory import FILE, read_inventory
from wayhome.engine.library import EXAMPLES, Library, load_library
from wayhome.engine.new_rule import entries
from wayhome.engine.new_rule.begun import Addition, finish, write_all
from wayhome.engine.new_rule.wanted import NewRule, checked
from wayhome.engine.rule_schema import SCHEMA_FILE, modeline, write_rule_schema
from wayhome.engine.rule_tests.cases import collect, named
from wayhome.engine.rule_tests.running import missing, run
from wayhome.engine.sources import Source, parse_yaml, read_text

NEW_FILE = "drafts"
"""The file for what stands beside nothing."""


def write_new_rule(rules: Path, knowledge: Path, wanted: NewRule) -> list[Addition]:
    """Add a rule to a rulebook, as it stands at this moment; what a run that was killed left undone is finished first.

    Returns: what was written, first of a rule that is finished only now.

    Raises:
        InputError: if the id is taken, something it names does not exist, what would be written does not load, or a file
            cannot be written; then nothing is written.
    """
    with locked_folders(rules, knowledge):
        stopped, finished = finish(rules, knowledge)
        if stopped == wanted.id:  # the same command again
            additions: list[Addition] = []
        else:
            library = load_library(rules, knowledge, with_drafts=True)
            rule = checked(library, wanted)
            additions = _additions(library, rules, knowledge, rule)
            _writable(additions)
            _try(rules, knowledge, rule, additions)
            write_all(rules, knowledge, rule.id, additions)
        if (rules / SCHEMA_FILE).exists():
            write_rule_schema(rules, load_library(rules, knowledge, with_drafts=True))
        return [*finished, *additions]


def _writable(additions: list[Addition]) -> None:
    """Raise InputError for a file of the author's that cannot be written, or made."""
    for addition in additions:
        path = addition.path
        there = next(one for one in (path, *path.parents) if one.exists())
        for one in {there, there if there.is_dir() else there.parent}:
            if not os.access(one, os.W_OK):
                raise InputError.at(str(one), "cannot be written: Permission denied", mend="ask for leave to write there")


def _additions(library: Library, rules: Path, knowledge: Path, rule: NewRule) -> list[Addition]:
    found = []
    has_passage = rule.id in library.passages
    if not has_passage and (rule.kind == "recommendation" or not rule.cites):
        rows = read_inventory(knowledge / "handbook")
        beside = _nearest(rule.id, {id_: Path(passage.place.file) for id_, passage in library.passages.items()})
        page = beside[1] if beside else knowledge / "handbook" / f"{NEW_FILE}.md"
        row = rows.get(beside[0]) if beside else None
        locator = rows[rule.id].locator if rule.id in rows else entries.LOCATOR
        if rule.id not in rows:
            written = entries.inventory_row(rule, row)
            found.append(_added_line(knowledge / "handbook" / FILE, written, "row of the inventory"))
        found.append(_added(page, entries.passage(library, rule, locator), "passage", head="# Drafts\n\n"))
    if rule.kind == "finding":
        files = {one.id: Path(one.place.file) for one in library.rulebook.findings.values() if not one.is_precondition}
        text, folder = entries.finding(library, rule), "1-context"
    else:
        files = {one.id: Path(one.place.file) for one in library.rulebook.recommendations.values()}
        text, folder = entries.recommendation(library, rule), "3-structures"
    near = _nearest(rule.id, files)
    path = near[1] if near else rules / folder / f"{NEW_FILE}.yaml"
    found.append(_added(path, text, "rule and its examples", head=f"{modeline(path, rules)}\n\n"))
    if rule.kind == "recommendation":
        found += _measure(library, rules, knowledge, rule)
    return found


def _measure(library: Library, rules: Path, knowledge: Path, rule: NewRule) -> list[Addition]:
    """The rule as a part of its measure, which may be new."""
    known = library.rulebook.measures.get(rule.measure)
    if known is not None:
        return [_with_part(Path(known.place.file), rule)]
    path = rules / "5-priorities" / "measures" / f"{NEW_FILE}.yaml"
    page = knowledge / "measures" / f"{NEW_FILE}.md"
    words = _added(page, entries.measure_words(library, rule), "wording of the measure", head="# Drafts\n\n")
    return [_added(path, entries.measure(rule), "measure", head=f"{modeline(path, rules)}\n\n"), words]


def _nearest(id_: str, files: dict[str, Path]) -> tuple[str, Path] | None:
    """What shares most parts of its id, from the first on, with the file it stands in; the last one of several."""
    parts = id_.split(".")

    def shared(other: str) -> int:
        theirs = other.split(".")
        return next((i for i, (a, b) in enumerate(zip(parts, theirs, strict=False)) if a != b), min(len(parts), len(theirs)))

    best = max(map(shared, files), default=0)
    near = [other for other in files if shared(other) == best]
    return (near[-1], files[near[-1]]) if best else None


def _added(path: Path, entry: str, what: str, head: str = "") -> Addition:
    """An entry at the end of a file, which is made if it is not there."""
    before = read_text(path).rstrip("\n") + "\n\n" if path.exists() else head
    return Addition(path, before + entry.rstrip("\n") + "\n", before.count("\n") + 1, what)


def _added_line(path: Path, line: str, what: str) -> Addition:
    before = read_text(path).rstrip("\n") + "\n"
    return Addition(path, before + line, before.count("\n") + 1, what)


def _with_part(path: Path, rule: NewRule) -> Addition:
    """The file of a measure, the rule added at the end of its `made_of`."""
    text = read_text(path)
    source = parse_yaml(text, str(path))
    place = _last_part(source, rule.measure)
    lines = text.split("\n")
    line, at = lines[place.line - 1], place.column - 1
    if line[:at].strip() == "-":  # one part a line
        lines.insert(place.line, f"{line[:at]}{rule.id}")
        return Addition(path, "\n".join(lines), place.line + 1, "part of its measure")
    end = at + len(line[at:].split(",")[0].split("]")[0].rstrip())
    lines[place.line - 1] = f"{line[:end]}, {rule.id}{line[end:]}"
    return Addition(path, "\n".join(lines), place.line, "part of its measure")


def _last_part(source: Source, measure: str) -> Place:
    assert isinstance(source.value, list)
    for i, entry in enumerate(source.value):
        if isinstance(entry, dict) and entry.get("measure") == measure:
            parts = entry["made_of"]
            assert isinstance(parts, list)
            return source.place(i, "made_of", len(parts) - 1)
    raise AssertionError(measure)


def _try(rules: Path, knowledge: Path, rule: NewRule, additions: list[Addition]) -> None:
    """Load a copy with the additions and run the examples of the rule."""
    with tempfile.TemporaryDirectory() as folder:
        copies = {rules: Path(folder) / "rules", knowledge: Path(folder) / "knowledge"}
        for original, copy in copies.items():
            shutil.copytree(original, copy, ignore=shutil.ignore_patterns(EXAMPLES, "__pycache__"))
        for addition in additions:
            original = next(one for one in copies if addition.path.is_relative_to(one))
            path = copies[original] / addition.path.relative_to(original)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(addition.text, encoding="utf-8")
        try:
            library = load_library(copies[rules], copies[knowledge], is_kept=False, with_drafts=True)
            tested = named(collect(library), rule.id)
            _, failures = run(tested, library)
        except InputError as error:
            raise InputError(_put_back(problem, copies) for problem in error.problems) from None
        faults = [*map(str, failures), *missing(tested, library)]
        if faults:
            raise InputError.at("ID", f"no rule on {rule.reads} can be begun like this: {faults[0]}")


def _put_back(problem: Problem, copies: dict[Path, Path]) -> Problem:
    """A problem of the copy, at the place where it would stand."""
    path = Path(problem.place.file)
    for original, copy in copies.items():
        if path.is_relative_to(copy):
            file = str(original / path.relative_to(copy))
            place = Place(file, problem.place.line, problem.place.column)
            return Problem(place, problem.what, problem.expected, problem.mend)
    return problem

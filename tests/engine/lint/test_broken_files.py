"""Whatever is in a file of rules or knowledge, it is read or refused with its place: never another error, never a wait."""

import copy
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.run import lint_rulebook
from wayhome.engine.lint.settings import Settings
from wayhome.engine.sources import read_yaml

from .small_rulebook import SMALL, copy_small

BROKEN = Path(__file__).with_name("broken")
YAML, MARKDOWN = sorted(BROKEN.glob("*.yaml")), sorted(BROKEN.glob("*.md"))
YAML_PLACES = [
    "rules/0-implications/broken.yaml",
    "rules/1-context/few.yaml",
    "rules/5-priorities/weights.yaml",
    "rules/6-roadmap/steps.yaml",
    "knowledge/questionnaire/02-care.yaml",
    "knowledge/questionnaire/roles.yaml",
    "knowledge/questionnaire/sectors.yaml",
    "knowledge/questionnaire/scales.yaml",
    "knowledge/wording/guards.yaml",
    "knowledge/wording/brief.yaml",
    "knowledge/wording/page.yaml",
    "knowledge/handbook/set-aside.yaml",
]
MARKDOWN_PLACES = ["knowledge/handbook/broken.md", "knowledge/measures/care.md"]
FILES = [path.relative_to(SMALL) for path in sorted(SMALL.rglob("*.yaml"))]
JUNK = [None, [], {}, 0, -1, 10**17, 1.5, True, "", "x", "a.b", "é\u202e", [[]], [None], {"": 1}, {"x": {}}, {"all": []}]
JUNK += [{"not": {}}, {"count": {"at_least": 1, "of": []}}, [{"is": "yes"}], {"any": [{"service.protection": "none"}]}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The small rulebook, of which one file at a time is another one."""
    return copy_small(tmp_path_factory.mktemp("small"))


def looked_at(folder, file, content):
    """The findings with another content of a file, each in order to be read; the file is put back."""
    path = folder / file
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        findings = lint_rulebook(folder / "rules", folder / "knowledge").findings
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    for one in findings:
        assert one.place.file.startswith(str(folder))
        assert one.message
        assert str(one).isprintable()
    return findings


def name_of(path):
    return path.name


@pytest.mark.parametrize("broken", YAML, ids=name_of)
@pytest.mark.parametrize("place", YAML_PLACES)
def test_a_broken_yaml_file_is_named_wherever_it_stands(folder, place, broken):
    findings = looked_at(folder, place, broken.read_bytes())
    assert str(folder / place) in {one.place.file for one in findings}


@pytest.mark.parametrize("broken", MARKDOWN, ids=name_of)
@pytest.mark.parametrize("place", MARKDOWN_PLACES)
def test_a_broken_page_is_named_wherever_it_stands(folder, place, broken):
    findings = looked_at(folder, place, broken.read_bytes())
    assert str(folder / place) in {one.place.file for one in findings}


@pytest.mark.parametrize("broken", YAML, ids=name_of)
def test_broken_settings_are_refused_or_say_nothing(folder, broken):
    path = folder / "rules" / "lint.yaml"
    path.write_bytes(broken.read_bytes())
    try:
        with pytest.raises(InputError) as error:
            Settings(folder / "rules")
        assert all(problem.place.file == str(path) for problem in error.value.problems)
    finally:
        path.unlink()


@pytest.mark.parametrize("content", [b"", b"\0", b"id\n", b'"', b"\xff", b"a,b\n" * 50_000, b'"' + b"x" * 200_000])
def test_a_broken_inventory_is_named(folder, content):
    findings = looked_at(folder, "knowledge/handbook/inventory.csv", content)
    assert findings
    assert findings[0].place.file.endswith("inventory.csv")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("rules/1-context/few.yaml", "- a\n" * 120_000),
        (
            "rules/1-context/few.yaml",
            "".join(f"- guard: g{i}\n  unless: {{service.protektion: none}}\n" for i in range(9_000)),
        ),
        ("rules/1-context/few.yaml", "x" * 2_100_000),
        ("rules/1-context/few.yaml", f"- gard: {'x' * 1_000_000}\n"),
        ("knowledge/questionnaire/scales.yaml", f"- scale: x\n  title: x\n  levels: [{'{level: a},' * 20_000}]\n"),
        ("knowledge/questionnaire/roles.yaml", "".join(f"- {{role: r{i}}}\n" for i in range(11_000))),
        ("knowledge/handbook/small.md", "# A\n\n" + "## B\n`a.b`\n\nx\n\n" * 40_000),
        ("knowledge/handbook/small.md", "x" * 2_100_000),
    ],
    ids=["values", "faults", "bytes", "scalar", "levels", "entries", "page", "page-bytes"],
)
def test_a_file_of_any_length_is_refused_soon(folder, file, content):
    findings = looked_at(folder, file, content.encode())
    assert str(folder / file) in {one.place.file for one in findings}
    assert len(findings) < 1000


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_the_files_of_other_systems_are_the_same_rulebook(tmp_path, ends):
    copy_small(tmp_path)
    before = load_library(tmp_path / "rules", tmp_path / "knowledge")
    for path in tmp_path.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("\n", ends)
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    after = load_library(tmp_path / "rules", tmp_path / "knowledge")
    assert (after.rulebook, after.questionnaire.facts, after.passages) == (
        before.rulebook,
        before.questionnaire.facts,
        before.passages,
    )


@pytest.mark.parametrize("made", ["folder", "dangling link", "loop", "pipe"])
def test_what_is_no_file_is_named(folder, made):
    path = folder / "rules" / "1-context" / "zz.yaml"
    if made == "folder":
        path.mkdir()
    elif made == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path if made == "loop" else "nowhere.yaml")
    try:
        findings = lint_rulebook(folder / "rules", folder / "knowledge").findings
        assert [one.place.file for one in findings] == [str(path)]
    finally:
        path.rmdir() if made == "folder" else path.unlink()


@pytest.mark.parametrize("name", ["questionnaire", "handbook", "measures", "wording"])
def test_a_knowledge_folder_without_a_part_is_refused(tmp_path, name):
    copy_small(tmp_path)
    (tmp_path / "knowledge" / name).rename(tmp_path / "elsewhere")
    linted = lint_rulebook(tmp_path / "rules", tmp_path / "knowledge")
    assert linted.errors
    assert not linted.is_whole


def paths_in(value, path=()):
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from paths_in(part, (*path, key))


TREES = {file: read_yaml(SMALL / file).value for file in FILES}
SPOTS = [(file, path) for file, tree in TREES.items() for path in paths_in(tree)]


def changed(tree, path, how, junk):
    """A tree in which one value is another one, is gone, has another key or stands twice."""
    if not path:
        return junk
    tree = copy.deepcopy(tree)
    holder = tree
    for key in path[:-1]:
        holder = holder[key]
    if how == "value":
        holder[path[-1]] = junk
    elif how == "key" and isinstance(holder, dict):
        holder[json.dumps(junk)] = holder.pop(path[-1])
    elif how == "twice" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[path[-1]]))
    else:
        del holder[path[-1]]
    return tree


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SPOTS), st.sampled_from(["value", "value", "key", "twice", "gone"]), st.sampled_from(JUNK)
        ),
        min_size=1,
        max_size=2,
    )
)
def test_a_wrong_value_at_any_place_is_read_or_refused_with_its_place(folder, changes):
    trees = {}
    for (file, path), how, junk in changes:
        if file not in trees:
            trees[file] = changed(TREES[file], path, how, junk)
    (first, tree), *others = trees.items()
    before = {file: (folder / file).read_bytes() for file, _ in others}
    try:
        for file, other in others:
            (folder / file).write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
        looked_at(folder, first, json.dumps(tree, ensure_ascii=False).encode())
    finally:
        for file, text in before.items():
            (folder / file).write_bytes(text)


TEXTS = {path.relative_to(SMALL): path.read_bytes() for path in sorted(SMALL.rglob("*.*")) if path.is_file()}
BYTES = st.sampled_from(
    [b"", b"\0", b"\xff", b"\t", b"\r", b"{", b"]", b": ", b"- ", b"&a ", b"*a", b"!!x ", b'"', b"'", b"#"]
)
BYTES |= st.sampled_from(
    [b"```", b"## ", b"`", b"**any:** ", b"|", b">", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"{x}", b"\n---\n"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*TEXTS]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), BYTES), min_size=1, max_size=3))
def test_bytes_lost_or_put_in_anywhere_are_read_or_refused_with_their_place(folder, file, changes):
    content = TEXTS[file]
    for share, lost, put_in in changes:
        at = int(share * len(content))
        content = content[:at] + put_in + content[at + lost :]
    looked_at(folder, file, content)


def test_the_corpus_holds_what_people_and_machines_break():
    assert len(YAML) > 30
    assert len(MARKDOWN) > 20
    assert shipped("rules").is_dir()

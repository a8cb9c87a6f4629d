"""Wayhome under attack: hostile words, broken rules, no permissions, no network, and processes that die or collide."""

import ctypes
import dataclasses
import itertools
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

import wayhome.engine.double_entry
from wayhome.engine.api import LoadedProfile, advise
from wayhome.engine.brief.tree import plain
from wayhome.engine.compile import compile_rulebook, facts_over_lists
from wayhome.engine.crosscheck import problems_between
from wayhome.engine.errors import InputError
from wayhome.engine.handbook import load_handbook
from wayhome.engine.library import Compiled, load_library, shipped
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.questionnaire_reader import load_questionnaire
from wayhome.engine.rulebook_reader.whole import load_rulebook
from wayhome.engine.wording import load_wording

PROGRAM = str(Path(sys.executable).with_name("wayhome"))
LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
MINIMAL = "wayhome: 1\ncountry: GHA\nanswers:\n  sop.use: on-paper\n"


def loaded(text):
    return LoadedProfile(check_profile(text, "p.yaml", QUESTIONNAIRE), LIBRARY)


# words that want to be more than words

MARKUP = [
    "# MARK heading",
    "MARK\n\n# second\n\n- third\n\n<div>",
    "- MARK",
    "1. MARK",
    "> MARK",
    "    MARK",
    "``` MARK",
    "MARK | a | b |",
    "|MARK|\n|-|",
    "MARK --- ***",
    "*MARK* **MARK** _MARK_ ~~MARK~~ `MARK`",
    "[MARK](https://example.org) ![MARK](x.png) [MARK][a]",
    "<script>MARK</script> <!-- --> &lt;",
    "https://example.org/MARK www.example.org MARK@example.org @MARK",
    "[^1] [^MARK]: note",
    "$MARK$ {MARK} {{MARK}} **{place}**",
    "MARK\u202e\u2066 \x07\x1b[31m",
    "MARK: «é» ’ – وزارة الداخلية | # ١٢",
    "=SUM(A1) MARK \\",
    "---\nMARK: 1\n---",
]
# Every place where a person types freely.
HOSTILE = """\
wayhome: 1
country: GHA
name: @
title: @
for: @
prepared_by: @
basis: @
date: 2026-05
sources:
  one: {title: @, address: @}
  "two | [b](c) *": {title: @, address: @, date: 2020}
answers:
  frame.actors: {answer: {migration-lead: @, ministry-labour: @, ministry-finance: @, local-government: @}}
  frame.openings: {answer: {budget: {date: 2026-07, title: @}, labour: {date: undated, title: @}}, evidence: @, source: one}
  frame.areas: {answer: [@, @]}
  frame.start-horizon: {answer: {start: 2026-06, months: 6}}
  returns.number: {answer: 12000, year: 2025, counted: all, evidence: @, source: one}
  sop.use: {answer: on-paper, evidence: @, source: [one, "two | [b](c) *"]}
  lead.body: {answer: informal, evidence: @, source: "two | [b](c) *"}
  political.act: {answer: written-instruction, evidence: @}
  referral.use: {answer: contested, voices: [{value: none, who: @}, {value: patchy, who: @}], evidence: @}
  service.employment: {answer: closed, evidence: @}
  policy.reintegration: {answer: adopted, evidence: @}
"""
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
for plugin in (footnote_plugin, front_matter_plugin, gfm_autolink_plugin):
    PARSER.use(plugin)


def brief_of(typed, edition="draft"):
    return advise(loaded(HOSTILE.replace("@", json.dumps(typed, ensure_ascii=True))), edition=edition).to_markdown()


def skeleton(tokens):
    """What a page is made of, but for the words."""
    found = []
    for token in tokens:
        found.append((token.type, token.tag))
        words = ("text", "text_special", "code_inline")
        found += [child.type for child in token.children or () if child.type not in words]
    return found


@pytest.fixture(scope="module", params=["draft", "confidential"])
def edition(request):
    return request.param, PARSER.parse(brief_of("MARK words", request.param))


@pytest.mark.parametrize("typed", MARKUP, ids=lambda typed: repr(typed)[:30])
def test_whatever_people_type_the_page_is_made_of_the_same_parts(edition, typed):
    name, benign = edition
    tokens = PARSER.parse(brief_of(typed, name))
    assert skeleton(tokens) == skeleton(benign)
    types = {part if isinstance(part, str) else part[0] for part in skeleton(tokens)}
    for kind in ("link_open", "image", "html_inline", "html_block", "em_open", "s_open"):
        assert kind not in types
    seen = [
        re.sub(" +", " ", "".join(child.content for child in token.children)) for token in tokens if token.type == "inline"
    ]
    assert sum(plain(typed).text in words for words in seen) >= 10, "the characters are all there"


def test_hostile_words_are_whole_in_json_and_in_explanations():
    from wayhome.engine.explain_text.compose import explain

    typed = "# MARK\n\n<b>\u202e\x1b[31m | é"
    found = advise(loaded(HOSTILE.replace("@", json.dumps(typed))))
    assert json.loads(found.to_json())["profile"]["answers"]["sop.use"]["evidence"] == typed
    explained = explain(found.advice, "procedures")
    assert "MARK" in explained.to_text()
    for control in ("\u202e", "\x1b", "<b>\n"):
        assert control not in explained.to_text()
    assert "html_inline" not in str(skeleton(PARSER.parse(explained.to_markdown())))


# any profile that can be written


def answers():
    """A strategy for valid answers to any questions."""
    found = {}
    for id_, question in QUESTIONNAIRE.questions.items():
        rows = question.grid or question.dates
        kinds = st.sampled_from(["nobody-knows", "withheld", "not-asked"])

        def one_of(values, kinds=kinds):
            return kinds | st.lists(st.sampled_from(values), min_size=1, max_size=3)

        if question.kind in ("scale", "values"):
            answer = one_of(QUESTIONNAIRE.facts[id_].domain.values)
        elif question.kind == "options":
            answer = kinds | st.dictionaries(st.sampled_from([*question.options, "rest"]), one_of(YES_NO))
        elif question.kind == "grid":
            answer = st.dictionaries(st.sampled_from(list(rows.rows)), one_of(list(question.grid.values)))
        elif question.kind == "number":
            answer = kinds | st.integers(0, 10**9)
        elif question.kind == "dates":
            date = st.sampled_from(["undated", "none-planned", "2026", "2026-09", "2031-01-01", 1999])
            answer = st.dictionaries(
                st.sampled_from(list(rows.rows)),
                date | st.fixed_dictionaries({"date": date, "title": st.sampled_from(["the budget", "| قانون"])}),
            )
        elif question.kind == "names":
            answer = st.dictionaries(
                st.sampled_from(QUESTIONNAIRE.actor_roles), kinds | st.sampled_from(["none", "Ein Amt"])
            )
        elif question.kind == "period":
            answer = st.fixed_dictionaries(
                {}, optional={"start": st.sampled_from(["2026", "2026-07"]), "months": st.integers(1, 240)}
            )
        elif question.repeat:
            asked = {name: one_of(list(field.values)) for name, field in question.repeat.fields.items()}
            body = st.fixed_dictionaries({"name": st.sampled_from(["Ein Amt", "| قانون"])}, optional=asked)
            answer = kinds | st.dictionaries(st.sampled_from(["a", "b-2"]), body)
        else:
            answer = st.lists(st.sampled_from(["GH-AA", "a place"]))
        beside = {
            qualifier.qualifier: st.sampled_from(["2019", "2026-11", "2040", "withheld"])
            if qualifier.dates
            else one_of(list(qualifier.values))
            for qualifier in QUESTIONNAIRE.qualifiers_of(question)
        }
        beside |= {
            "evidence": st.just("Something was seen"),
            "source": st.just("s"),
            "date": st.sampled_from(["2010", "2026-05"]),
        }
        found[id_] = st.fixed_dictionaries({"answer": answer}, optional=beside)
    return st.fixed_dictionaries({}, optional=found)


@pytest.mark.slow
@given(answers(), st.sampled_from(["draft", "adviser", "confidential"]), st.sampled_from([None, "2026-05"]))
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_valid_profile_gives_a_brief_in_any_edition(given, edition, date):
    profile = {"wayhome": 1, "country": "GHA", "date": date, "sources": {"s": {"title": "a source"}}, "answers": given}
    advised = advise(loaded(json.dumps(profile)), edition=edition)
    tokens = PARSER.parse(advised.to_markdown())
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    assert json.loads(advised.to_json())["measures"]


# any rules and passages

RULE_FILES = [path for path in sorted(shipped("rules").rglob("*.yaml")) if not path.name.endswith(".cases.yaml")]
PAGES = sorted([*(shipped("knowledge") / "handbook").glob("*.md"), *(shipped("knowledge") / "measures").glob("*.md")])
SECTIONS = sorted((shipped("knowledge") / "questionnaire").glob("*.yaml"))
JUNK = [
    "",
    " ",
    "\n",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "#",
    "&a ",
    "*a",
    "!t ",
    "yes",
    "none",
    "-1",
    "1e9",
    "{}",
    "[]",
    "\t",
]
JUNK += [
    "is: ",
    "when: {}",
    "any: []",
    "  ",
    "nul\0l",
    "é",
    "|",
    "**any:** x",
    "`a.b`",
    "## x\n",
    "- Locator: x\n",
    "```tip\n",
    "{slot}",
]


def mutated(text, random_):
    """The text with a few lines, words or characters lost, doubled, moved or replaced."""
    for _ in range(random_.randint(1, 3)):
        parts = re.split(random_.choice([r"(\n)", r"(\W)", r"()"]), text)
        i, j = random_.randrange(len(parts)), random_.randrange(len(parts))
        match random_.randrange(4):
            case 0:
                parts[i] = ""
            case 1:
                parts[i] = random_.choice(JUNK)
            case 2:
                parts[i] += parts[j]
            case _:
                parts[i], parts[j] = parts[j], parts[i]
        text = "".join(parts)
    return text


def read_again(rules, knowledge, changed):
    """What `load_library` does, without what did not change and without the rule engine, which takes long to set up."""
    parts = {"questionnaire": LIBRARY.questionnaire, "passages": LIBRARY.passages, "wording": LIBRARY.wording}
    if "questionnaire" in changed.parts:
        parts["questionnaire"] = load_questionnaire(knowledge / "questionnaire")
    elif "knowledge" in changed.parts:
        parts |= {"passages": load_handbook(knowledge / "handbook"), "wording": load_wording(knowledge)}
    rulebook = load_rulebook(rules, parts["questionnaire"], parts["passages"])
    problems = [*problems_between(rulebook, parts["passages"], parts["wording"])]
    if problems:
        raise InputError(problems)
    parts["questionnaire"].facts.update(facts_over_lists(rulebook, parts["questionnaire"]))
    program = compile_rulebook(rulebook, parts["questionnaire"])
    return dataclasses.replace(LIBRARY, rulebook=rulebook, country=Compiled(program, ()), **parts)


@pytest.mark.slow
@pytest.mark.parametrize("paths", [RULE_FILES, SECTIONS, PAGES], ids=["rules", "sections", "pages"])
def test_a_mutated_file_is_read_or_refused_with_its_place(tmp_path, paths, monkeypatch):
    monkeypatch.setattr(wayhome.engine.double_entry, "is_available", lambda: False)
    folders = {name: tmp_path / name for name in ("rules", "knowledge")}
    for name, folder in folders.items():
        shutil.copytree(shipped(name), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    random_ = random.Random(1)
    refused = 0
    for path in paths:
        copy = next(
            folder / path.relative_to(shipped(name)) for name, folder in folders.items() if shipped(name) in path.parents
        )
        text = path.read_text(encoding="utf-8")
        copy.write_text(mutated(text, random_), encoding="utf-8")
        try:
            library = read_again(**folders, changed=copy)
            advise(LoadedProfile(check_profile(MINIMAL, "p.yaml", library.questionnaire), library)).to_markdown()
        except InputError as error:
            refused += all(problem.place.file and problem.what for problem in error.problems)
        finally:
            copy.write_text(text, encoding="utf-8")
    assert refused


# permissions, machines, processes

needs_unix = pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs a Unix")
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")


def mortal():
    """Let even the superuser's process respect the permissions of files."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):  # to override, and to read and search
            libc.prctl(24, capability, 0, 0, 0)


def run_wayhome(*args, folder, **options):
    options = {"capture_output": True, "text": True, "timeout": 60, "check": False, **options}
    return subprocess.run([PROGRAM, *map(str, args)], cwd=folder, **options)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "p.yaml").write_text(MINIMAL)
    return tmp_path


@needs_linux
def test_without_permission_nothing_is_read_written_or_lost(folder):
    (folder / "closed.yaml").write_text(MINIMAL)
    (folder / "closed.yaml").chmod(0)
    (folder / "locked").mkdir(mode=0o500)
    (folder / "kept.md").write_text("old")
    (folder / "kept.md").chmod(0o400)
    for args, what in (
        (["closed.yaml"], "closed.yaml: cannot be read: Permission denied\n"),
        (["p.yaml", "-o", "locked/b.md"], "locked/b.md: cannot be written: Permission denied\n"),
        (["p.yaml", "-o", "kept.md"], "kept.md: cannot be written: Permission denied\n"),
        (["p.yaml", "--weights", "closed.yaml"], "closed.yaml: cannot be read: Permission denied\n"),
    ):
        run = run_wayhome("advise", *args, folder=folder, preexec_fn=mortal)
        assert (run.returncode, run.stdout, run.stderr) == (1, "", what)
    assert (folder / "kept.md").read_text() == "old"
    assert list((folder / "locked").iterdir()) == []


@needs_linux
def test_a_cache_folder_that_cannot_be_used_is_no_trouble(folder):
    (folder / "cache").mkdir(mode=0o500)
    run = run_wayhome("advise", "p.yaml", folder=folder, preexec_fn=mortal, env={"XDG_CACHE_HOME": str(folder / "cache")})
    assert (run.returncode, run.stderr) == (0, "")
    assert list((folder / "cache").iterdir()) == []


def test_no_network_is_needed_or_used(folder):
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('the network was used')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from wayhome.cli.main import main\n"
        "main(['advise', 'p.yaml'])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_many_at_once_from_an_empty_cache_all_write_the_same_brief(folder):
    environment = {"XDG_CACHE_HOME": str(folder / "cache")}
    running = [
        subprocess.Popen([PROGRAM, "advise", "p.yaml", "-o", name], cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        for name in ("one.md", "one.md", "two.md", "one.md")
    ]
    assert [process.wait(60) for process in running] == [0] * 4
    assert (folder / "one.md").read_bytes() == (folder / "two.md").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["cache", "one.md", "p.yaml", "two.md"]
    assert [path.suffix for path in (folder / "cache" / "wayhome").iterdir()] == [".pickle"]


@needs_unix
def test_a_program_killed_at_any_moment_leaves_the_old_brief_or_the_new(folder):
    brief = folder / "b.md"
    assert run_wayhome("advise", "p.yaml", "-o", "b.md", folder=folder).returncode == 0
    new = brief.read_text(encoding="utf-8")
    started = time.monotonic()
    assert run_wayhome("advise", "p.yaml", "-o", "b.md", folder=folder).returncode == 0
    whole = time.monotonic() - started
    seen = set()
    for delay in (whole * share for share in (0.3, 0.6, 0.75, 0.85, 0.95)):
        brief.write_text("old")
        process = subprocess.Popen([PROGRAM, "advise", "p.yaml", "-o", "b.md"], cwd=folder, stdout=subprocess.DEVNULL)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        text = brief.read_text(encoding="utf-8")
        assert text in ("old", new)
        seen.add(text)
    assert "old" in seen, "at least once it was killed before it had written"
    assert (folder / "p.yaml").read_text() == MINIMAL


def test_two_profiles_made_at_once_under_one_name_do_not_overwrite_each_other(folder):
    running = [
        subprocess.Popen(
            [PROGRAM, "new", code, "-o", "n.yaml"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for code in ("GHA", "CIV")
    ]
    errors = [process.communicate(timeout=60)[1] for process in running]
    statuses = [process.returncode for process in running]
    assert sorted(statuses) == [0, 1]
    assert b"the file exists" in errors[statuses.index(1)]
    assert f"country: {('GHA', 'CIV')[statuses.index(0)]}\n" in (folder / "n.yaml").read_text()
    assert sorted(path.name for path in folder.iterdir()) == ["n.yaml", "p.yaml", "wayhome-profile.schema.json"]


def test_the_order_of_a_map_and_of_hashes_changes_no_byte(folder):
    lines = "".join(
        f"  {id_}: nobody-knows\n" for id_, q in QUESTIONNAIRE.questions.items() if q.kind == "scale"
    ).splitlines()
    text = "wayhome: 1\ncountry: GHA\nanswers:\n"
    bodies = []
    for order, seed in itertools.product((lines, lines[::-1]), ("1", "2")):
        (folder / "q.yaml").write_text(text + "\n".join(order))
        run = run_wayhome("advise", "q.yaml", folder=folder, env={**os.environ, "PYTHONHASHSEED": seed})
        assert run.returncode == 0
        bodies.append(re.sub("profile-sha256: .*", "", run.stdout))
    assert len(set(bodies)) == 1

"""What the documents show is so: commands run, options exist, excerpts are real, links lead somewhere."""

import glob
import re
import shlex
import shutil
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from wayhome import advise, load_profile
from wayhome.cli.main import main
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.rulebook import CRITERIA

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "writing-profiles.md"
MADE = ROOT / "docs" / "rulebook"  # by a command: tests/engine/rule_site follows its links
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *(path for path in sorted((ROOT / "docs").rglob("*.md")) if MADE not in path.parents),
]
FOLLOWED = ROOT / "docs" / "writing-rules.md"  # command by command, in tests/test_writing_rules.py
RUN_HERE = [path for path in DOCUMENTS if path != FOLLOWED]
CUT = "…"
BEYOND_OURS = {"|", ">", ">>", "&&", ";"}
WAYS_OF_HELP = {"--help", "-h"}


def name_of(path):
    return str(path.relative_to(ROOT))


def read(path):
    return path.read_text(encoding="utf-8")


def fences(path, *kinds):
    """The fenced blocks of a document, those of these kinds if any are named."""
    tokens = MarkdownIt("commonmark").parse(read(path))
    return [token.content for token in tokens if token.type == "fence" and (not kinds or token.info.strip() in kinds)]


def commands_in(text):
    """The arguments of each line that runs wayhome, without prompt, comment and what the shell does with the output."""
    for line in text.splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True) if re.match(r"\s*(\$ )?wayhome ", line) else []
        if words:
            end = next((i for i, word in enumerate(words) if word in BEYOND_OURS), len(words))
            yield words[1:end]


def all_commands(group=main, path=()):
    """Every command a person can call, with the words that call it."""
    for word in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), word)
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, word))
        else:
            yield (*path, word), command


COMMANDS = dict(all_commands())


def parsed(args):
    """The command these arguments call, once click has accepted every option; raises UsageError."""
    command, words = main, list(args)
    while isinstance(command, click.Group):
        assert words, "a group needs a command"
        if words[0] in {*WAYS_OF_HELP, "--version"}:
            return command
        word = words.pop(0)
        command = command.get_command(click.Context(command), word)
        assert command is not None, f"there is no command {word!r}"
    if not WAYS_OF_HELP & set(words):
        command.make_context(command.name, words)
    return command


def folded(text):
    return " ".join(text.split())


def pieces(text):
    """What stands between the cuts of an excerpt, as words, so that line breaks do not matter."""
    return [folded(piece) for piece in text.split(CUT) if piece.strip()]


PROFILE = "wayhome: 1\ncountry: GHA\nprepared_by: {who}\nanswers:\n  service.health: {level}\n"
EXPORT = (
    "about/about_body;about/about_date;together/sop_use;_id\n"
    "ministry-health;2026-05;on-paper;1\n"
    "organisations;2026-05;on-paper;2\n"
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder as the documents assume it: rules and knowledge to change, weights, colleagues' profiles, answers."""
    for name in ("rules", "knowledge"):
        shutil.copytree(ROOT / name, tmp_path / name)
        shutil.copytree(ROOT / name, tmp_path / f"my-{name}")
    (tmp_path / "unit.yaml").write_text(PROFILE.format(who="migration unit", level="patchy"), encoding="utf-8")
    (tmp_path / "health.yaml").write_text(PROFILE.format(who="ministry of health", level="closed"), encoding="utf-8")
    for name in ("finance", "labour"):
        (tmp_path / f"{name}.yaml").write_text("".join(f"{criterion}: 1\n" for criterion in CRITERIA), encoding="utf-8")
    (tmp_path / "answers.csv").write_text(EXPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def run(args):
    """Call the program as a shell would, which puts names of files in the place of `*`."""
    words = [name for word in args for name in (sorted(glob.glob(word)) if "*" in word else [word])]  # noqa: PTH207
    return CliRunner().invoke(main, words, prog_name="wayhome")


@pytest.mark.parametrize("document", RUN_HERE, ids=name_of)
def test_every_command_shown_runs_in_the_order_shown(document, desk):
    for block in fences(document):
        for args in commands_in(block):
            shown = f"wayhome {shlex.join(args)}"
            try:
                parsed(args)
            except click.UsageError as error:
                pytest.fail(f"{name_of(document)}: {shown}: {error.format_message()}")
            result = run(args)
            assert result.exit_code == 0, f"{name_of(document)}: {shown}\n{result.output}"


@pytest.mark.parametrize("document", RUN_HERE, ids=name_of)
def test_output_shown_below_a_command_is_what_it_prints(document, desk):
    for block in fences(document, "console"):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = example.partition("\n")
            (args,) = commands_in(line)
            printed = folded(run(args).output)
            for piece in pieces(shown):
                assert piece in printed, f"{name_of(document)}: `{line}` does not print this; refresh it:\n{piece}"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_shown_in_the_readme(words):
    shown = [args for block in fences(README) for args in commands_in(block)]
    assert any(tuple(args[: len(words)]) == words for args in shown), f"README.md does not show `wayhome {' '.join(words)}`"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example(words):
    result = run([*words, "--help"])
    assert result.exit_code == 0
    assert all(option.help for option in COMMANDS[words].params if isinstance(option, click.Option)), (
        "an option without help"
    )
    assert "\\b" not in result.output, "a paragraph mark of click is printed as text"
    examples = list(commands_in(result.output))
    assert any(tuple(args[: len(words)]) == words for args in examples)
    for args in examples:
        parsed(args)


def test_the_help_of_wayhome_itself_shows_commands_that_exist():
    examples = list(commands_in(re.sub(r"(?<=\S) {4,}.*", "", run(["--help"]).output)))
    assert examples
    for args in examples:
        parsed(args)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document):
    tokens = [child for token in MarkdownIt("commonmark").parse(read(document)) for child in token.children or ()]
    for token in tokens:
        if token.type == "link_open" and "://" not in (target := unquote(str(token.attrs["href"]))):
            path, _, anchor = target.partition("#")
            linked = (document.parent / path).resolve() if path else document
            assert linked.is_relative_to(ROOT), f"{name_of(document)}: {target} leaves the repository"
            assert linked.exists(), f"{name_of(document)}: {target} leads nowhere"
            assert not anchor or anchor in anchors(linked), f"{name_of(document)}: {target} names no heading"


def anchors(path):
    headings = re.findall(r"^#+ (.+)$", read(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_files_named_in_backticks_exist(document):
    named = re.findall(r"`((?:rules|knowledge|engine|cli|tests|docs|benchmarks)/[\w./-]+)`", read(document))
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing, f"{name_of(document)} names what does not exist: {', '.join(missing)}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_excerpts_of_files_stand_in_those_files(document):
    for block in fences(document, "yaml"):
        first, _, shown = block.partition("\n")
        if match := re.fullmatch(r"# ((?:rules|knowledge)/\S+)", first):
            whole = folded(read(ROOT / match[1]))
            for piece in pieces(shown):
                assert piece in whole, f"{name_of(document)}: {match[1]} does not hold this; refresh it:\n{piece}"


def test_the_brief_in_the_readme_is_an_excerpt_of_a_real_one():
    quoted = [line.removeprefix("> ") for line in read(README).splitlines() if line.startswith(("> ", "[^"))]
    brief = advise(load_profile("example:gha-2021")).to_markdown().splitlines()
    assert quoted
    for line in quoted:
        assert line == CUT or line in brief, f"README.md quotes what the brief no longer says; refresh it:\n{line}"


def test_the_python_in_the_readme_runs(capsys):
    (snippet,) = fences(README, "python")
    exec(compile(snippet, str(README), "exec"), {})
    assert capsys.readouterr().out == advise(load_profile("example:civ")).to_markdown() + "\n"


def test_the_guide_to_profiles_shows_valid_answers():
    library = load_library()
    head, *answers = fences(GUIDE, "yaml")
    check_profile(head, "the head", library.questionnaire)
    head = head[: head.index("answers:")] + "answers:\n"
    for block in answers:
        try:
            profile = check_profile(head + block, "the guide", library.questionnaire)
        except InputError as error:
            pytest.fail(f"{error}\n{block}")
        assert profile.answers


def test_the_documents_speak_of_every_kind_of_not_knowing():
    from wayhome.engine.questionnaire import NotKnown

    assert {f"`{kind}`" for kind in NotKnown} <= set(re.findall(r"`[a-z-]+`", read(GUIDE)))

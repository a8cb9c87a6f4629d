"""`wayhome rules test`: the examples of the rules, what they leave untried, and the faults they would miss."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wayhome.cli.common import faults_of_reading, library_options, load_library, write

FORMAT = "For people, or for programs."


@click.command()
@click.argument("path", default="", metavar="[PATH]")
@click.option("-k", "word", default="", metavar="WORD", help="Only rules with this in their id, or examples in their name.")
@click.option("--coverage", is_flag=True, help="Does each test in each condition come out true, false and unknown?")
@click.option("--mutate", is_flag=True, help="Put small faults into the rules: which of them would no example notice?")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help=FORMAT)
@library_options
def test(
    path: str,
    word: str,
    coverage: bool,
    mutate: bool,
    format_: str,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Run the examples of the rules in PATH, a file or folder of the rulebook, or of all; each is concluded twice.

    Examples stand in the rule files and in files `*.cases.yaml` beside them; those of questions that are asked under a
    condition stand beside the questionnaire. What is missing is printed ready to paste.
    Status 1 if one does not hold, a test is left untried, or fewer than 95 of 100 faults would be noticed.
    Of a rulebook that cannot be read, JSON holds what `wayhome rules lint` says.

    \b
    Examples:
      wayhome rules test
      wayhome rules test 3-structures/policy.yaml --coverage
      wayhome rules test -k referral --mutate --rulebook my-rules
    """
    from wayhome.engine.rule_tests.examine import examine
    from wayhome.engine.rule_tests.report import is_good, json_of, problems, text_of

    with faults_of_reading(format_):
        library = load_library(rulebook, knowledge, with_drafts=True)
        report = examine(library, path, word, with_coverage=coverage, with_mutants=mutate)
    if format_ == "json":
        write(json.dumps(json_of(report), indent=2, ensure_ascii=False) + "\n", "-")
    else:
        for message in problems(report):
            click.echo(message, err=True)
        for line in text_of(report):
            click.echo(line)
    if not is_good(report):
        raise SystemExit(1)

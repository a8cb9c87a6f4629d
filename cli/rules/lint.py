"""`wayhome rules lint`: what is wrong with a rulebook, and what looks wrong."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, faults_of_reading, library_options, write


@click.command()
@click.argument("folder", type=PATH, required=False, metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print.")
@click.option("--severity", multiple=True, metavar="CODE=S", help="What a code weighs: error, warning or off.")
@click.option("--explain", metavar="CODE", help="Say what a code means, with a wrong and a right example.")
@click.option("--pages", type=PATH, metavar="DIR", help="Write the page of every code into a folder.")
@library_options
def lint(
    folder: Path | None,
    form: str,
    severity: tuple[str, ...],
    explain: str | None,
    pages: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Check the rules in DIR (or --rulebook; those shipped, if neither is given) and the knowledge; status 1 on an error.

    A finding is a line `file:line:column: CODE message`. What a code weighs can be changed for good in DIR/lint.yaml, where
    also stands, with a reason, what is right for a rulebook all the same; `what` is a part of the message, and says which of
    several faults of a rule is meant. What keeps a rulebook from being read is always told.

    \b
      severity: {too-long: off}
      accepted:
        - code: before-what-it-needs
          about: mobility
          what: after abroad.committee
          why: a step is a shelf and no date

    \b
    Examples:
      wayhome rules lint
      wayhome rules lint my-rules --knowledge my-knowledge
      wayhome rules lint my-rules --severity too-long=off --format github
      wayhome rules lint --explain never-true
    """
    from wayhome.engine.lint.codes import code_named
    from wayhome.engine.lint.pages import page_of, write_pages
    from wayhome.engine.lint.report import FORMATS
    from wayhome.engine.lint.run import lint_rulebook
    from wayhome.engine.lint.settings import severities_of

    if folder and rulebook:
        raise click.UsageError("give the rules as DIR or with --rulebook, not both")
    if explain:
        write(page_of(code_named(explain)), "-")
    elif pages:
        click.echo(f"Written: {write_pages(pages)} pages in {pages}")
    else:
        severities = severities_of(severity)
        with faults_of_reading(form):
            linted = lint_rulebook(folder or rulebook, knowledge, severities)
        write(FORMATS[form](linted), "-")
        if linted.errors:
            raise SystemExit(1)

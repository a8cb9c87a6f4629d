"""`wayhome review open`: the forms for a review."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, library_options
from wayhome.cli.review.options import log_option, phrases_of


@click.command("open")
@click.argument("profile")
@click.option("-o", "--output", type=PATH, required=True, metavar="DIR", help="The folder for the forms.")
@click.option("--ministry", "ministries", multiple=True, metavar="BODY", help="Only this body, by role or name. Repeatable.")
@click.option("--deadline", default="", metavar="DAY", help="The day by which to answer, such as 2026-06-30.")
@click.option("--only", type=click.Choice(["xlsx", "md"]), help="Workbooks or Markdown alone; both if not given.")
@click.option("--date", metavar="D", help="The day of the brief; the profile's date if not given.")
@click.option("--force", is_flag=True, help="Overwrite forms that exist.")
@log_option
@library_options
def open_forms(
    profile: str,
    output: Path,
    ministries: tuple[str, ...],
    deadline: str,
    only: str | None,
    date: str | None,
    force: bool,
    log: Path,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Make a form for each body that the brief on PROFILE concerns: a workbook, and Markdown for those who prefer text.

    A body sees what it would lead and where it would take part, never what is for the adviser alone. The log notes who was
    asked what, until when. What has no answer by then is recorded as no answer, never as consent.

    \b
    Examples:
      wayhome review open ghana.yaml -o forms --deadline 2026-06-30
      wayhome review open ghana.yaml -o forms --ministry ministry-labour --ministry ministry-finance
    """
    from wayhome.engine.review.opening import KINDS, open_review

    kinds = tuple(kind for kind in KINDS if only in (None, kind))
    phrases = phrases_of(profile, rulebook, knowledge, date)
    opened = open_review(phrases, output, log, named=ministries, deadline=deadline, kinds=kinds, replace=force)
    if opened.mended:
        click.echo(f"Note: {opened.mended}.", err=True)
    for one in opened.forms:
        count = len(one.form.content.rows)
        files = " and ".join(str(path) for path in one.files)
        click.echo(f"{one.form.content.name}: {count} {'action' if count == 1 else 'actions'}: {files}")
    if opened.asked_elsewhere:
        told = f"{opened.asked_elsewhere} {'action' if opened.asked_elsewhere == 1 else 'actions'}"
        click.echo(f"In no form: {told} that only the national level can decide. The brief lists them, to be passed on.")
    click.echo(f"\nNoted in {log}: who was asked what{f', until {deadline}' if deadline else ''}.")
    click.echo(f"When a form comes back: wayhome review record {opened.forms[0].files[0]} --log {log}")

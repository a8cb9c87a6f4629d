"""`wayhome review record`: forms that came back, into the log."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, library_options, load_library
from wayhome.cli.review.options import keys_in, log_option, sign_option, signer_of


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--all-or-nothing", is_flag=True, help="Record nothing if anything is refused.")
@sign_option
@click.option("--keys", type=PATH, metavar="FILE", help="Whose key is whose; a body named there signs with its own.")
@click.option("--date", metavar="D", help="Today: answers dated later are refused.")
@log_option
@library_options
def record(
    files: tuple[Path, ...],
    all_or_nothing: bool,
    sign: Path | None,
    keys: Path | None,
    date: str | None,
    log: Path,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Record the answers in FILEs (workbooks or Markdown) that came back.

    Each decision is tied to the text it was made on. What is incomplete, or was changed where it is locked, is refused with
    its cell or line; the rest is recorded. Exit status 1 if anything was refused. A form recorded twice counts once.

    \b
    Examples:
      wayhome review record forms/ministry-labour.xlsx
      wayhome review record forms/*.md --all-or-nothing
      wayhome review record forms/ministry-labour.xlsx --sign labour.key --keys keys.yaml
    """
    from wayhome.engine.dates import parse_date
    from wayhome.engine.errors import InputError
    from wayhome.engine.review.record import record
    from wayhome.engine.review.status import SHORT_HASH

    today = parse_date(date) if date else None
    if date and today is None:
        raise InputError.at("--date", f"{date!r} is not a date", "2026, 2026-05 or 2026-05-12")
    signer = signer_of(sign)
    library = load_library(rulebook, knowledge)
    theirs = keys_in(keys, library.questionnaire.roles)
    found = record(files, log, library, all_or_nothing=all_or_nothing, signer=signer, keys=theirs, today=today)
    if found.appended.mended:
        click.echo(f"Note: {found.appended.mended}.", err=True)
    click.echo(f"Recorded in {log}: {found.answers} {'answer' if found.answers == 1 else 'answers'}.")
    if found.held:
        click.echo(f"In the log already, word for word: {found.held}.")
    if found.blank:
        click.echo(f"Nothing filled in: {found.blank} {'form' if found.blank == 1 else 'forms'}, which is no answer.")
    for name in found.late:
        click.echo(f"{name}: another answer goes on standing, of a later day or recorded later that day; both are kept.")
    if found.is_first and found.appended.lines:
        click.echo(
            f"{log} knew of no form before: what these say of themselves was believed. `wayhome review open` notes forms."
        )
    if found.appended.lines:
        log_now = found.appended.log
        click.echo(f"The last entry, {log_now.lines[-1].number}, has the hash {log_now.head[:SHORT_HASH]}: note it down.")
    if found.problems:
        number = len(found.problems)
        click.echo(f"Refused: {number}." + (" Nothing was recorded." if all_or_nothing else ""), err=True)
        raise InputError(found.problems)

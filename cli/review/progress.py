"""`wayhome review progress`: how far the work is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayhome.cli.common import library_options
from wayhome.cli.review.options import log_option, phrases_of, sign_option, signer_of

if TYPE_CHECKING:
    from wayhome.engine.review.entries import ProgressEntry
    from wayhome.engine.review.log import Log

STATES = ("not-started", "under-way", "done", "dropped")


@click.command()
@click.argument("profile")
@click.argument("action", required=False, default="")
@click.option("--state", type=click.Choice(STATES), required=True, help="How far it is.")
@click.option("--date", required=True, metavar="D", help="Since when, such as 2026-07 or 2026-07-15.")
@click.option("--evidence", default="", metavar="TEXT", help="What shows it, in a sentence.")
@click.option("--by", default="", metavar="BODY", help="Who carries it out.")
@click.option("--unplanned", default="", metavar="TITLE", help="An action begun outside the plan, by its title.")
@sign_option
@log_option
@library_options
def progress(
    profile: str,
    action: str,
    state: str,
    date: str,
    evidence: str,
    by: str,
    unplanned: str,
    sign: Path | None,
    log: Path,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Record in the log how far an ACTION of the brief on PROFILE is, or one that was begun outside the plan.

    `wayhome review status` names the actions in square brackets.

    \b
    Examples:
      wayhome review progress ghana.yaml referral --state under-way --date 2026-07 --evidence "Two regions signed."
      wayhome review progress ghana.yaml --unplanned "Legal clinic" --state done --date 2026-08 --evidence "It is open."
    """
    from wayhome.engine.responses import State
    from wayhome.engine.review.log_writer import append
    from wayhome.engine.review.reporting import report, standing_report

    if bool(action) == bool(unplanned):
        raise click.UsageError("name an ACTION, or give a title with --unplanned")
    phrases = phrases_of(profile, rulebook, knowledge)
    signer = signer_of(sign)
    reported: list[ProgressEntry] = []

    def entries(held: Log) -> list[ProgressEntry]:
        reported.append(report(phrases, held, action, State(state), date, evidence, by=by, title=unplanned))
        return reported

    found = append(log, entries, signer)
    entry = reported[0]
    if found.mended:
        click.echo(f"Note: {found.mended}.", err=True)
    if found.lines:
        click.echo(f"Recorded in {log}: {entry.title} [{entry.action}]: {state} ({date}).")
    else:
        click.echo("In the log already, word for word.")
    standing = standing_report(found.log, entry.action)
    if standing is not None and standing != entry:
        click.echo(f"Another report goes on standing: {standing.state} ({standing.date}), which is later; both are kept.")

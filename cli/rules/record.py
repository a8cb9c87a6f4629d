"""`wayhome rules record`: what changed in a version, put down beside the rules."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--since", type=PATH, metavar="OLD", help="The rules of the version before; without it this is the first one.")
@click.option("--knowledge", type=PATH, metavar="K", help="The knowledge folder of DIR, recorded too; for OLD as well.")
@click.option("--old-knowledge", type=PATH, metavar="K", help="The knowledge folder of OLD, if it is another.")
@click.option("--because", default="", metavar="TEXT", help="Why there is this version.")
@click.option("--reason", nargs=2, multiple=True, metavar="ID TEXT", help="Why one rule is new or changed.")
@click.option("--date", default="", metavar="D", help="The day it comes into force, such as 2026-05-01; none if not given.")
def record(
    folder: Path,
    since: Path | None,
    knowledge: Path | None,
    old_knowledge: Path | None,
    because: str,
    reason: tuple[tuple[str, str], ...],
    date: str,
) -> None:
    """Put down in DIR/history.yaml what changed in the version that DIR/rulebook.yaml says, as `changelog` tells it.

    Without --since it is the first version, and everything in it is new. Else the version has to be far enough on for what
    changed, or nothing is written. While a version is in preparation, run it again after each change: it is told anew, and
    reasons stay, from whomever they are. `rules show` and `rules docs` then tell the history of each rule.

    The knowledge named with --knowledge has its own version and its own history.yaml. It is recorded in the first version,
    and where --old-knowledge says what it was before.

    \b
    Examples:
      wayhome rules record my-rules --knowledge my-knowledge
      wayhome rules record my-rules --since rules --because "Offices in two regions are open."
      wayhome rules record my-rules --since rules --reason referral.why "Bodies asked for one list." --date 2026-05-01
      wayhome rules record my-rules --since rules --knowledge my-knowledge --old-knowledge knowledge
    """
    from wayhome.engine.versions.record import Reasons
    from wayhome.engine.versions.record import record as put_down

    for one in put_down(folder, knowledge, since, old_knowledge, Reasons(date, because, dict(reason))):
        click.echo(f"{'Written' if one.is_changed else 'Nothing new'}: {one.path}, version {one.version}")
        for id_, text in one.lost.items():
            click.echo(f"wayhome: warning: {one.version} no longer speaks of {id_}; its reason was: {text}", err=True)

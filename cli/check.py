"""`wayhome check`: is a profile in order, and how complete is it?"""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_profile, write


@click.command()
@click.argument("profile")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Text or JSON.")
@click.option("--date", metavar="D", help="The day of the brief, such as 2026-05-01; the profile's date if not given.")
@click.option("--older-than", metavar="D", help="Name every answer that describes a time before this year, month or day.")
@library_options
def check(
    profile: str, form: str, date: str | None, older_than: str | None, rulebook: Path | None, knowledge: Path | None
) -> None:
    """Check a PROFILE: faults (status 1), how complete it is, what deserves a second look (warnings never block).

    \b
    Examples:
      wayhome check ghana.yaml
      wayhome check ghana.yaml --date 2026-05-01
      wayhome check ghana.yaml --older-than 2024
      wayhome check ghana.yaml --format json | jq '.needed'
    """
    from wayhome.engine.api import check_profile

    checked = check_profile(load_profile(profile, rulebook, knowledge), date=date, older_than=older_than)
    write(checked.to_json() if form == "json" else checked.to_text(), "-")

"""`wayhome verify`: does a brief still stand?"""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, library_options, load_log, load_profile


@click.command()
@click.argument("brief")
@click.option("--profile", required=True, metavar="PROFILE", help="The profile the brief was made from.")
@click.option("--reviews", type=PATH, metavar="LOG", help="The log of the review that the brief shows.")
@library_options
def verify(brief: str, profile: str, reviews: Path | None, rulebook: Path | None, knowledge: Path | None) -> None:
    """Make a BRIEF (Markdown) again from its profile and compare; exit status 1 if it does not stand.

    \b
    Examples:
      wayhome verify ghana.md --profile ghana.yaml
      wayhome verify ghana.md --profile ghana.yaml --reviews reviews.jsonl
    """
    from wayhome.engine.errors import InputError
    from wayhome.engine.sources import read_text
    from wayhome.engine.verify import differences

    if brief == "-" and profile == "-":
        raise click.UsageError("only one of the two can come from standard input")
    loaded = load_profile(profile, rulebook, knowledge)
    found = differences(read_text(Path(brief)), brief, loaded, load_log(reviews) if reviews else None)
    if found:
        raise InputError.at(brief, f"the brief does not stand: {'; '.join(found)}")
    click.echo(f"{brief} stands: the same profile, rulebook and options give the same brief.")

"""`wayhome verify`: does a brief still stand?"""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, library_options, load_earlier, load_log, load_profile


@click.command()
@click.argument("brief")
@click.option("--profile", required=True, metavar="PROFILE", help="The profile the brief was made from.")
@click.option("--reviews", type=PATH, metavar="LOG", help="The log of the review that the brief shows.")
@click.option("--previous", metavar="PROFILE", help="The earlier profile that the brief is held against.")
@library_options
def verify(
    brief: str, profile: str, reviews: Path | None, previous: str | None, rulebook: Path | None, knowledge: Path | None
) -> None:
    """Make a BRIEF (Markdown) again from its profile and compare; exit status 1 if it does not stand.

    \b
    Examples:
      wayhome verify ghana.md --profile ghana.yaml
      wayhome verify ghana.md --profile ghana.yaml --reviews reviews.jsonl
      wayhome verify ghana.md --profile ghana.yaml --previous ghana-last-year.yaml
    """
    from wayhome.engine.errors import InputError
    from wayhome.engine.sources import read_text
    from wayhome.engine.verify import differences

    if [brief, profile, previous].count("-") > 1:
        raise click.UsageError("only one of them can come from standard input")
    loaded = load_profile(profile, rulebook, knowledge)
    earlier = load_earlier(previous, loaded) if previous else None
    found = differences(read_text(Path(brief)), brief, loaded, load_log(reviews) if reviews else None, earlier)
    if found:
        raise InputError.at(brief, f"the brief does not stand: {'; '.join(found)}")
    click.echo(f"{brief} stands: the same profile, rulebook and options give the same brief.")

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

    Of a brief made from other rules or other knowledge it also says what became of each id it names that is not there now.

    \b
    Examples:
      wayhome verify ghana.md --profile ghana.yaml
      wayhome verify ghana.md --profile ghana.yaml --reviews reviews.jsonl
      wayhome verify ghana.md --profile ghana.yaml --previous ghana-last-year.yaml
    """
    from wayhome.engine.errors import InputError, Place, Problem
    from wayhome.engine.sources import read_text
    from wayhome.engine.verify import differences, ids_gone

    if [brief, profile, previous].count("-") > 1:
        raise click.UsageError("only one of them can come from standard input")
    loaded = load_profile(profile, rulebook, knowledge)
    earlier = load_earlier(previous, loaded) if previous else None
    text = read_text(Path(brief))
    found = differences(text, brief, loaded, load_log(reviews) if reviews else None, earlier)
    if found:
        what = f"the brief does not stand: {'; '.join(found)}"
        raise InputError(Problem(Place(brief), one) for one in (what, *ids_gone(text, brief, loaded.library)))
    click.echo(f"{brief} stands: the same profile, rulebook and options give the same brief.")

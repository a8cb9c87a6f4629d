"""`wayhome advise`: the brief, or everything behind it as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, advice_options, library_options, load_log, load_profile, load_weights, same_file, write


@click.command()
@click.argument("profile")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", help="Markdown, or JSON with the trace.")
@click.option("--reviews", type=PATH, metavar="LOG", help="Show what the bodies answered (see `wayhome review`).")
@advice_options
@library_options
def advise(
    profile: str,
    output: str,
    form: str,
    reviews: Path | None,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Write the brief for a PROFILE (a file, - for standard input, or an example such as example:civ).

    \b
    Examples:
      wayhome advise example:civ
      wayhome advise ghana.yaml -o ghana.md --date 2026-05-01
      wayhome advise ghana.yaml --edition ministerial -o ghana.md
      wayhome advise ghana.yaml --reviews reviews.jsonl -o ghana.md
      wayhome advise ghana.yaml --format json | jq '.measures[0]'
    """
    from wayhome.engine.api import advise as work_out
    from wayhome.engine.errors import InputError

    for read in (profile, weights, reviews):
        if output != "-" and read and same_file(output, read):
            raise InputError.at(output, f"the brief would overwrite {read}", mend="choose another name for -o")
    loaded = load_profile(profile, rulebook, knowledge)
    advised = work_out(loaded, edition=edition, date=date, weights=load_weights(weights))
    if reviews:
        from wayhome.engine.review.briefed import reviewed

        advised = reviewed(advised, load_log(reviews))
    write(advised.to_json() if form == "json" else advised.to_markdown(), output)
    if output != "-":
        click.echo(f"Written: {output}")
        click.echo("\nKey messages")
        for i, message in enumerate(advised.key_messages, 1):
            click.echo(f"{i}. {message}")

"""`wayhome robustness`: how firm the order of measures is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wayhome.cli.common import (
    advice_options,
    check_picture,
    library_options,
    load_profile,
    load_weights,
    write,
    write_picture,
)

LONG = 100_000
"""From so many scenarios on, progress is shown."""


@click.command()
@click.argument("profile")
@click.option(
    "--scenarios",
    type=click.IntRange(min=100, max=10_000_000),
    default=10_000,
    show_default=True,
    help="How many combinations to draw; shares are told of 100.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the drawing.")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@click.option("--picture", metavar="FILE", help="Draw it too, .svg or .png.")
@advice_options
@library_options
def robustness(
    profile: str,
    scenarios: int,
    seed: int,
    form: str,
    picture: str | None,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Say how firm the order of measures for a PROFILE is: under open answers, under other weights, under both.

    The picture shows the two together, as the one of the brief does (`wayhome picture PROFILE firmness`).

    \b
    Examples:
      wayhome robustness ghana.yaml
      wayhome robustness ghana.yaml --scenarios 100000 --seed 7 --format json
      wayhome robustness ghana.yaml --picture firm.png
    """
    from wayhome.engine.api import advise

    if picture is not None:
        check_picture(picture, profile, weights, option="--picture")
    advised = advise(load_profile(profile, rulebook, knowledge), edition=edition, date=date, weights=load_weights(weights))
    is_shown = scenarios >= LONG and sys.stderr is not None and sys.stderr.isatty()
    with click.progressbar(length=scenarios, label="Drawing", file=sys.stderr, hidden=not is_shown) as bar:
        found = advised.robustness(scenarios=scenarios, seed=seed, progress=lambda done: bar.update(done - bar.pos))
    if picture is not None:
        write_picture(found.picture(), picture)
        click.echo(f"Written: {picture}", err=True)
    write({"text": found.to_text, "md": found.to_markdown, "json": found.to_json}[form](), "-")

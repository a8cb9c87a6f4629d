"""`wayhome picture`: one picture of a brief by itself."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import advice_options, check_picture, library_options, load_profile, load_weights, write_picture

NAMES = ("preconditions", "timeline", "intervals", "firmness", "stakeholders", "sectors")


@click.command()
@click.argument("profile")
@click.argument("name", type=click.Choice(NAMES))
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write, .svg or .png; - for SVG on standard output."
)
@advice_options
@library_options
def picture(
    profile: str,
    name: str,
    output: str,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Draw one picture of the brief for a PROFILE.

    \b
    The pictures, by NAME:
      preconditions   the state of the ground (edition adviser)
      timeline        the roadmap
      intervals       the order of measures, and what open answers could add
      firmness        in how many combinations each stands foremost
      stakeholders    bodies by influence and interest (edition adviser)
      sectors         what is advised and what is there, by sector (edition adviser)

    A PNG needs the extra `documents`; a picture is made to be printed 16 cm wide.

    \b
    Examples:
      wayhome picture example:xx timeline -o roadmap.svg
      wayhome picture ghana.yaml stakeholders --edition adviser -o bodies.png
    """
    from wayhome.engine.api import advise

    if output != "-":
        check_picture(output, profile, weights, option="-o")
    loaded = load_profile(profile, rulebook, knowledge)
    write_picture(advise(loaded, edition=edition, date=date, weights=load_weights(weights)).picture(name), output)
    if output != "-":
        click.echo(f"Written: {output}")

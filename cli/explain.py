"""`wayhome explain`: why, why not, what it hangs on."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.advise import EDITIONS
from wayhome.cli.common import PATH, library_options, load_profile, load_weights, write


@click.command()
@click.argument("profile")
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@click.option("--edition", type=click.Choice(EDITIONS), default="draft", show_default=True, help="For whom it is made.")
@click.option("--date", metavar="D", help="The day of the brief, such as 2026-05-01; the profile's date if not given.")
@click.option("--weights", type=PATH, metavar="FILE", help="Weights of the criteria instead of ours.")
@library_options
def explain(
    profile: str,
    id_: str,
    form: str,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Explain, for a PROFILE, the recommendation, measure, finding or precondition with this ID.

    \b
    Examples:
      wayhome explain ghana.yaml referral
      wayhome explain ghana.yaml opportunity.labour.public-employment-services
      wayhome explain ghana.yaml precondition.ownership --format md
    """
    from wayhome.engine.api import advise
    from wayhome.engine.explain_text.compose import explain

    loaded = load_profile(profile, rulebook, knowledge)
    chosen = load_weights(weights)
    found = explain(advise(loaded, edition=edition, date=date, weights=chosen).advice, id_)
    write({"text": found.to_text, "md": found.to_markdown, "json": found.to_json}[form](), "-")

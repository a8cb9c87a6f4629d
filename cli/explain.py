"""`wayhome explain`: why, why not, what it hangs on."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import advice_options, library_options, load_profile, load_weights, write


@click.command()
@click.argument("profile")
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@advice_options
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

"""`wayhome ask`: which questions to ask next."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import advice_options, library_options, load_profile, load_weights, write


@click.command()
@click.argument("profile")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="How many questions to show.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the drawing of scenarios.")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@advice_options
@library_options
def ask(
    profile: str,
    top: int,
    seed: int,
    form: str,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Say which open questions of a PROFILE to ask next: those first whose answers settle most for the least effort.

    \b
    Examples:
      wayhome ask ghana.yaml
      wayhome ask ghana.yaml --top 30 --format md
      wayhome interview ghana.yaml --next
    """
    from wayhome.engine.api import advise

    advised = advise(load_profile(profile, rulebook, knowledge), edition=edition, date=date, weights=load_weights(weights))
    found = advised.what_to_ask(top=top, seed=seed)
    write({"text": found.to_text, "md": found.to_markdown, "json": found.to_json}[form](), "-")

"""`wayhome schema`: JSON Schemas of what goes in and comes out."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("what", type=click.Choice(["profile", "rulebook", "advice", "decisions"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a profile, of a rule file, or of the JSON that `advise` or `review export` writes.

    \b
    Example:
      wayhome schema profile
    """
    from wayhome.engine.schemas import schema_of

    click.echo(json.dumps(schema_of(what), indent=2, ensure_ascii=False))

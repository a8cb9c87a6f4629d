"""`wayhome rules list`: every rule."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.command("list")
@library_options
def list_rules(rulebook: Path | None, knowledge: Path | None) -> None:
    """List every rule: kind, id, title.

    \b
    Example:
      wayhome rules list
    """
    book = load_library(rulebook, knowledge).rulebook
    for kind, found in (
        ("implication", book.implications),
        ("contradiction", book.contradictions),
        ("finding", book.findings.values()),
        ("recommendation", book.recommendations.values()),
        ("some_actor", book.some_actor.values()),
        ("actor", book.actor_rules.values()),
    ):
        for rule in found:
            click.echo(f"{kind:<15} {rule.id:<55} {rule.title}")
    for measure in book.measures.values():
        click.echo(f"{'measure':<15} {measure.id:<55} {', '.join(measure.made_of)}")

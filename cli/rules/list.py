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
    book = load_library(rulebook, knowledge, with_drafts=True).rulebook
    for kind, found in (
        ("implication", book.implications),
        ("contradiction", book.contradictions),
        ("finding", book.findings.values()),
        ("recommendation", book.recommendations.values()),
        ("some_actor", book.some_actor.values()),
        ("actor", book.actor_rules.values()),
    ):
        for rule in found:
            draft = " (draft)" if getattr(rule, "in_force", "") == "draft" else ""
            click.echo(f"{kind:<15} {rule.id:<55} {rule.title}{draft}")
    for measure in book.measures.values():
        draft = " (draft)" if measure.in_force == "draft" else ""
        click.echo(f"{'measure':<15} {measure.id:<55} {', '.join(measure.made_of)}{draft}")
    for one in book.set_aside:
        click.echo(f"{one.kind:<15} {one.id:<55} {one.said}")

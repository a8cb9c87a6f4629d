"""`wayhome rules graph`: the way from questions to measures, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from wayhome.cli.common import OUTPUT, library_options, load_library, write


@click.command()
@click.argument("rule_id", metavar="[ID]", default="")
@click.option(
    "--format", "form", type=click.Choice(["svg", "mermaid", "dot"]), default="svg", show_default=True, help="How."
)
@OUTPUT
@library_options
def graph(
    rule_id: str, form: Literal["svg", "mermaid", "dot"], output: str, rulebook: Path | None, knowledge: Path | None
) -> None:
    """Draw the way from questions to findings to recommendations to measures, and what comes after what.

    With an ID (of a rule or a question): what leads to it, what follows from it, and what it depends on besides. Without:
    all of it, but for what measures read for their points, and rules on single bodies.

    \b
    Examples:
      wayhome rules graph referral.why -o referral.svg
      wayhome rules graph --format dot -o rules.dot
    """
    from wayhome.engine.rule_pictures.graph import graph_of

    write(graph_of(load_library(rulebook, knowledge, with_drafts=True), rule_id, form), output)
    if output != "-":
        click.echo(f"Written: {output}")

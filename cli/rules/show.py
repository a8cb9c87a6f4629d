"""`wayhome rules show`: one rule."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import OUTPUT, library_options, load_library, write


@click.command()
@click.argument("rule_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "md"]), default="text", show_default=True, help="How.")
@OUTPUT
@library_options
def show(rule_id: str, form: str, output: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Show a rule: what it decides, its passages, what it reads, what depends on it, examples, history, lines in the file.

    ID is that of a recommendation, measure, finding, precondition, implication, contradiction, rule on bodies, sentence of
    care, step, task or question; or one of the rules that stand once: weights (and how measures are ranked), means, gate,
    headline.

    \b
    Examples:
      wayhome rules show referral.why
      wayhome rules show weights
      wayhome rules show precondition.participation --format md -o participation.md
      wayhome rules show my.rule --rulebook my-rules --knowledge my-knowledge
    """
    from wayhome.engine.rule_pages.entry import shown, to_show

    write(to_show(shown(load_library(rulebook, knowledge, with_drafts=True), rule_id), markdown=form == "md"), output)
    if output != "-":
        click.echo(f"Written: {output}")

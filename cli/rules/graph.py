"""`wayhome rules graph`: the way from questions to measures, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from wayhome.cli.common import OUTPUT, library_options, load_library, write

Form = Literal["svg", "mermaid", "dot"]
ENDINGS: dict[str, Form] = {".svg": "svg", ".mmd": "mermaid", ".dot": "dot"}


@click.command()
@click.argument("rule_id", metavar="[ID]", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "mermaid", "dot"]),
    help="How; if not given, as the ending of the file says, else svg.",
)
@OUTPUT
@library_options
def graph(rule_id: str, form: Form | None, output: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Draw the way from questions to findings to recommendations to measures, and what comes after what.

    With an ID (of a rule or a question): what leads to it, what follows from it, and what it depends on besides. Without:
    all of it, but for what measures read for their points, and rules on single bodies.

    A file ends in .svg, .mmd (Mermaid) or .dot.

    \b
    Examples:
      wayhome rules graph referral.why -o referral.svg
      wayhome rules graph -o rules.dot
      wayhome rules graph referral.why --format mermaid
    """
    from wayhome.engine.rule_pictures.graph import graph_of

    form = _form(form, output)
    write(graph_of(load_library(rulebook, knowledge, with_drafts=True), rule_id, form), output)
    if output != "-":
        click.echo(f"Written: {output}")


def _form(given: Form | None, output: str) -> Form:
    """What is asked for; a file that would hold another than its name says is refused."""
    if output == "-":
        return given or "svg"
    named = ENDINGS.get(Path(output).suffix.lower())
    if named is None:
        raise click.BadParameter(f"{output!r} ends in none of {', '.join(ENDINGS)}", param_hint="'-o'")
    if given not in (None, named):
        raise click.BadParameter(f"{output!r} would hold {given}, and its ending says {named}", param_hint="'-o'")
    return named

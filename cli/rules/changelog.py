"""`wayhome rules changelog`: what changed between two rulebooks, in meaning."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import OUTPUT, PATH, load_library, write


@click.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@OUTPUT
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@click.option("--knowledge", type=PATH, metavar="DIR", help="The knowledge folder; for OLD too, if none is named for it.")
@click.option("--old-knowledge", type=PATH, metavar="DIR", help="The knowledge folder of OLD, if it is another.")
def changelog(old: Path, new: Path, output: str, form: str, knowledge: Path | None, old_knowledge: Path | None) -> None:
    """Say in plain words what changed from the rules in OLD to those in NEW: what they mean, not how they are written.

    For each rule: whether it is new, retired, renamed or gone, in which cases its conditions hold that they did not, or
    no longer hold, what its tables yield instead, each with an example of answers; what weighs most comes first. Of the
    knowledge every piece that differs is told, and rules that decide otherwise only through it stand apart. The end says
    how far each version has to grow: the first number where advice can change for a country that has it already, the
    second for what is new, the third for other words (while the first is 0, each stands one place further on). A version
    that says less is warned of.

    \b
    Examples:
      wayhome rules changelog old-rules rules
      wayhome rules changelog old-rules my-rules --format md -o changes.md
      wayhome rules changelog old/rules new/rules --old-knowledge old/knowledge --knowledge new/knowledge
    """
    from wayhome.engine.versions.changelog import changelog as compared
    from wayhome.engine.versions.document import to_json, to_markdown, to_plain

    log = compared(load_library(old, old_knowledge or knowledge), load_library(new, knowledge))
    write({"text": to_plain, "md": to_markdown, "json": to_json}[form](log), output)
    for grown in log.grown:
        if grown.warning:
            click.echo(f"wayhome: warning: {grown.warning}", err=True)
    if output != "-":
        click.echo(f"Written: {output}")

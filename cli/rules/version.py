"""`wayhome rules version`: which rules and which knowledge these are."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH


@click.command()
@click.argument("folder", type=PATH, required=False, metavar="[DIR]")
@click.option("--knowledge", type=PATH, metavar="DIR", help="Another knowledge folder.")
def version(folder: Path | None, knowledge: Path | None) -> None:
    """Print version and SHA-256 of the rules in DIR (of those shipped, if none is given) and of the knowledge.

    The version stands in DIR/rulebook.yaml and in knowledge.yaml of the knowledge folder. Every brief names both, and the
    hashes, in its front matter.

    \b
    Examples:
      wayhome rules version
      wayhome rules version my-rules --knowledge my-knowledge
    """
    from wayhome.engine.library import releases

    for name, release in zip(("rulebook", "knowledge"), releases(folder, knowledge), strict=True):
        click.echo(f"{name:<10} {release.version or 'no version':<10} {release.digest}")

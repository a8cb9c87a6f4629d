"""`wayhome rules docs`: the whole rulebook as pages."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from wayhome.cli.common import PATH, library_options, load_library


@click.command()
@click.option("-o", "--output", type=PATH, required=True, metavar="DIR", help="The folder to write into.")
@click.option("--format", "form", type=click.Choice(["html", "md"]), default="html", show_default=True, help="How.")
@library_options
def docs(output: Path, form: Literal["html", "md"], rulebook: Path | None, knowledge: Path | None) -> None:
    """Write the whole rulebook as pages that link to each other: by section of the handbook, sector, body and kind.

    Each rule stands there with its decision in words and as a table, its passages, its examples, what depends on it and its
    history, as far as `wayhome rules record` put it down; a page of changes tells the versions, newest first. One
    page tells what comes first: weights, ties, what a brief for a minister waits for. The pages need no network; those in
    HTML have a search and pictures, and open from a folder as they are. Pages of an earlier time are replaced, all together;
    other files in DIR stay.

    \b
    Examples:
      wayhome rules docs -o pages
      wayhome rules docs -o docs/rulebook --format md
      wayhome rules docs -o pages --rulebook my-rules --knowledge my-knowledge
    """
    from wayhome.engine.rule_site.folder import write_site
    from wayhome.engine.rule_site.site import site_of

    pages = site_of(load_library(rulebook, knowledge, with_drafts=True), form)
    write_site(output, pages)
    click.echo(f"Written: {len(pages)} pages. Begin with {output / next(iter(pages))}")

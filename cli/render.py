"""`wayhome render`: a brief in Markdown, perhaps edited since, in another format."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import OUTPUT, PATH, same_file, write
from wayhome.engine.documents.formats import FORMATS, format_of


@click.command()
@click.argument("brief")
@OUTPUT
@click.option("--to", "form", type=click.Choice(list(FORMATS)), help="The format; if not given, as FILE ends.")
@click.option("--knowledge", type=PATH, metavar="DIR", help="Another knowledge folder, for the words around the brief.")
def render(brief: str, output: str, form: str | None, knowledge: Path | None) -> None:
    """Put a BRIEF (Markdown, - for standard input) into another format: the same words, nothing left out or added.

    What a brief does not hold, such as links or HTML, is refused with its line.

    \b
    Examples:
      wayhome render ghana.md -o ghana.html
      wayhome render ghana.md -o ghana.pdf
      wayhome render ghana.md --to html > ghana.html
    """
    from wayhome.engine.documents.read_markdown import read_brief
    from wayhome.engine.errors import InputError
    from wayhome.engine.sources import read_text
    from wayhome.engine.wording import load_page_wording

    form = form or format_of(output, FORMATS)
    if form is None:
        raise click.UsageError(
            f"say which format is meant, with --to, or by a name after -o that ends in one of: {', '.join(FORMATS)}"
        )
    if output != "-" and same_file(output, brief):
        raise InputError.at(
            output, "the result would overwrite the brief it is made from", mend="choose another name for -o"
        )
    document = read_brief(read_text(Path(brief)), brief)
    write(FORMATS[form].write(document, load_page_wording(knowledge) if knowledge else None), output)
    if output != "-":
        click.echo(f"Written: {output}")

"""`wayhome advise`: the brief in one of its formats, or everything behind it as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import OUTPUT, advice_options, library_options, load_profile, load_weights, same_file, write
from wayhome.engine.documents.formats import FORMATS, format_of

JSON = "json"


@click.command()
@click.argument("profile")
@OUTPUT
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, JSON]),
    help="A format of the brief, or JSON with the trace; if not given, as FILE ends, else md.",
)
@click.option("--mermaid", is_flag=True, help="Draw the pictures that Mermaid can draw in the Markdown.")
@advice_options
@library_options
def advise(
    profile: str,
    output: str,
    form: str | None,
    mermaid: bool,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Write the brief for a PROFILE (a file, - for standard input, or an example such as example:civ).

    \b
    Examples:
      wayhome advise example:civ
      wayhome advise ghana.yaml -o ghana.md --date 2026-05-01
      wayhome advise ghana.yaml --edition ministerial -o ghana.html
      wayhome advise ghana.yaml --mermaid -o ghana.md
      wayhome advise ghana.yaml --format json | jq '.measures[0]'
    """
    from wayhome.engine.api import advise as work_out
    from wayhome.engine.errors import InputError

    form = form or format_of(output, (*FORMATS, JSON)) or "md"
    if mermaid and form != "md":
        raise click.UsageError("--mermaid is for Markdown")
    for read in (profile, weights):
        if output != "-" and read and same_file(output, read):
            raise InputError.at(output, f"the brief would overwrite {read}", mend="choose another name for -o")
    loaded = load_profile(profile, rulebook, knowledge)
    advised = work_out(loaded, edition=edition, date=date, weights=load_weights(weights))
    words = loaded.library.wording.page
    write(advised.to_json() if form == JSON else FORMATS[form].write(advised.to_document(mermaid=mermaid), words), output)
    if output != "-":
        click.echo(f"Written: {output}")
        click.echo("\nKey messages")
        for i, message in enumerate(advised.key_messages, 1):
            click.echo(f"{i}. {message}")

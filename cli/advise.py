"""`wayhome advise`: the brief, or everything behind it as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import advice_options, library_options, load_profile, load_weights, same_file, write


@click.command()
@click.argument("profile")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", help="Markdown, or JSON with the trace.")
@click.option("--mermaid", is_flag=True, help="Draw the pictures that Mermaid can draw in the Markdown.")
@advice_options
@library_options
def advise(
    profile: str,
    output: str,
    form: str,
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
      wayhome advise ghana.yaml --edition ministerial -o ghana.md
      wayhome advise ghana.yaml --mermaid -o ghana.md
      wayhome advise ghana.yaml --format json | jq '.measures[0]'
    """
    from wayhome.engine.api import advise as work_out
    from wayhome.engine.errors import InputError

    if mermaid and form != "md":
        raise click.UsageError("--mermaid is for Markdown")
    for read in (profile, weights):
        if output != "-" and read and same_file(output, read):
            raise InputError.at(output, f"the brief would overwrite {read}", mend="choose another name for -o")
    loaded = load_profile(profile, rulebook, knowledge)
    advised = work_out(loaded, edition=edition, date=date, weights=load_weights(weights))
    write(advised.to_json() if form == "json" else advised.to_markdown(mermaid=mermaid), output)
    if output != "-":
        click.echo(f"Written: {output}")
        click.echo("\nKey messages")
        for i, message in enumerate(advised.key_messages, 1):
            click.echo(f"{i}. {message}")

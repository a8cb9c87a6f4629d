"""`wayhome priorities`: who would rank what first, and what no change of weights can alter."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import EDITIONS, OUTPUT, PATH, library_options, load_body_weights, load_profile, same_file, write


@click.command()
@click.argument("profile")
@click.option(
    "--weights", "files", type=PATH, metavar="FILE", multiple=True, required=True, help="The weights of a body; one a body."
)
@OUTPUT
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@click.option("--edition", type=click.Choice(EDITIONS), default="draft", show_default=True, help="For whom it is made.")
@click.option("--date", metavar="D", help="The day it is worked out for; the profile's date if not given.")
@library_options
def priorities(
    profile: str,
    files: tuple[Path, ...],
    output: str,
    form: str,
    edition: str,
    date: str | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Say, for a PROFILE, who would rank what first: a file of weights for each body.

    A file has a line for each criterion (gap, stakes, leverage, reach, opening, readiness), a whole number from 0 to 100,
    and `name:` for whose they are; without a name it is called by its file. Our own weights stand beside them.

    \b
    Examples:
      wayhome priorities example:xx --weights finance.yaml --weights labour.yaml
      wayhome priorities ghana.yaml --weights finance.yaml --format md -o priorities.md
    """
    from wayhome.engine.api import priorities as rank
    from wayhome.engine.errors import InputError

    for read in (profile, *map(str, files)):
        if output != "-" and same_file(output, read):
            raise InputError.at(output, f"the priorities would overwrite {read}", mend="choose another name for -o")
    loaded = load_profile(profile, rulebook, knowledge)
    found = rank(loaded, [load_body_weights(file) for file in files], edition=edition, date=date)
    write({"text": found.to_text, "md": found.to_markdown, "json": found.to_json}[form](), output)
    if output != "-":
        click.echo(f"Written: {output}")

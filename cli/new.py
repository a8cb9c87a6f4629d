"""`wayhome new`: a profile to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library, write


@click.command()
@click.argument("country")
@click.option("--area", metavar="CODE", help="An ISO 3166-2 code, for a part of the country.")
@click.option("--opt-in", is_flag=True, help="With the questions on people at risk of discrimination (confidential).")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@library_options
def new(
    country: str,
    area: str | None,
    opt_in: bool,
    output: str,
    force: bool,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Write a profile for COUNTRY (ISO 3166-1, such as GHA) with every question of its level, ready to fill in.

    Beside the file lies a JSON Schema, which its first line names: an editor with the YAML language server then offers
    answers and marks mistakes.

    \b
    Examples:
      wayhome new GHA -o ghana.yaml
      wayhome new CIV --area CI-AB -o abidjan.yaml
    """
    from wayhome.engine.blank import blank_profile
    from wayhome.engine.errors import InputError
    from wayhome.engine.places import find_area, find_country, nearest_country
    from wayhome.engine.schema_file import write_schema_beside

    found = find_country(country)
    if found is None:
        raise InputError.at("COUNTRY", f"no country has the code {country!r}", "such as GHA", nearest_country(country))
    if area and find_area(area, found) is None:
        raise InputError.at("--area", f"{found.name} has no area {area!r}", "an ISO 3166-2 code")
    if output != "-" and not force and Path(output).is_file():
        raise InputError.at(output, "the file exists", mend="choose another name, or --force to overwrite it")
    library = load_library(rulebook, knowledge)
    text = blank_profile(found, area.strip().upper() if area else None, library.questionnaire, opt_in=opt_in)
    write(text, output, replace=force)
    if output == "-":
        return
    click.echo(f"Written: {output}. Fill in what you know, then: wayhome check {output}")
    if Path(output).is_file():  # a pipe or a terminal has no folder to put anything into
        try:
            schema = write_schema_beside(Path(output), library.questionnaire)
            click.echo(f"Beside it: {schema.name}, by which an editor offers the answers and marks mistakes as you type.")
        except InputError as error:
            click.echo(f"wayhome: warning: no schema for editors beside the profile: {error}", err=True)

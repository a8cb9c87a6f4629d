"""`wayhome review export`: decisions for an evaluation office."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_log, same_file, write
from wayhome.cli.review.options import log_option, phrases_of


@click.command()
@click.argument("profile")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="How.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
@click.option("--date", metavar="D", help="The day of the brief; the profile's date if not given.")
@log_option
@library_options
def export(
    profile: str,
    form: str,
    output: str,
    date: str | None,
    log: Path,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Write the decisions on the brief on PROFILE in a plain open shape, one row an action.

    `wayhome schema decisions` describes the columns. In CSV, a text that a spreadsheet would take for a formula begins with
    an apostrophe.

    \b
    Examples:
      wayhome review export ghana.yaml -o decisions.csv
      wayhome review export ghana.yaml --format json -o decisions.json
    """
    from wayhome.engine.errors import InputError
    from wayhome.engine.review.export import decisions_of, to_csv
    from wayhome.engine.review.standing import standing_of

    for read in (profile, log):
        if output != "-" and same_file(output, read):
            raise InputError.at(output, f"the decisions would overwrite {read}", mend="choose another name for -o")
    phrases = phrases_of(profile, rulebook, knowledge, date)
    decisions = decisions_of(standing_of(load_log(log), phrases), phrases)
    write(to_csv(decisions) if form == "csv" else decisions.model_dump_json(indent=2) + "\n", output)
    if output != "-":
        click.echo(f"Written: {output}")

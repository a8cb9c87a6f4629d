"""`wayhome review status`: who answered what, and who did not."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_log, same_file, write
from wayhome.cli.review.options import log_option, phrases_of


@click.command()
@click.argument("profile")
@click.option(
    "--format", "form", type=click.Choice(["text", "md", "json", "xlsx"]), default="text", show_default=True, help="How."
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
@click.option("--date", metavar="D", help="Today: says which deadlines have passed. The profile's date if not given.")
@log_option
@library_options
def status(
    profile: str,
    form: str,
    output: str,
    date: str | None,
    log: Path,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Say where the review of the brief on PROFILE stands: decided, open, stale, contested; by body and by action.

    An answer is stale once the text it was given on has changed: both texts are shown, and it counts for nothing until it is
    confirmed.

    \b
    Examples:
      wayhome review status ghana.yaml --date 2026-07-01
      wayhome review status ghana.yaml --format xlsx -o status.xlsx
    """
    from wayhome.engine.brief.markdown import to_markdown
    from wayhome.engine.dates import parse_date
    from wayhome.engine.errors import InputError
    from wayhome.engine.plain_text import to_text
    from wayhome.engine.result_reviews import reviews_result
    from wayhome.engine.review.standing import standing_of
    from wayhome.engine.review.status import status_document
    from wayhome.engine.review.status_sheet import write_status

    if form == "xlsx" and output == "-":
        raise click.UsageError("a workbook needs a file: give one with -o")
    for read in (profile, log):
        if output != "-" and same_file(output, read):
            raise InputError.at(output, f"the status would overwrite {read}", mend="choose another name for -o")
    phrases = phrases_of(profile, rulebook, knowledge, date)
    reviews = standing_of(load_log(log), phrases)
    if form == "xlsx":
        write_status(reviews, phrases, Path(output))
    elif form == "json":
        write(reviews_result(reviews).model_dump_json(indent=2) + "\n", output)
    else:
        document = status_document(reviews, phrases, parse_date(date) if date else None)
        write(to_text(document.blocks) if form == "text" else to_markdown(document), output)
    if output != "-":
        click.echo(f"Written: {output}")

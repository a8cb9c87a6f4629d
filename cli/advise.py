"""`wayhome advise`: the brief, its summary or the brief for one body in a format, or everything behind it as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import (
    OUTPUT,
    PATH,
    advice_options,
    library_options,
    load_earlier,
    load_log,
    load_profile,
    load_weights,
    same_file,
    write,
)
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
@click.option("--reviews", type=PATH, metavar="LOG", help="Show what the bodies answered (see `wayhome review`).")
@click.option("--previous", metavar="PROFILE", help="An earlier profile of the same place: say what is new since then.")
@click.option("--summary", is_flag=True, help="One page for a minister instead of the whole brief.")
@click.option("--for", "body", metavar="ROLE", help="What is asked of one body instead, such as ministry-labour.")
@advice_options
@library_options
def advise(
    profile: str,
    output: str,
    form: str | None,
    mermaid: bool,
    reviews: Path | None,
    previous: str | None,
    summary: bool,
    body: str | None,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Write the brief for a PROFILE (a file, - for standard input, or an example such as example:civ).

    Word (docx) and PDF need the extra `documents`.

    \b
    Examples:
      wayhome advise example:civ
      wayhome advise ghana.yaml -o ghana.md --date 2026-05-01
      wayhome advise ghana.yaml --edition ministerial -o ghana.html
      wayhome advise ghana.yaml -o ghana.docx
      wayhome advise ghana.yaml -o ghana.pdf
      wayhome advise ghana.yaml --summary -o page.html
      wayhome advise ghana.yaml --for ministry-labour -o labour.html
      wayhome advise ghana.yaml --mermaid -o ghana.md
      wayhome advise ghana.yaml --reviews reviews.jsonl -o ghana.md
      wayhome advise ghana.yaml --previous ghana-last-year.yaml -o ghana.md
      wayhome advise ghana.yaml --format json | jq '.measures[0]'
    """
    from wayhome.engine.api import advise as work_out
    from wayhome.engine.errors import InputError

    form = form or format_of(output, (*FORMATS, JSON)) or "md"
    if summary and body is not None:
        raise click.UsageError("--summary and --for exclude each other")
    if (summary or body is not None) and form == JSON:
        raise click.UsageError("--summary and --for are documents: JSON always holds the whole advice")
    if mermaid and (form != "md" or summary or body is not None):
        raise click.UsageError("--mermaid is for Markdown, and for the whole brief")
    if previous is not None and (summary or body is not None):
        raise click.UsageError("--previous is for the whole brief")
    if profile == "-" == previous:
        raise click.UsageError("only one of the two can come from standard input")
    for read in (profile, weights, reviews, previous):
        if output != "-" and read and same_file(output, read):
            raise InputError.at(output, f"the brief would overwrite {read}", mend="choose another name for -o")
    loaded = load_profile(profile, rulebook, knowledge)
    earlier = load_earlier(previous, loaded) if previous else None
    advised = work_out(loaded, edition=edition, date=date, weights=load_weights(weights), previous=earlier)
    if reviews:
        from wayhome.engine.review.briefed import reviewed

        advised = reviewed(advised, load_log(reviews))
    words = loaded.library.wording.page
    if form == JSON:
        write(advised.to_json(), output)
    else:
        kind = FORMATS[form]
        document = advised.to_document(mermaid=mermaid, summary=summary, body=body, pictures=kind.is_page)
        write(kind.write(document, words), output)
    if output != "-":
        click.echo(f"Written: {output}")
    if output != "-" and not summary and body is None:
        click.echo("\nKey messages")
        for i, message in enumerate(advised.key_messages, 1):
            click.echo(f"{i}. {message}")

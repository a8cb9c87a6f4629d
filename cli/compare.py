"""`wayhome compare`: what differs between two profiles or under two rulebooks, and because of what."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import (
    OUTPUT,
    PATH,
    advice_options,
    library_options,
    load_log,
    load_profile,
    load_weights,
    same_file,
    write,
)


@click.command()
@click.argument("before")
@click.argument("after", required=False)
@OUTPUT
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@click.option("--before-rulebook", type=PATH, metavar="DIR", help="The rules folder for BEFORE, if it is another.")
@click.option("--before-knowledge", type=PATH, metavar="DIR", help="The knowledge folder for BEFORE, if it is another.")
@click.option("--before-date", metavar="D", help="The day BEFORE is worked out for; its own date if not given.")
@click.option("--reviews-before", type=PATH, metavar="LOG", help="The log of the review of BEFORE.")
@click.option("--reviews", type=PATH, metavar="LOG", help="The log of the review of AFTER.")
@advice_options
@library_options
def compare(
    before: str,
    after: str | None,
    output: str,
    form: str,
    before_rulebook: Path | None,
    before_knowledge: Path | None,
    before_date: str | None,
    reviews_before: Path | None,
    reviews: Path | None,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Say what differs between the profiles BEFORE and AFTER, and because of which answers or rules.

    They are of two years or of two places. BEFORE alone is held against itself under two rulebooks: the one named with
    --before-rulebook or --before-knowledge, and the one named with --rulebook or --knowledge; whichever is not named is the
    one shipped. Two countries are never scored against each other: it is said what differs, no more. --date is for AFTER,
    --weights are for both.

    \b
    Examples:
      wayhome compare example:gha-2021 example:gha-2023
      wayhome compare ghana-2025.yaml ghana-2026.yaml --format md -o changes.md
      wayhome compare example:civ example:mda
      wayhome compare ghana.yaml --before-rulebook old-rules
      wayhome compare ghana.yaml --rulebook my-rules
      wayhome compare old.yaml new.yaml --reviews-before old.jsonl --reviews new.jsonl
    """
    from wayhome.engine.api import compare as held_against
    from wayhome.engine.errors import InputError

    if after is None and not any((before_rulebook, before_knowledge, rulebook, knowledge)):
        raise click.UsageError("name a second profile, or a folder with --before-rulebook, --rulebook or the like")
    if before == "-" == after:
        raise click.UsageError("only one of the two can come from standard input")
    if after is None and before == "-":
        raise click.UsageError("a profile that is read twice cannot come from standard input")
    for read in (before, after, weights, reviews, reviews_before):
        if output != "-" and read and same_file(output, read):
            raise InputError.at(output, f"the comparison would overwrite {read}", mend="choose another name for -o")
    first_rules, first_knowledge = before_rulebook, before_knowledge
    if after is not None:  # two profiles share what is not named for the first
        first_rules, first_knowledge = before_rulebook or rulebook, before_knowledge or knowledge
    first = load_profile(before, first_rules, first_knowledge)
    second = load_profile(after or before, rulebook, knowledge)
    day_before = before_date or (date if after is None else None)
    chosen = load_weights(weights)
    found = held_against(first, second, edition=edition, before_date=day_before, date=date, weights=chosen)
    if reviews_before or reviews:
        from wayhome.engine.review.briefed import compared_with_reviews

        logs = (load_log(path) if path else None for path in (reviews_before, reviews))
        found = compared_with_reviews(found, *logs)
    write({"text": found.to_text, "md": found.to_markdown, "json": found.to_json}[form](), output)
    if output != "-":
        click.echo(f"Written: {output}")

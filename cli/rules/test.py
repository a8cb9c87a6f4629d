"""`wayhome rules test`: the examples beside the rules."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.command()
@click.argument("only", default="", metavar="[PART]")
@library_options
def test(only: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Run the examples beside the rules (of rules whose id contains PART), through both evaluations.

    \b
    Examples:
      wayhome rules test
      wayhome rules test referral --rulebook my-rules
    """
    from wayhome.engine.errors import InputError
    from wayhome.engine.examples import missing_examples, run_examples

    library = load_library(rulebook, knowledge, with_drafts=True)
    number, failures = run_examples(library, only)
    if not number:
        raise InputError.at("PART", f"no rule with examples has {only!r} in its id")
    missing = missing_examples(library, only)
    for message in (*map(str, failures), *missing):
        click.echo(message, err=True)
    click.echo(f"{number - len(failures)} of {number} examples hold.")
    if failures or missing:
        raise SystemExit(1)

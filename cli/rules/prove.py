"""`wayhome rules prove`: what can never happen, and what contradicts, decided exactly."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, faults_of_reading, library_options, load_library


@click.command()
@click.option("-o", "--output", type=PATH, metavar="DIR", help="Write a profile that shows each fault into this folder.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True, help="How.")
@library_options
def prove(output: Path | None, format_: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Decide over every complete profile what can never happen, never fails, or contradicts.

    Each value, status, way of doing and row of a table has to come out somewhere; each condition has to hold somewhere and
    fail somewhere; no two rules may say the same or advise against each other. Each fault is shown by a profile that
    `wayhome advise` takes, which -o writes; those of faults mended since are taken away there. What is right all the same
    stands, with its reason, under `accepted` in lint.yaml beside the rules (see `wayhome rules lint --help`).

    Ends with status 1 if there is a fault. Of a rulebook that cannot be read, JSON holds what `wayhome rules lint` says.

    \b
    Examples:
      wayhome rules prove
      wayhome rules prove --rulebook my-rules -o faults
      wayhome advise faults/01-never-holds-women.yaml --rulebook my-rules
    """
    from wayhome.engine.library import shipped
    from wayhome.engine.proofs.prove import Prover, report

    with faults_of_reading(format_):
        prover = Prover(load_library(rulebook, knowledge, with_drafts=True), rulebook or shipped("rules"))
    result = prover.result()
    for gone in prover.write_profiles(output) if output is not None else ():
        click.echo(f"Taken away: {gone}, whose fault is mended", err=True)
    click.echo(result.model_dump_json(indent=2) if format_ == "json" else report(result, output).rstrip("\n"))
    if not result.is_proved:
        raise SystemExit(1)

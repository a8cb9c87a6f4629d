"""`wayhome what-if`: what would change if some answers were otherwise, and what would bring something about."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wayhome.cli.common import advice_options, library_options, load_profile, load_weights, write


@click.command(name="what-if")
@click.argument("profile")
@click.option(
    "--set",
    "answers",
    multiple=True,
    metavar="Q=V",
    help="Suppose an answer: a question, one of its fields or a fact; a value, several (a,b), unknown or nobody-knows.",
)
@click.option(
    "--reach",
    "targets",
    multiple=True,
    metavar="ID=STATUS",
    help="Look for the smallest sets of answers that give this a status: recommended, possible, in-place or"
    " not-applicable; a finding or precondition one of its values.",
)
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@advice_options
@library_options
def what_if(
    profile: str,
    answers: tuple[str, ...],
    targets: tuple[str, ...],
    form: str,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """What would change in the advice for a PROFILE if some answers were otherwise? The file stays as it is.

    With --reach: what would have to be learnt, and what a government would have to change, so that something is in place.
    With both, from what is supposed.

    \b
    Examples:
      wayhome what-if ghana.yaml --set referral.use=working
      wayhome what-if ghana.yaml --set coordination.working.money=yearly --set sop.use=unknown
      wayhome what-if ghana.yaml --reach referral=in-place
      wayhome what-if ghana.yaml --reach precondition.ownership=met --format md
    """
    from wayhome.engine import api
    from wayhome.engine.errors import InputError

    if not answers and not targets:
        raise click.UsageError("Give --set or --reach, or both.")
    supposed: dict[str, str] = {}
    for given in answers:
        name, is_split, value = (part.strip() for part in given.partition("="))
        if not is_split or not name or not value:
            raise InputError.at(f"--set {given}", "not of the form Q=V", "such as referral.use=working")
        if name in supposed:
            raise InputError.at(f"--set {name}", f"{name!r} is supposed twice", mend="several values at once: `a,b`")
        supposed[name] = value
    loaded, chosen = load_profile(profile, rulebook, knowledge), load_weights(weights)
    found = api.what_if(
        loaded,
        supposed,
        reach=targets,
        edition=edition,
        date=date,
        weights=chosen,
        tell=_progress if sys.stderr.isatty() else None,
    )
    write({"text": found.to_text, "md": found.to_markdown, "json": found.to_json}[form](), "-")


def _progress(done: int, of: int) -> None:
    """How far a search is, on a line of the terminal that goes when it is over."""
    click.echo(f"\r{done * 100 // of:3d} %" if done < of else "\r     \r", nl=False, err=True)

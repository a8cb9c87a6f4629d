"""`wayhome handbook`: the passages behind the rules."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.group()
def handbook() -> None:
    """Look up the handbook's guidance, in our own words."""


@handbook.command()
@click.argument("passage_id", metavar="ID")
@library_options
def show(passage_id: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Show a passage: what it says, where, how strongly, and who cites it.

    \b
    Example:
      wayhome handbook show referral.service-mapping
    """
    from wayhome.engine.errors import InputError, did_you_mean

    library = load_library(rulebook, knowledge)
    passage = library.passages.get(passage_id)
    if passage is None:
        raise InputError.at("ID", f"there is no passage {passage_id!r}", mend=did_you_mean(passage_id, library.passages))
    click.echo(f"{passage.title}\n{passage.id} ({passage.locator}; {passage.strength})\n\n{passage.text}")
    for mode, text in passage.modes.items():
        click.echo(f"\n{mode}: {text}")
    for name, words in (
        ("Beneficiaries", passage.beneficiaries),
        ("Indicator (ours)", passage.indicator),
        ("Means of verification (ours)", passage.verification),
        ("SDG", ", ".join(passage.sdg)),
        ("GCM", ", ".join(passage.gcm)),
        ("CRS", ", ".join(passage.crs)),
    ):
        if words:
            click.echo(f"{name}: {words}")
    for callout in passage.callouts:
        click.echo(f"{callout.kind.capitalize()}: {' '.join(text for _, text in callout.lines)}")
    book = library.rulebook
    cited = [rule.id for rule in book.recommendations.values() if passage_id in (rule.id, *rule.cites)]
    cited += [finding.id for finding in book.findings.values() if passage_id in finding.cites]
    cited += [f"step {step.number}" for step in book.steps if passage_id in step.cites]
    asked = [question.question for question in library.questionnaire.questions.values() if passage_id in question.passages]
    click.echo(f"Cited by: {', '.join(cited) or 'no rule'}\nAsked by: {', '.join(asked) or 'no question'}")

"""`wayhome handbook`: the passages behind the rules."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.group()
def handbook() -> None:
    """Look up the handbook's guidance, in our own words."""


@handbook.command()
@click.option("--reverse", "by_passage", is_flag=True, help="List the rules and questions that stand on each passage.")
@library_options
def coverage(by_passage: bool, rulebook: Path | None, knowledge: Path | None) -> None:
    """Say how every row of the handbook's inventory is accounted for; exit status 1 if one is not.

    \b
    Examples:
      wayhome handbook coverage
      wayhome handbook coverage --reverse
    """
    from wayhome.engine.coverage import Carried, coverage_of, report, reverse
    from wayhome.engine.inventory import read_inventory, read_set_aside
    from wayhome.engine.library import shipped
    from wayhome.engine.plain_text import to_text

    library = load_library(rulebook, knowledge)
    folder = (knowledge or shipped("knowledge")) / "handbook"
    rows = read_inventory(folder)
    covered = coverage_of(library, rows, read_set_aside(folder, rows))
    click.echo(to_text(reverse(covered) if by_passage else report(covered)), nl=False)
    if any(one.carried is Carried.NONE or (one.aside and one.carried is not Carried.ASIDE) for one in covered):
        raise SystemExit(1)


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
    from wayhome.engine.library_history import became

    library = load_library(rulebook, knowledge)
    passage_id = library.questionnaire.canonical(passage_id)
    passage = library.passages.get(passage_id)
    if passage is None:
        since = became(library, passage_id)
        mend = f"it {since.said}" if since else did_you_mean(passage_id, library.passages)
        raise InputError.at("ID", f"there is no passage {passage_id!r}", mend=mend)
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
    cited = [rule.id for rule in book.recommendations.values() if passage_id in rule.passages]
    cited += [f"{rule.id} (each body)" for rule in book.actor_rules.values() if passage_id == rule.passage]
    cited += [some.id for some in book.some_actor.values() if passage_id in some.cites]
    cited += [finding.id for finding in book.findings.values() if passage_id in finding.cites]
    told = {step.number: (*step.cites, *(id_ for task in step.tasks for id_ in task.passages)) for step in book.steps}
    cited += [f"step {number}" for number, passages in told.items() if passage_id in passages]
    asked = [question.question for question in library.questionnaire.questions.values() if passage_id in question.passages]
    click.echo(f"Cited by: {', '.join(cited) or 'no rule'}\nAsked by: {', '.join(asked) or 'no question'}")

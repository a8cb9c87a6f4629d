"""`wayhome rules show`: one rule."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.command()
@click.argument("rule_id", metavar="ID")
@library_options
def show(rule_id: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Show a rule as its file has it, with the passages behind it.

    \b
    Example:
      wayhome rules show referral.why
    """
    from wayhome.engine.errors import InputError, did_you_mean
    from wayhome.engine.sources import entry_text

    library = load_library(rulebook, knowledge, with_drafts=True)
    book = library.rulebook
    rule_id = library.questionnaire.canonical(rule_id).partition("@")[
        0
    ]  # `list` names what holds of several facts with each
    places = {implication.id.partition("@")[0]: [implication.place] for implication in book.implications}
    places |= {contradiction.id.partition("@")[0]: [contradiction.place] for contradiction in book.contradictions}
    for rules in (book.findings, book.some_actor, book.measures, book.recommendations, book.actor_rules):
        for id_, rule in rules.items():
            places.setdefault(id_, []).append(rule.place)  # a passage may carry a recommendation and a rule on bodies
    for one in book.set_aside:
        places.setdefault(one.id, []).append(one.place)
    if rule_id not in places:
        raise InputError.at("ID", f"there is no rule {rule_id!r}", mend=did_you_mean(rule_id, places))
    for place in places[rule_id]:
        said = next((f": {one.said}" for one in book.set_aside if one.place == place), "")
        click.echo(f"# {place}{said}\n{entry_text(place)}")
    citing = book.findings.get(rule_id) or book.some_actor.get(rule_id)
    advised = book.recommendations.get(rule_id)
    cited = dict.fromkeys((rule_id, *(citing.cites if citing else ()), *(advised.passages if advised else ())))
    for passage in (library.passages[id_] for id_ in cited if id_ in library.passages):
        click.echo(f"{passage.id} ({passage.locator}; {passage.strength})\n  {passage.text}")

"""`wayhome rules new`: a rule begun."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from wayhome.cli.common import PATH


@click.command()
@click.argument("rule_id", metavar="ID")
@click.option("--title", required=True, metavar="TEXT", help="What it is called, in a few words.")
@click.option("--reads", required=True, metavar="FACT", help="The question, or line of one, that it reads first.")
@click.option("--measure", default="", metavar="M", help="The measure it becomes a part of; a new id makes a new one.")
@click.option("--passage", "cites", multiple=True, metavar="P", help="A passage there is already, to rest on besides.")
@click.option("--lead", default="", metavar="ROLE", help="Who leads; the body that leads in the sector if not given.")
@click.option("--sector", default="", metavar="S", help="The sector; if not given, the one in the id, or none.")
@click.option(
    "--kind",
    type=click.Choice(["recommendation", "finding"]),
    default="recommendation",
    show_default=True,
    help="What it concludes.",
)
@click.option("--rulebook", type=PATH, required=True, metavar="DIR", help="The rules folder to write into.")
@click.option("--knowledge", type=PATH, required=True, metavar="DIR", help="The knowledge folder to write into.")
def new(
    rule_id: str,
    title: str,
    reads: str,
    measure: str,
    cites: tuple[str, ...],
    lead: str,
    sector: str,
    kind: Literal["recommendation", "finding"],
    rulebook: Path,
    knowledge: Path,
) -> None:
    """Begin a rule: its passage, its conditions with an example for each of their ends, and its place in a measure.

    Everything is added to the files in which the nearest ids stand; nothing is written over, and an id there is already is
    refused. What is written loads at once and its examples hold; each text to be replaced begins with the word DRAFT.

    A recommendation has the id of its passage, and needs --measure. It is a draft: `rules test`, `show`, `lint` and `prove`
    take it in, and it advises nothing until its line `status: draft` is taken away. A finding is a yes or no, rests on
    the passages named, or on one begun with it, and is a draft too: only drafts may read it. A rule in force whose texts
    still begin with DRAFT stops every brief.

    \b
    Examples:
      wayhome rules new labour.tools --title "Tools" --reads service.skills --measure work.tools --rulebook r --knowledge k
      wayhome rules new few-desks --kind finding --title "Few desks" --reads service.papers --rulebook r --knowledge k
    """
    from wayhome.engine.new_rule.wanted import NewRule
    from wayhome.engine.new_rule.written import write_new_rule

    wanted = NewRule(rule_id, kind, title, reads, tuple(cites), measure, lead, sector)
    for addition in write_new_rule(rulebook, knowledge, wanted):
        click.echo(f"Written: {addition.path}:{addition.line}, the {addition.what}")
    folders = f"--rulebook {rulebook} --knowledge {knowledge}"
    click.echo(f"Next: replace every text that begins with DRAFT, then: wayhome rules test -k {rule_id} {folders}")
    waits = "advises nothing" if kind == "recommendation" else "stands in no brief, and only drafts may read it"
    click.echo(f"The rule is a draft and {waits}; once its examples hold, take its line `status: draft` away.")

"""`wayhome schema`: JSON Schemas of what goes in and comes out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wayhome.cli.common import OUTPUT, library_options, load_library, write

WHAT = (
    "profile",
    "rulebook",
    "cases",
    "version",
    "history",
    "advice",
    "decisions",
    "explain",
    "what-if",
    "ask",
    "robustness",
    "priorities",
    "compare",
    "changelog",
    "impact",
)


@click.command()
@click.argument("what", type=click.Choice(WHAT))
@OUTPUT
@library_options
def schema(what: str, output: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Print the JSON Schema of a profile, of a rule file, of version and history beside it, or of a command's JSON.

    `advice` is that of `advise`, `decisions` that of `review export`; the others have the name of their command.

    That of a profile knows every question and its answers; `wayhome new` puts it beside the profile it writes. That of a
    rule file knows every id and value of the rulebook; rule files name it in their first line, and look for it at the top of
    their folder. Make it again when ids have changed. `cases` is that of the files of examples beside them, which look for
    wayhome-cases.schema.json at the top of the same folder; examples of questions look at the top of the knowledge folder.

    \b
    Examples:
      wayhome schema profile
      wayhome schema profile --knowledge my-knowledge
      wayhome schema rulebook --rulebook my-rules -o my-rules/wayhome-rules.schema.json
      wayhome schema cases --rulebook my-rules -o my-rules/wayhome-cases.schema.json
    """
    from wayhome.engine.profile_schema import profile_schema
    from wayhome.engine.rule_schema import cases_schema, rule_schema_text
    from wayhome.engine.schemas import schema_of

    library = load_library(rulebook, knowledge, with_drafts=True)
    if what == "rulebook":
        text = rule_schema_text(library)
    else:
        made = {"profile": lambda: profile_schema(library.questionnaire), "cases": lambda: cases_schema(library)}
        found = made[what]() if what in made else schema_of(what)
        text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    write(text, output)
    if output != "-":
        click.echo(f"Written: {output}")

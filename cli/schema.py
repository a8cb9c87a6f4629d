"""`wayhome schema`: JSON Schemas of what goes in and comes out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library, write


@click.command()
@click.argument("what", type=click.Choice(["profile", "rulebook", "cases", "advice", "decisions", "compare", "priorities"]))
@library_options
def schema(what: str, rulebook: Path | None, knowledge: Path | None) -> None:
    """Print the JSON Schema of a profile, of a rule file, or of the JSON that a command writes.

    `advice` is that of `advise`, `decisions` that of `review export`; the others have the name of their command.

    `cases` is that of the files of examples beside rule files.
    That of a profile knows every question and its answers; `wayhome new` puts it beside the profile it writes.

    \b
    Examples:
      wayhome schema profile
      wayhome schema profile --knowledge my-knowledge
    """
    from wayhome.engine.profile_schema import profile_schema
    from wayhome.engine.schemas import schema_of

    questionnaire = load_library(rulebook, knowledge).questionnaire
    found = profile_schema(questionnaire) if what == "profile" else schema_of(what)
    write(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "-")

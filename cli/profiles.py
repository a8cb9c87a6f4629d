"""`wayhome profiles`: the example profiles."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.command()
@library_options
def profiles(rulebook: Path | None, knowledge: Path | None) -> None:
    """List the example profiles; every command takes one as example:NAME.

    \b
    Examples:
      wayhome profiles
      wayhome advise example:civ
    """
    from wayhome.engine.brief.tree import plain
    from wayhome.engine.profile_reader import example_names, read_profile

    library = load_library(rulebook, knowledge)
    for name in example_names(library.examples):
        profile = read_profile(f"example:{name}", library.questionnaire, library.examples)
        click.echo(f"example:{name:<10} {plain(profile.title).text or profile.country.name}")

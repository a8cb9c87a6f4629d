"""`wayhome review corrections`: facts that bodies correct, and the profile changed by those that are chosen."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library, load_log
from wayhome.cli.review.options import log_option, phrases_of


@click.command()
@click.argument("profile")
@click.option(
    "--apply", "numbers", multiple=True, type=int, metavar="N", help="Write this one into the profile. Repeatable."
)
@log_option
@library_options
def corrections(profile: str, numbers: tuple[int, ...], log: Path, rulebook: Path | None, knowledge: Path | None) -> None:
    """List the facts in PROFILE that bodies correct: what it holds, what they say, and what shows it.

    Nothing is changed unless it is asked for. --apply writes a correction in place of what the profile held, with its
    evidence, and the body as its source.

    \b
    Examples:
      wayhome review corrections ghana.yaml
      wayhome review corrections ghana.yaml --apply 12 --apply 17
    """
    from wayhome.engine.errors import InputError
    from wayhome.engine.open_profile import OpenProfile
    from wayhome.engine.plain_text import to_text
    from wayhome.engine.review.corrections import applied, chosen_of, corrections_of
    from wayhome.engine.review.corrections_report import corrections_report
    from wayhome.engine.review.form_maker import subject_of

    phrases = phrases_of(profile, rulebook, knowledge)
    held = load_log(log)
    held.refuse_unless_on(subject_of(phrases.advice.profile))
    found = corrections_of(held, phrases)
    if not numbers:
        click.echo(to_text(corrections_report(found, phrases)), nl=False)
        return
    if profile == "-" or profile.startswith("example:"):
        raise InputError.at(profile, "only a file of your own can be changed", mend="copy it first")
    chosen = chosen_of(found, numbers, str(log))
    questionnaire = load_library(rulebook, knowledge).questionnaire
    OpenProfile.read(Path(profile), questionnaire).change(lambda draft: applied(draft, chosen, questionnaire))
    for one in chosen:
        click.echo(f"{one.field}: {one.held or 'nothing'} becomes {one.proposed} ({one.correction.name})")
    click.echo(f"Written: {profile}. Next: wayhome check {profile}")

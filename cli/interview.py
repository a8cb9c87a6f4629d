"""`wayhome interview`: answer a profile question by question."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library


@click.command()
@click.argument("profile")
@click.option("--section", metavar="ID", help="Only one section, such as services.")
@click.option("--core", is_flag=True, help="Only the core: the questions a first useful brief needs.")
@click.option("--for", "role", metavar="ROLE", help="Only what one respondent can answer: one meeting, one page.")
@click.option("--only-unanswered", is_flag=True, help="Leave out what has an answer.")
@click.option(
    "--next",
    "by_importance",
    is_flag=True,
    help="First what settles most, worked out anew after each answer.",
)
@click.option("--quick", is_flag=True, help="Without asking for evidence after each answer; `e` gives it all the same.")
@click.option("--opt-in", is_flag=True, help="With the questions on people at risk of discrimination (confidential).")
@click.option("--country", metavar="CODE", help="The country of a new profile (ISO 3166-1, such as GHA).")
@click.option("--area", metavar="CODE", help="An ISO 3166-2 code, for a new profile of a part of the country.")
@library_options
@click.pass_context
def interview(
    ctx: click.Context,
    profile: str,
    section: str | None,
    core: bool,
    role: str | None,
    only_unanswered: bool,
    by_importance: bool,
    quick: bool,
    opt_in: bool,
    country: str | None,
    area: str | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Answer the questions of a PROFILE one by one; the file is made if it is new.

    Every answer is in the file before the next question comes, beside whatever else stands there. It begins with the first
    question that has no answer, so that an interview can be broken off at any time. `?` explains a question and lists the
    commands. Answers can be piped in, one to a line.

    \b
    Examples:
      wayhome interview ghana.yaml --core
      wayhome interview ghana.yaml --for ministry-labour
      wayhome interview ghana.yaml --section services --only-unanswered
      wayhome interview abidjan.yaml --country CIV --area CI-AB
    """
    from wayhome.engine.interview.console import Terminal
    from wayhome.engine.interview.session import interview as hold_interview
    from wayhome.engine.interview.wanted import Wanted, by_what_they_settle, in_file_order
    from wayhome.engine.selection import Selection

    gc.enable()  # this command may live for hours
    wanted = Wanted(
        Selection(section=section, core=core, role=role, opt_in=opt_in),
        only_unanswered=only_unanswered,
        is_quick=quick,
        country=country,
        area=area,
        order=by_what_they_settle if by_importance else in_file_order,
        is_reordered=by_importance,
    )
    ctx.exit(hold_interview(Terminal(), Path(profile), load_library(rulebook, knowledge), wanted))

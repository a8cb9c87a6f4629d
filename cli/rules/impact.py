"""`wayhome rules impact`: what another version of the rules makes of stored profiles."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import OUTPUT, PATH, load_library, write


@click.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@OUTPUT
@click.option("--profiles", type=PATH, metavar="DIR", help="The profiles, files in DIR; the examples if not given.")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="Text, Markdown or JSON.")
@click.option("--knowledge", type=PATH, metavar="DIR", help="The knowledge folder; for OLD too, if none is named for it.")
@click.option("--old-knowledge", type=PATH, metavar="DIR", help="The knowledge folder of OLD, if it is another.")
def impact(
    old: Path,
    new: Path,
    output: str,
    profiles: Path | None,
    form: str,
    knowledge: Path | None,
    old_knowledge: Path | None,
) -> None:
    """Say which profiles change from the rules in OLD to those in NEW, how, and because of which rule.

    Told are recommendations with the ways of doing them and their pieces, findings, and the main part of the brief: its
    measures, who leads them, by which instrument and at what cost, its roadmap, and its sentences of care. A rule, or a part
    of the questionnaire, is named where the change is undone once that is as it was, all else as it is now. A rule that was
    only renamed changes nothing. Where none of this changes and a word of the brief does, its parts are named; "nothing
    changes" is said of the same text alone.

    A profile that cannot be read is told, and the others are worked out all the same; the status is 1 then.

    \b
    Examples:
      wayhome rules impact old-rules rules
      wayhome rules impact old-rules my-rules --profiles countries --format md -o impact.md
    """
    from wayhome.engine.versions.impact import impact as worked_out
    from wayhome.engine.versions.impact import profile_files
    from wayhome.engine.versions.impact_document import to_json, to_markdown, to_plain

    before, now = load_library(old, old_knowledge or knowledge), load_library(new, knowledge)
    found = worked_out(before, now, profile_files(profiles or now.examples))
    write({"text": to_plain, "md": to_markdown, "json": to_json}[form](found), output)
    if output != "-":
        click.echo(f"Written: {output}")
    for one in found.unread:
        click.echo(str(one.error), err=True)
    if found.unread:
        raise SystemExit(1)

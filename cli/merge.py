"""`wayhome merge`: colleagues' profiles combined into one."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import library_options, load_library, write


@click.command()
@click.argument("profiles", nargs=-1, required=True, metavar="A B [...]")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@library_options
def merge(profiles: tuple[str, ...], output: str, force: bool, rulebook: Path | None, knowledge: Path | None) -> None:
    """Combine PROFILES of one country that colleagues filled in.

    What they agree on is kept. Where they differ, all that was said stays possible, and a line says who said what; the
    comments and the order are those of the first.

    \b
    Examples:
      wayhome merge ghana.yaml health.yaml labour.yaml -o together.yaml
    """
    from wayhome.engine.draft import Draft
    from wayhome.engine.errors import InputError
    from wayhome.engine.merge import described, merge
    from wayhome.engine.sources import read_text

    if len(profiles) < 2:
        raise click.UsageError("give at least two profiles")
    if list(profiles).count("-") > 1:
        raise click.UsageError("only one profile can come from standard input")
    if output != "-" and not force and Path(output).is_file():
        raise InputError.at(output, "the file exists", mend="choose another name, or --force to overwrite it")
    questionnaire = load_library(rulebook, knowledge).questionnaire
    merged = merge([Draft(read_text(Path(path)), path, questionnaire) for path in profiles])
    write(merged.draft.text, output, replace=force)
    lines = [f"{found.places[0]}: {described(found)}" for found in merged.differences]
    number = len(merged.differences)
    answered = "1 question is" if merged.answered == 1 else f"{merged.answered} questions are"
    lines += ["", f"{answered} answered, {merged.answered - merged.added} of them in {profiles[0]}."]
    lines.append("Nobody differs." if not number else f"On {number} {'line' if number == 1 else 'lines'} they differ.")
    if output != "-":
        lines.append(f"Written: {output}. Next: wayhome check {output}")
    click.echo("\n".join(lines).lstrip("\n"), err=output == "-")

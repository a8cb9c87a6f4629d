"""`wayhome form`: the questionnaire as a workbook or form, and the answers that come back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayhome.cli.common import PATH, library_options, load_library, same_file, write

if TYPE_CHECKING:
    from wayhome.engine.draft import Draft
    from wayhome.engine.library import Library
    from wayhome.engine.selection import Selection
    from wayhome.engine.take_in import Preference, TakenIn


@click.group()
def form() -> None:
    """Collect answers in a spreadsheet or on a telephone."""


@form.command("export")
@click.argument("profile", required=False)
@click.option("--plain", is_flag=True, help="A workbook for Excel or LibreOffice; else a form for KoboToolbox or ODK.")
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write: .xlsx, or .xml for a form as an XForm.")
@click.option("--country", metavar="CODE", help="The country, such as GHA, if there is no profile yet.")
@click.option("--section", metavar="ID", help="Only the questions of one section.")
@click.option("--core", is_flag=True, help="Only the core questions.")
@click.option("--for", "role", metavar="ROLE", help="Only what a body in this role can answer, such as ministry-health.")
@click.option("--opt-in", is_flag=True, help="With the questions on people at risk of discrimination (confidential).")
@click.option("--without-sensitive", is_flag=True, help="Without the questions marked sensitive.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@library_options
def export(
    profile: str | None,
    plain: bool,
    output: str,
    country: str | None,
    section: str | None,
    core: bool,
    role: str | None,
    opt_in: bool,
    without_sensitive: bool,
    force: bool,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Write the questionnaire as a plain workbook (--plain), or as an XLSForm for KoboToolbox and ODK.

    A plain workbook holds what PROFILE answers already; a form for telephones never does.

    \b
    Examples:
      wayhome form export ghana.yaml --plain -o ghana.xlsx
      wayhome form export --country GHA --plain --core -o core.xlsx
      wayhome form export ghana.yaml --for organisations --without-sensitive -o form.xlsx
      wayhome form export ghana.yaml -o form.xml
    """
    from wayhome.engine.errors import InputError
    from wayhome.engine.extras import need
    from wayhome.engine.forms.workbook import save
    from wayhome.engine.selection import Selection

    kinds = (".xlsx",) if plain else (".xlsx", ".xml")
    if profile is not None and country is not None:
        raise click.UsageError("give a PROFILE or --country, not both: a profile has its country")
    if Path(output).suffix.lower() not in kinds:
        raise InputError.at(output, "not the name of a form", f"a name that ends in {' or '.join(kinds)}")
    if not force and Path(output).is_file():
        raise InputError.at(output, "the file exists", mend="choose another name, or --force to overwrite it")
    need("openpyxl", "office" if plain else "odk")
    library = load_library(rulebook, knowledge)
    selection = Selection(section, core, role, opt_in, sensitive=not without_sensitive)
    draft = _draft(profile, country, library)
    if plain:
        from wayhome.engine.forms.plain_workbook import plain_workbook

        save(plain_workbook(draft, library, selection), Path(output), replace=force)
        click.echo(_after_export(profile, draft, library, selection, output))
        return
    from wayhome.engine.forms.xlsform import xform_xml, xlsform

    book = xlsform(library, selection, draft.profile if draft else None)
    if Path(output).suffix.lower() == ".xml":
        write(xform_xml(book), output, replace=force)
    else:
        save(book, Path(output), replace=force)
    click.echo(
        f"Written: {output}. Upload it to KoboToolbox or ODK Central; the answers come back with: wayhome form import"
    )


def _draft(profile: str | None, country: str | None, library: Library) -> Draft | None:
    """The profile to begin with; an empty one for a country; or none."""
    from wayhome.engine.blank import blank_profile
    from wayhome.engine.draft import Draft
    from wayhome.engine.errors import InputError
    from wayhome.engine.places import find_country, nearest_country
    from wayhome.engine.profile_reader import profile_bytes
    from wayhome.engine.sources import decoded

    if profile is not None:
        draft = Draft(decoded(profile_bytes(profile, library.examples), profile), profile, library.questionnaire)
        draft.profile  # noqa: B018  # raises for what is no profile
        return draft
    if country is None:
        return None
    found = find_country(country)
    if found is None:
        raise InputError.at("--country", f"no country has the code {country!r}", "such as GHA", nearest_country(country))
    return Draft(blank_profile(found, None, library.questionnaire), "", library.questionnaire)


def _after_export(profile: str | None, draft: Draft | None, library: Library, selection: Selection, output: str) -> str:
    """What was written, what was left out, and what comes next."""
    from wayhome.engine.forms.plain_layout import left_out, sections_on

    asked = sum(len(section.questions) for section in sections_on(draft, library.questionnaire, selection))
    lines = [f"Written: {output}, with {asked} {'question' if asked == 1 else 'questions'}."]
    out = left_out(draft, library.questionnaire, selection) if draft else ()
    if out:
        number = "1 question" if len(out) == 1 else f"{len(out)} questions"
        lines.append(f"Left out, as you asked: what {profile} says on {number}.")
    is_file = profile is not None and profile != "-" and not profile.startswith("example:")
    lines.append(
        f"Once it is filled in: wayhome form import {output} {f'--into {profile}' if is_file else '-o profile.yaml'}"
    )
    return "\n".join(lines)


@form.command("import")
@click.argument("file", type=PATH)
@click.option("-o", "--output", metavar="PROFILE", help="A new profile to write; - for standard output.")
@click.option(
    "--into", type=PATH, metavar="PROFILE", help="The profile to take the answers into; changed unless -o is given."
)
@click.option("--submission", "wanted", multiple=True, metavar="ID", help="Which submission of several, or: all.")
@click.option("--prefer", type=click.Choice(["file", "form"]), help="Who is right where profile and form differ.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@library_options
def import_(
    file: Path,
    output: str | None,
    into: Path | None,
    wanted: tuple[str, ...],
    prefer: str | None,
    force: bool,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Take the answers in FILE into a profile: a plain workbook, or an export of KoboToolbox or ODK Central.

    Nothing is overwritten silently: where the form says something else than the profile, both are shown, and nothing is
    written until one is preferred. An empty cell takes nothing away.

    \b
    Examples:
      wayhome form import ghana.xlsx -o ghana.yaml
      wayhome form import ghana.xlsx --into ghana.yaml
      wayhome form import answers.csv --into ghana.yaml --submission all
      wayhome form import ghana.xlsx --into ghana.yaml --prefer form
    """
    from wayhome.engine.errors import InputError, printable
    from wayhome.engine.forms.filled_in import read_filled_in, taken_anew, taken_into
    from wayhome.engine.forms.submissions import chosen_submissions
    from wayhome.engine.open_profile import OpenProfile
    from wayhome.engine.schema_file import write_schema_beside

    if output is None and into is None:
        raise click.UsageError("say where the answers go: -o PROFILE for a new profile, --into PROFILE for one there is")
    if output not in (None, "-") and same_file(output, file):
        raise InputError.at(output, "this is the form itself", mend="give another name with -o")
    if output not in (None, "-") and not force and Path(output).is_file() and not (into and same_file(output, into)):
        raise InputError.at(output, "the file exists", mend="choose another name, or --force to overwrite it")
    library = load_library(rulebook, knowledge)
    forms = read_filled_in(file, library)
    if len(forms) > 1 and not wanted:
        click.echo(f"{file} holds {len(forms)} submissions; choose with --submission ID, or --submission all:", err=True)
        for one in forms:
            click.echo(printable(f"  {one.id}  {one.date}  {one.who}".rstrip()), err=True)
        raise SystemExit(1)
    forms = chosen_submissions(forms, () if "all" in wanted else wanted)
    for note in (note for one in forms for note in one.notes):
        click.echo(printable(note), err=True)
    given = [one.contribution for one in forms]
    preferred: Preference | None = "new" if prefer == "form" else "file" if prefer == "file" else None
    goal = output or str(into)
    if into is None:
        taken = taken_anew(given, goal, preferred, library)
    else:
        opened = OpenProfile.read(into, library.questionnaire)
        taken = taken_into(opened, given, preferred, in_place=output is None or same_file(output, into))
    if taken.conflicts:
        for conflict in taken.conflicts:
            click.echo(str(conflict), err=True)
        click.echo("Nothing was written. Mend one of the two, or say who is right: --prefer file, --prefer form.", err=True)
        raise SystemExit(1)
    if output is not None and not (into and same_file(output, into)):
        write(taken.draft.text, output, replace=force)
        if into is None and Path(output).is_file():
            with suppress(InputError):  # a help for those who go on in an editor
                write_schema_beside(Path(output), library.questionnaire)
    _tell(taken, goal)


def _tell(taken: TakenIn, profile: str) -> None:
    """What came of it, and what comes next."""
    from wayhome.engine.errors import printable

    to_screen = profile == "-"
    for change in taken.changed:
        click.echo(printable(change), err=to_screen)
    number = "1 answer" if taken.added == 1 else f"{taken.added} answers"
    click.echo(f"{number} taken in, {len(taken.changed)} changed.", err=to_screen)
    if not to_screen:
        click.echo(f"Next: wayhome check {profile}")

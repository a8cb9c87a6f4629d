"""`wayhome export`: the action plan as a table, for those who plan, pay or report with it."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH, advice_options, library_options, load_log, load_profile, load_weights, same_file, write


@click.command()
@click.argument("profile")
@click.option("--matrix", is_flag=True, required=True, help="The action plan matrix: a row for each action.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write, .xlsx or .csv; - for CSV.")
@click.option("--reviews", type=PATH, metavar="LOG", help="With what the bodies answered (see `wayhome review`).")
@advice_options
@library_options
def export(
    profile: str,
    matrix: bool,
    output: str,
    reviews: Path | None,
    edition: str,
    date: str | None,
    weights: Path | None,
    rulebook: Path | None,
    knowledge: Path | None,
) -> None:
    """Export the action plan for a PROFILE as an Excel workbook or a CSV file.

    A row holds what is advised, who leads and joins, for whom, from when to when, how it is shown, its cost class, risk,
    place in the order, reason, citation and codes (SDG, GCM, OECD-DAC CRS). The workbook also holds the recommendations
    behind each action, and what each column means; it needs the extra `office`. Names, money and dates nobody gave are to be
    confirmed. Text is never a formula: in CSV, what could be taken for one begins with an apostrophe.

    \b
    Examples:
      wayhome export example:xx --matrix -o plan.xlsx
      wayhome export ghana.yaml --matrix -o plan.csv --edition ministerial
      wayhome export ghana.yaml --matrix -o plan.xlsx --reviews reviews.jsonl
    """
    from wayhome.engine.api import advise
    from wayhome.engine.errors import InputError
    from wayhome.engine.matrix_files import FORMATS, to_csv, write_xlsx

    kind = "csv" if output == "-" else Path(output).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise InputError.at(output, "which kind of table this is cannot be told", "a name that ends in .xlsx or .csv")
    for read in (profile, weights, reviews):
        if output != "-" and read and same_file(output, read):
            raise InputError.at(output, f"the table would overwrite {read}", mend="choose another name for -o")
    loaded = load_profile(profile, rulebook, knowledge)
    advised = advise(loaded, edition=edition, date=date, weights=load_weights(weights))
    if reviews:
        from wayhome.engine.review.briefed import reviewed

        advised = reviewed(advised, load_log(reviews))
    found = advised.to_matrix()
    if kind == "xlsx":
        write_xlsx(found, Path(output))
    else:
        write(to_csv(found), output)
    if output != "-":
        click.echo(f"Written: {output} ({len(found.plan.rows)} actions)")

"""Where a review stands, as a workbook: a row for each body and action.

In: `Reviews` and phrases. Out: an .xlsx file; text in it never becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.extras import need
from wayhome.engine.forms.workbook import column_name, put, save
from wayhome.engine.responses import MeasureReview, Response, Reviews

COLUMNS = {
    "number": 6,
    "action": 40,
    "outcome": 20,
    "body": 28,
    "decision": 20,
    "stale": 9,
    "reasons": 44,
    "whose": 24,
    "paid-by": 24,
    "response": 40,
    "unit": 22,
    "by": 12,
    "own-text": 26,
    "date": 12,
    "deadline": 12,
    "progress": 14,
    "read": 50,
    "today": 50,
}
"""Each with its width in characters."""


def write_status(reviews: Reviews, p: Phrases, path: Path) -> None:
    """Write the workbook; raises InputError if it cannot be written."""
    need("openpyxl", "office")
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = p.words("review.status.sheet")
    rows = [{name: p.words(f"review.status.head.{name}") for name in COLUMNS}, *_rows(reviews, p)]
    for i, row in enumerate(rows, 1):
        for j, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(i, j)
            assert isinstance(cell, Cell)
            put(cell, row.get(name) or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Calibri", size=10, bold=i == 1)
    for j, width in enumerate(COLUMNS.values()):
        sheet.column_dimensions[column_name(j)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{column_name(len(COLUMNS) - 1)}{len(rows)}"
    save(book, path)


def _rows(reviews: Reviews, p: Phrases) -> Iterator[dict[str, str]]:
    for found in reviews.measures.values():
        deadlines = {asked.body: asked.deadline for asked in found.waits_for}
        for one in found.responses:
            yield _of_measure(p, found) | _of_response(p, one) | {"deadline": deadlines.get(one.body, "")}
        answered = {one.body for one in found.responses}
        for asked in found.waits_for:
            if asked.body not in answered:
                name = p.body(asked.name) if asked.name in p.questionnaire.roles else asked.name
                none = p.words("review.status.none")
                yield _of_measure(p, found) | {"body": name, "decision": none, "deadline": asked.deadline}


def _of_measure(p: Phrases, found: MeasureReview) -> dict[str, str]:
    return {
        "number": str(p.numbers.get(found.measure, "")),
        "action": found.title,
        "outcome": p.words(f"review.outcome.{found.outcome}"),
        "progress": p.words(f"review.state.{found.progress.state}") if found.progress else "",
        "today": found.text,
    }


def _of_response(p: Phrases, one: Response) -> dict[str, str]:
    return {
        "body": one.name,
        "decision": p.words(f"review.decision.{one.decision}"),
        "stale": p.words("review.status.yes") if one.is_stale else "",
        "reasons": one.reasons,
        "whose": p.body(one.whose) if one.whose in p.questionnaire.roles else one.whose,
        "paid-by": one.paid_by,
        "response": one.action,
        "unit": one.unit,
        "by": str(one.by) if one.by else "",
        "own-text": one.own_text,
        "date": one.date,
        "read": f"{one.title}\n{one.text}",
    }

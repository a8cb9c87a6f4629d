"""What the tests of a review share: an invented country's forms, filled in as an official would in an office program."""

import functools
from pathlib import Path

import openpyxl

from wayhome import load_profile
from wayhome.engine.advise import advise
from wayhome.engine.api import LoadedProfile
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.review.bodies import bodies_of
from wayhome.engine.review.entries import DecisionEntry, Reviewer
from wayhome.engine.review.form_maker import make_form, subject_of
from wayhome.engine.review.form_words import FormWords
from wayhome.engine.review.item import items_of
from wayhome.engine.review.sheets import write_sheet
from wayhome.engine.review.text_form import text_form

LIBRARY = load_library()
WORDS = FormWords(LIBRARY.wording.sentences)
PERSON = {"name": "أمينة بن يوسف", "role": "Director of Policy", "date": "2026-05-12"}
TABLE = "coordination.mechanism"
LEAD = "lead.body"
WORK = "work.public-services"


@functools.cache
def example(name="xx"):
    """The words of an example's advice."""
    return Phrases(advise(load_profile(f"example:{name}").profile, LIBRARY))


def phrases_of(text):
    """The words of the advice on a profile given as text."""
    loaded = LoadedProfile(check_profile(text, "p.yaml", LIBRARY.questionnaire), LIBRARY)
    return Phrases(advise(loaded.profile, LIBRARY))


def form_of(body, phrases=None, deadline="2026-06-30"):
    """The form of the body in a role."""
    phrases = phrases or example()
    (found,) = [one for one in bodies_of(phrases) if body in one.roles]
    return make_form(phrases, found, deadline)


def sheet_of(form, path, rows=None, facts=None, person=PERSON):
    """Write a form as a workbook and fill it in: by key, heading to value."""
    write_sheet(form, WORDS, path, replace=True)
    fill_sheet(path, rows or {}, facts or {}, person)
    return path


def fill_sheet(path, rows=None, facts=None, person=PERSON):
    """Fill in a workbook that is there."""
    book = openpyxl.load_workbook(path)
    pages = {sheet["A1"].value: sheet for sheet in book.worksheets}
    you = pages["wayhome:you"]
    for row in range(1, you.max_row + 1):
        if you.cell(row, 1).value in (person or {}):
            you.cell(row, 3).value = person[you.cell(row, 1).value]
    for page, filled in (("wayhome:actions", rows or {}), ("wayhome:facts", facts or {})):
        for key, values in filled.items():
            for head, value in values.items():
                cell_of(pages[page], key, head).value = value
    book.save(path)
    return Path(path)


def cell_of(sheet, key, head):
    """The cell of a row, by its hidden key, under a heading."""
    (row,) = [i for i in range(2, sheet.max_row + 1) if sheet.cell(i, 1).value == key]
    (column,) = [cell.column for cell in sheet[1] if cell.value == head]
    return sheet.cell(row, column)


def text_of(form, rows=None, facts=None, person=PERSON):
    """A form as Markdown, filled in: by key, label to text."""
    text = text_form(form, WORDS)
    given = {"Name": "name", "Function": "role", "Date": "date", "Overall response (may stay empty)": "overall"}
    you = {label: person[key] for label, key in given.items() if key in (person or {})}
    for key, values in {"you": you, **(rows or {}), **(facts or {})}.items():
        before, mark, after = text.partition(f"\n`{key}`\n")
        assert mark, key
        for label, value in values.items():
            assert f"- {label}:\n" in after, label
            after = after.replace(f"- {label}:\n", f"- {label}: {value}\n", 1)
        text = before + mark + after
    return text


def decision(body, measure, decided="accept", phrases=None, **more):
    """An entry of the log: what the body in a role decided on today's text of a measure."""
    phrases = phrases or example()
    (found,) = [one for one in bodies_of(phrases) if body in one.roles]
    item = items_of(phrases)[measure]
    given = {
        "subject": subject_of(phrases.advice.profile),
        "body": found.key,
        "roles": found.roles,
        "name": found.name,
        "reviewer": Reviewer(name="A", role="B"),
        "date": "2026-05-12",
        "form": "0" * 64,
        "measure": measure,
        "reviewed": item.reviewed,
        "hash": item.hash,
        "decision": decided,
        "reasons": "" if decided == "accept" else "So it is.",
    }
    return DecisionEntry.model_validate({**given, **more})

"""The questionnaire as a form for ODK and KoboToolbox: a standards-true XLSForm, and the XForm made of it.

In: the library, which questions to ask and, if there is one, the profile whose country the answers are about. Out: a
workbook with the sheets survey, choices and settings (https://xlsform.org/en/); nothing in it is answered beforehand. The
version of the form is that of the rules and the questionnaire: no clock is read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from wayhome.engine.errors import InputError
from wayhome.engine.extras import need
from wayhome.engine.forms import form_names as names
from wayhome.engine.forms import form_words as words
from wayhome.engine.forms.workbook import put
from wayhome.engine.forms.xlsform_questions import FIELD_LIST, QuestionWriter, capital, text_constraint
from wayhome.engine.forms.xlsform_rows import CHOICES, SURVEY, Row, Rows, header
from wayhome.engine.forms.xpath import Relevance, equals, is_blank, not_
from wayhome.engine.library import Library
from wayhome.engine.profile import Profile
from wayhome.engine.questionnaire import Question, Questionnaire, Section
from wayhome.engine.selection import Selection, select

if TYPE_CHECKING:
    from openpyxl import Workbook

LONGEST_LABEL = 200
_MARKUP = str.maketrans({"<": "(", ">": ")", "[": "(", "]": ")", "*": " ", "_": " ", "`": "'", "\\": "/"})


def xlsform(
    library: Library, selection: Selection, profile: Profile | None = None, *, leave_out: Collection[str] = ()
) -> Workbook:
    """The form; raises InputError if nothing is left to ask."""
    need("openpyxl", "odk")
    from openpyxl import Workbook

    rows = _rows(library, selection, profile, leave_out)
    book = Workbook()
    for title, columns, content in (
        ("survey", SURVEY, rows.survey),
        ("choices", CHOICES, rows.choices),
        ("settings", tuple(settings := _settings(library, selection, profile)), [settings]),
    ):
        _fill(book, title, columns, content)
    del book["Sheet"]
    return book


def form_version(library: Library) -> str:
    """Which rules and which questions a form was made from; a letter first, so that no spreadsheet takes it for a number."""
    return f"r{library.rulebook_digest[:10]}-q{library.knowledge_digest[:10]}"


def xform_xml(book: Workbook) -> str:
    """The XForm made from an XLSForm; raises InputError if pyxform refuses it."""
    need("pyxform", "odk")
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    raw = io.BytesIO()
    book.save(raw)
    try:
        return str(convert(raw.getvalue(), file_type=".xlsx").xform)
    except PyXFormError as error:
        raise InputError.at("form", f"pyxform refuses it: {' '.join(str(error).split())}") from None


def _rows(library: Library, selection: Selection, profile: Profile | None, leave_out: Collection[str]) -> Rows:
    questionnaire = library.questionnaire
    is_area = profile is not None and profile.area is not None
    sections = select(questionnaire, selection, is_area=is_area, leave_out=leave_out)
    if not sections:
        raise InputError.at("form", "no question is left to ask", mend="ask for fewer things at once")
    asked = [question for section in sections for question in section.questions]
    known = names.form_names(questionnaire)
    relevance = Relevance(library.program, questionnaire, known, {question.question for question in asked})
    rows = Rows()
    writer = QuestionWriter(rows, questionnaire, known, relevance.of)
    _about(rows, library, profile)
    for section in sections:
        _section(rows, writer, section)
    _sensitive(rows, writer, [question for question in asked if question.sensitive])
    return rows


def _about(rows: Rows, library: Library, profile: Profile | None) -> None:
    """Who answers, when, and about which country."""
    long, too_long = text_constraint()
    needed = {"required": "yes", "required_message": words.NEEDED}
    with rows.group(names.ABOUT_GROUP, words.ABOUT, appearance=FIELD_LIST):
        bodies = {**_bodies(library.questionnaire, profile), names.OTHER_BODY: words.OTHER_BODY}
        rows.add(rows.select(names.BODY, bodies), names.BODY, words.BODY, hint=words.BODY_HINT, **needed)
        rows.add(
            "text",
            names.BODY_NAME,
            words.BODY_NAME,
            hint=words.BODY_NAME_HINT,
            relevant=not_(is_blank(names.BODY)),
            required=equals(names.BODY, names.OTHER_BODY),
            required_message=words.NEEDED,
            constraint=long,
            constraint_message=too_long,
        )
        rows.add("date", names.TALK_DATE, words.TALK_DATE, **needed)
        if profile is not None and profile.has_country:
            rows.add("calculate", names.COUNTRY, calculation=f"'{profile.country.alpha_3}'")
            if profile.area:
                rows.add("calculate", names.AREA, calculation=f"'{profile.area}'")
        else:
            country = {"constraint": "regex(., '^[A-Za-z]{2,3}$')", "constraint_message": words.COUNTRY_FORM}
            rows.add("text", names.COUNTRY, words.COUNTRY, hint=words.COUNTRY_HINT, **country, **needed)
            area = {"constraint": "regex(., '^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$')", "constraint_message": words.AREA_FORM}
            rows.add("text", names.AREA, words.AREA, hint=words.AREA_HINT, **area)
        rows.add("calculate", names.VERSION, calculation=f"'{form_version(library)}'")


def _bodies(questionnaire: Questionnaire, profile: Profile | None) -> dict[str, str]:
    """Role to its title, with the real name of the body if the profile gives it."""
    found = {}
    for id_, role in questionnaire.roles.items():
        name = profile.actor(id_) if profile else None
        found[id_] = capital(role.title) + (f": {inert(name)}" if name else "")
    return found


def _section(rows: Rows, writer: QuestionWriter, section: Section) -> None:
    open_ = [question for question in section.questions if not question.sensitive]
    if not open_:
        return
    is_one_screen = _are_alike(open_)
    appearance = FIELD_LIST if is_one_screen else ""
    with rows.group(names.section_group(section.id), section.title, appearance=appearance):
        for question in open_:
            writer.write(question, is_on_one_screen=is_one_screen)


def _are_alike(questions: Sequence[Question]) -> bool:
    """Questions on one scale stand on one screen, as the services do: who answers one can answer its neighbour."""
    return len(questions) > 1 and len({question.scale for question in questions}) == 1 and questions[0].scale is not None


def _sensitive(rows: Rows, writer: QuestionWriter, questions: Sequence[Question]) -> None:
    """What could harm somebody: in a group that opens only if it may be asked."""
    if not questions:
        return
    yes_no = {"yes": words.YES, "no": words.NO}
    lead_in = rows.select(names.SENSITIVE_OPEN, yes_no)
    rows.add(lead_in, names.SENSITIVE_OPEN, words.SENSITIVE_OPEN, hint=words.SENSITIVE_HINT)
    with rows.group(names.SENSITIVE_GROUP, words.SENSITIVE, relevant=equals(names.SENSITIVE_OPEN, "yes")):
        for question in questions:
            writer.write(question, is_on_one_screen=False)


def _settings(library: Library, selection: Selection, profile: Profile | None) -> dict[str, str]:
    country = profile.country if profile is not None and profile.has_country else None
    place = inert(profile.name or country.name) if profile is not None and country else ""
    # Another selection is another form: a server keeps versions of one form apart by `version` alone.
    parts = ["wayhome", country.alpha_3 if country else "", profile.area or "" if profile else ""]
    parts += [selection.section or "", "core" if selection.core else "", selection.role or ""]
    parts += ["opt-in" if selection.opt_in else "", "" if selection.sensitive else "open"]
    return {
        "form_title": f"{words.TITLE}: {place}" if place else words.TITLE,
        "form_id": re.sub(r"[^a-z0-9]+", "-", "-".join(part for part in parts if part).lower()),
        "version": form_version(library),
        "default_language": words.LANGUAGE,
        "style": "pages",
    }


def _fill(book: Workbook, title: str, columns: Sequence[str], content: Sequence[Row]) -> None:
    sheet = book.create_sheet(title)
    used = [column for column in columns if any(column in row for row in content)]
    for i, column in enumerate(used, 1):
        put(sheet.cell(1, i), header(column))
        for j, row in enumerate(content, 2):
            if column in row:
                put(sheet.cell(j, i), row[column])


def inert(text: str) -> str:
    """Free text for a label: no reference to another question, no markup, one line of some length."""
    return " ".join(text.translate(_MARKUP).replace("${", "$ {").split())[:LONGEST_LABEL]

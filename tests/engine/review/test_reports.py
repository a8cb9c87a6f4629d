"""Status and export: everything that was said, in shapes that people and evaluation offices can use."""

import csv
import io
import json

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.dates import parse_date
from wayhome.engine.errors import InputError
from wayhome.engine.plain_text import to_text
from wayhome.engine.responses import State
from wayhome.engine.result_reviews import reviews_result
from wayhome.engine.review.entries import ProgressEntry
from wayhome.engine.review.export import decisions_of, to_csv
from wayhome.engine.review.log import Log, Logged
from wayhome.engine.review.record import asked_entry
from wayhome.engine.review.reporting import report
from wayhome.engine.review.standing import standing_of
from wayhome.engine.review.status import status, status_document
from wayhome.engine.review.status_sheet import write_status
from wayhome.engine.schemas import schema_of

from .reviewing import LEAD, TABLE, WORK, decision, example, form_of

CABINET, LABOUR, TREASURY = "cabinet-office", "ministry-labour", "ministry-finance"
OLD = {"hash": "0" * 64, "reviewed": {"title": "Old title", "mode": "", "text": "Old text.", "lead": CABINET}}
HOSTILE = "=HYPERLINK(1) | *x* <b>\n# أسباب"


def log_of(*entries):
    return Log("log", tuple(Logged(i, entry, "", f"{i:064}") for i, entry in enumerate(entries, 1)))


def standing(*entries):
    return standing_of(log_of(*entries), example())


ENTRIES = (
    asked_entry(form_of(CABINET)),
    asked_entry(form_of(LABOUR)),
    decision(CABINET, TABLE, "reject", reasons=HOSTILE),
    decision(TREASURY, TABLE, "accept"),
    decision(CABINET, LEAD, "accept", **OLD),
    decision(LABOUR, WORK, "accept-if-funded", paid_by="Treasury", action="Issue it", unit="Desk 4", by="2027-03"),
    ProgressEntry(
        subject="XXX Exampleland",
        action=WORK,
        is_planned=True,
        title="T",
        state="under-way",
        date="2026-07",
        evidence="Begun.",
    ),
)


def told(today=None, *entries):
    return " ".join(to_text(status(standing(*(entries or ENTRIES)), example(), parse_date(today))).split())


def test_the_status_says_what_is_decided_open_stale_and_contested():
    text = told()
    assert "Of the actions put to the bodies: 1 accepted if funded, 1 contested, 1 answered on an earlier text and" in text
    assert "1. Bring the coordinating bodies under one chair [coordination.mechanism]: contested. " in text
    assert "Cabinet Secretariat: reject; Treasury: accept." in text
    assert "4. Let employment services and work schemes serve returnees: accept if funded: Treasury (2026-05-12)." in text
    assert "What it will do: Issue it; Desk 4; by March 2027." in text
    assert "Work: under way (2026-07): Begun." in text
    assert "7 entries in the log; the last has the hash 0000000000000000" in text


def test_a_stale_answer_is_shown_with_both_texts():
    text = told()
    assert "5. Settle which body answers for the whole: accept, on an earlier text (“Old title”)" in text
    assert "It read: “Old text.” Today: “Settle which body answers for the whole. One signed text gives" in text


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (None, "No answer so far (asked for by 2026-06-30): "),
        ("2026-06-30", "No answer so far (asked for by 2026-06-30): "),
        ("2026-06", "No answer so far (asked for by 2026-06-30): "),
        ("2026-07-01", "No answer by 2026-06-30, which is not consent: "),
        ("2027", "No answer by 2026-06-30, which is not consent: "),
    ],
)
def test_a_deadline_has_passed_only_once_a_day_is_given_that_says_so(today, words):
    assert words in told(today)


def test_an_answer_asked_for_again_is_told_with_its_day(tmp_path):
    stale = decision(CABINET, LEAD, "accept", **OLD)
    asked = asked_entry(form_of(CABINET, deadline="2026-09-30"))
    text = told("2026-10-01", stale, asked)
    assert "5. Settle which body answers for the whole: accept, on an earlier text" in text
    owed = text.partition("No answer by 2026-09-30, which is not consent: ")[2].partition("Action by action")[0]
    assert "5. Settle which body answers for the whole" in owed
    write_status(standing(stale, asked), example(), tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").active
    head = [cell.value for cell in sheet[1]]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[head.index("Earlier text")] == "yes"]
    assert row[head.index("Asked for by")] == "2026-09-30"


def test_what_partners_answered_shows_while_the_lead_is_silent():
    text = told(None, decision(TREASURY, TABLE, "accept"))
    assert "[coordination.mechanism]: without an answer of the lead. Treasury: accept." in text
    text = told(None, decision(LABOUR, TABLE, "reject", **OLD), decision(TREASURY, TABLE, "accept"))
    assert "Ministry of Work: reject (on an earlier text); Treasury: accept." in text


def test_a_report_is_no_answer_and_is_not_counted_as_one_that_is_missing():
    assert told(None, ENTRIES[-1]).count("without an answer") == 1, "beside the action alone"


def test_what_nobody_was_asked_about_is_said():
    assert "Nobody was asked about actions 1, 2, 3, 4, 5, 6, 7 and 8." in told(None, ENTRIES[-1])
    assert "Nobody has been asked yet." in " ".join(to_text(status(standing(), example())).split())


def test_the_status_in_markdown_keeps_hostile_words_inert():
    text = to_markdown(status_document(standing(*ENTRIES), example()))
    assert 'log: {"entries": 7, "head": "' in text
    assert "Reasons: =HYPERLINK(1) \\| \\*x\\* \\<b\\> # أسباب" in text


def test_the_status_as_json_is_what_an_advice_holds():
    found = reviews_result(standing(*ENTRIES)).model_dump(mode="json")
    schema = schema_of("advice")
    Draft202012Validator({**schema["$defs"]["ReviewsResult"], "$defs": schema["$defs"]}).validate(found)
    (stale,) = [one for m in found["measures"] if m["measure"] == LEAD for one in m["responses"]]
    assert (stale["stale"], stale["title"], stale["text"]) == (True, "Old title", "Old text.")


def test_the_status_as_a_workbook_has_a_row_for_each_body_and_action(tmp_path):
    write_status(standing(*ENTRIES), example(), tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").active
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    of_table = {row["Body"]: row for row in rows if row["Action"] == "Bring the coordinating bodies under one chair"}
    assert of_table["Cabinet Secretariat"]["Decision"] == "reject"
    assert of_table["Cabinet Secretariat"]["Reasons"] == HOSTILE
    assert of_table["Ministry of Work"]["Decision"] == "without an answer"
    assert of_table["Ministry of Work"]["Asked for by"] == "2026-06-30"
    assert {row["Stands"] for row in of_table.values()} == {"contested"}
    write_status(standing(*ENTRIES), example(), tmp_path / "again.xlsx")
    assert (tmp_path / "s.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_an_export_has_one_row_a_measure_and_fits_its_schema():
    found = json.loads(decisions_of(standing(*ENTRIES), example()).model_dump_json())
    Draft202012Validator(schema_of("decisions")).validate(found)
    rows = {row["id"]: row for row in found["decisions"]}
    assert len(rows) == len(found["decisions"])
    assert set(rows) == set(form_of(CABINET).rows) | set(form_of(LABOUR).rows)
    assert rows[WORK] == {
        "subject": "XXX Exampleland",
        "id": WORK,
        "number": "4",
        "recommendation": "Let employment services and work schemes serve returnees",
        "lead": "Ministry of Work",
        "outcome": "accepted-if-funded",
        "management_response": "accept-if-funded",
        "reasons": "So it is.",
        "action_plan": "Issue it",
        "unit": "Desk 4",
        "due": "2027-03",
        "decided_on": "2026-05-12",
        "waits_for_money_of": "Treasury",
        "passed_on_to": "",
        "own_text": "",
        "other_responses": "",
        "no_answer_from": "",
        "progress": "under-way",
        "progress_on": "2026-07",
        "progress_evidence": "Begun.",
        "still_advised": "yes",
        "log_entry": "6",
    }
    assert rows[TABLE]["other_responses"] == "Treasury: accept"
    assert rows[LEAD]["other_responses"] == "Cabinet Secretariat: accept (on an earlier text)"
    assert rows[LEAD]["no_answer_from"] == "Cabinet Secretariat; Ministry of Work"


def test_to_whom_a_measure_was_passed_on_stands_in_its_row():
    found = decisions_of(standing(decision(LABOUR, WORK, "not-ours", whose=TREASURY)), example())
    (row,) = found.decisions
    assert (row.outcome, row.passed_on_to) == ("passed-on", "Treasury")


def test_csv_reads_back_and_no_cell_is_a_formula():
    found = decisions_of(standing(*ENTRIES), example())
    rows = list(csv.DictReader(io.StringIO(to_csv(found), newline="")))
    assert [row["id"] for row in rows] == [row.id for row in found.decisions]
    of_table = next(row for row in rows if row["id"] == TABLE)
    assert of_table["reasons"] == f"'{HOSTILE}"
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


def reported(action="", state="under-way", date="2026-07", evidence="Seen.", held=(), **more):
    return report(example(), log_of(*held), action, State(state), date, evidence, **more)


def test_a_report_is_on_an_action_of_the_brief_or_on_one_begun_outside_it():
    entry = reported(WORK)
    assert (entry.is_planned, entry.title) == (True, "Let employment services and work schemes serve returnees")
    new = reported(title="  Legal clinic ", by="Bar")
    assert (new.is_planned, new.action, new.title) == (False, "legal-clinic", "Legal clinic")
    again = reported(title="LEGAL CLINIC", held=[new])
    assert again.action == "legal-clinic", "the same title is the same action"
    later = reported("legal-clinic", "done", held=[new])
    assert (later.is_planned, later.title, later.state) == (False, "Legal clinic", "done")
    assert reported(title=WORK).action != WORK, "an unplanned action never takes the place of a planned one"
    assert reported(title="عيادة قانونية").action == "unplanned"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (
            {"action": "work.public-service"},
            "this brief has no action 'work.public-service'; did you mean 'work.public-services'?",
        ),
        ({"action": "care.at-risk"}, "this brief has no action 'care.at-risk'"),
        ({"action": WORK, "date": "soon"}, "'soon' is not a date"),
        ({"action": WORK, "evidence": " \n"}, "nothing shows that it is under-way"),
        ({"action": WORK, "evidence": "x" * 10_001}, "10,001 characters"),
    ],
)
def test_a_report_that_is_none_is_refused(given, what):
    with pytest.raises(InputError) as refused:
        reported(**given)
    assert what in str(refused.value)


def test_what_has_not_begun_needs_nothing_that_shows_it():
    assert reported(WORK, "not-started", evidence="").evidence == ""

"""What is for the adviser alone, withheld or asked on request is in no form, log, status or export; nor is any person."""

import json

import openpyxl
import pytest

from wayhome.engine.api import LoadedProfile, advise
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.review.bodies import bodies_of, measures_of
from wayhome.engine.review.briefed import reviewed
from wayhome.engine.review.export import decisions_of, to_csv
from wayhome.engine.review.item import items_of
from wayhome.engine.review.log import Log, Logged, read_log
from wayhome.engine.review.log_writer import append
from wayhome.engine.review.opening import open_review
from wayhome.engine.review.standing import standing_of
from wayhome.engine.review.status import status_document
from wayhome.engine.review.status_sheet import write_status

from .reviewing import LIBRARY, decision, phrases_of

SECRET = "unmistakable-evidence-of-a-withheld-answer"
OPEN_PROFILE = f"""\
wayhome: 1
country: XX
name: Secretland
answers:
  service.protection: {{answer: patchy, evidence: {SECRET}}}
  service.psychosocial: patchy
  sop.use: {{answer: on-paper, evidence: {SECRET}-procedures}}
  service.employment: closed
  referral.use: none
  coordination.state: none
  stakeholders.actors:
    answer:
      quiet: {{name: Quiet Society, category: ngos, influence: high, interest: low, willing: withheld}}
      loud: {{name: Loud Chamber, category: private-sector, influence: high, interest: low}}
"""
PROFILE = OPEN_PROFILE.replace("{answer: patchy", "{answer: withheld").replace("{answer: on-paper", "{answer: withheld") + (
    f"  risk.law: {{answer: hostile, evidence: {SECRET}-opt-in}}\n"
    "  risk.safe-ways: {answer: {trusted: yes}}\n  risk.help: none\n"
)
UNSAID = (
    SECRET,
    "service.protection",
    "sop.use",
    "risk.law",
    "risk.safe-ways",
    "risk.help",
    "care.at-risk",
    "Quiet Society",
    "vulnerable-services",
)


def everything_in(folder):
    """Every word of every file below a folder, of workbooks cell by cell, and of forms the copy they carry."""
    import base64

    texts = []
    for path in folder.rglob("*"):
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            cells = [str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value]
            if "wayhome" in book.sheetnames:
                cells.append(base64.b64decode("".join(c.value for c in book["wayhome"]["A"] if c.value)).decode())
            texts.append("\n".join(cells))
        elif path.is_file():
            texts.append(path.read_text(encoding="utf-8"))
    assert texts
    return "\n".join(texts)


@pytest.fixture
def folder(tmp_path):
    phrases = phrases_of(PROFILE)
    concerned = [body.key for body in bodies_of(phrases) if measures_of(phrases, body)]
    assert {"organisations", "partners", "returnee-groups"} <= set(concerned)
    open_review(phrases, tmp_path, tmp_path / "reviews.jsonl", named=concerned)
    assert len(list(tmp_path.glob("*.xlsx"))) > 5
    return tmp_path


def test_no_form_and_no_log_holds_what_is_not_for_all_readers(folder):
    text = everything_in(folder)
    assert "coordination.mechanism" in text
    for word in (*UNSAID, "Loud Chamber", "influence"):
        assert word not in text, word


def written_reports(phrases, log, folder):
    reviews = standing_of(log, phrases)
    write_status(reviews, phrases, folder / "status.xlsx")
    (folder / "status.md").write_text(to_markdown(status_document(reviews, phrases)), encoding="utf-8")
    (folder / "export.csv").write_text(to_csv(decisions_of(reviews, phrases)), encoding="utf-8")
    (folder / "export.json").write_text(decisions_of(reviews, phrases).model_dump_json(), encoding="utf-8")


def test_what_was_answered_before_it_was_withheld_is_silent_everywhere_afterwards(tmp_path):
    before = phrases_of(OPEN_PROFILE)
    silent = sorted(set(items_of(before)) - set(items_of(phrases_of(PROFILE))))
    assert silent, "the test needs a measure that the withheld answer alone decides"
    lead = items_of(before)[silent[0]].reviewed.lead
    log = tmp_path / "log" / "reviews.jsonl"
    log.parent.mkdir()
    append(
        log,
        lambda held: [decision(lead, silent[0], "reject", before), decision("migration-lead", "referral", phrases=before)],
    )
    (tmp_path / "out").mkdir()
    written_reports(phrases_of(PROFILE), read_log(log), tmp_path / "out")
    assert "referral" in everything_in(tmp_path / "out")
    assert silent[0] not in everything_in(tmp_path / "out")
    loaded = LoadedProfile(check_profile(PROFILE, "p.yaml", LIBRARY.questionnaire), LIBRARY)
    for edition in ("draft", "adviser", "confidential"):
        advised = reviewed(advise(loaded, edition=edition), read_log(log))
        assert list(advised.advice.reviews.measures) == ["referral"]
        result = json.loads(advised.to_json())
        assert silent[0] not in json.dumps(result["reviews"])
        assert not [task for step in result["roadmap"]["steps"] for task in step["tasks"] if task["without"]]
        if edition != "confidential":
            for text in (advised.to_markdown(), advised.to_json()):
                assert items_of(before)[silent[0]].reviewed.title not in text
                assert SECRET not in text


def test_a_measure_for_the_confidential_edition_is_reviewed_by_nobody():
    loaded = LoadedProfile(check_profile(PROFILE, "p.yaml", LIBRARY.questionnaire), LIBRARY)
    confidential = advise(loaded, edition="confidential").advice
    assert "care.at-risk" in {r.id for r in confidential.ranked}
    assert "care.at-risk" not in items_of(Phrases(confidential))


def test_a_decision_smuggled_in_on_a_confidential_measure_is_not_reported():
    phrases = phrases_of(PROFILE)
    entry = decision("migration-lead", "referral", phrases=phrases).model_copy(update={"measure": "care.at-risk"})
    log = Log("log", (Logged(1, entry, "", "1" * 64),))
    assert standing_of(log, phrases).measures == {}


def test_reports_name_bodies_and_no_person(tmp_path):
    phrases = phrases_of(PROFILE)
    who = {"reviewer": {"name": "Unmistakable Person", "role": "Unmistakable Role"}}
    log = Log("log", (Logged(1, decision("migration-lead", "referral", "reject", phrases, **who), "", "1" * 64),))
    written_reports(phrases, log, tmp_path)
    assert "Unmistakable" not in everything_in(tmp_path)

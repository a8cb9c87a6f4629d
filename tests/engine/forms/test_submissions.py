"""What was said in a form is read back from every kind of export, the same for every field, and who said it is kept."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.answer_fields import EVIDENCE, SOURCE
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.forms.form_names import form_names
from wayhome.engine.forms.submissions import chosen_submissions, read_submissions
from wayhome.engine.forms.xlsform import form_version, xlsform
from wayhome.engine.library import load_library
from wayhome.engine.selection import Selection

from ..random_programs import examples
from . import exports
from .exports import ACCOUNT, Filled
from .random_answers import drawn_answer, filled

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
NAMES = form_names(QUESTIONNAIRE)
FORM = xlsform(LIBRARY, Selection(opt_in=True))
IN_FORM = {question.name for question in exports.questions_of(FORM)}
ASKED = {id_: one for id_, one in QUESTIONNAIRE.questions.items() if NAMES.by_question[id_][0].name in IN_FORM}
LISTS = [id_ for id_, question in QUESTIONNAIRE.questions.items() if question.repeat]
VERSION = form_version(LIBRARY)
WITHOUT_BODIES = {"KoboToolbox csv", "KoboToolbox csv, commas, split", "KoboToolbox csv in UTF-16"}
WAYS = {
    "KoboToolbox xlsx": lambda f, s, d: exports.kobo_xlsx(f, s, d),
    "KoboToolbox xlsx, numbers as numbers": lambda f, s, d: exports.kobo_xlsx(f, s, d, typed=True, ticks=(1, 0)),
    "KoboToolbox xlsx, dots, one column": lambda f, s, d: exports.kobo_xlsx(f, s, d, separator=".", select_many="summary"),
    "KoboToolbox xlsx, split": lambda f, s, d: exports.kobo_xlsx(f, s, d, select_many="details", ticks=(True, False)),
    "KoboToolbox csv": lambda f, s, d: exports.kobo_csv(f, s, d),
    "KoboToolbox csv, commas, split": lambda f, s, d: exports.kobo_csv(
        f, s, d, delimiter=",", select_many="details", ticks=("TRUE", "FALSE"), encoding="utf-8"
    ),
    "KoboToolbox csv in UTF-16": lambda f, s, d: exports.kobo_csv(f, s, d, encoding="utf-16", separator="-"),
    "KoboToolbox json": lambda f, s, d: exports.kobo_json(f, s, d),
    "KoboToolbox json, a bare list": lambda f, s, d: exports.kobo_json(f, s, d, shape="list"),
    "ODK Central csv": lambda f, s, d: exports.central_csv(f, s, d, form_version=VERSION),
    "ODK Central csv, not split": lambda f, s, d: exports.central_csv(f, s, d, split=False),
    "ODK Central csv without groups": lambda f, s, d: exports.central_csv(f, s, d, group_paths=False),
    "ODK Central xlsx": lambda f, s, d: exports.central_xlsx(f, s, d),
    "ODK Central json": lambda f, s, d: exports.central_json(f, s, d, form_version=VERSION),
    "ODK Central json, a bare list": lambda f, s, d: exports.central_json(f, s, d, shape="list"),
}
HEAD = {"about_body": "ministry-labour", "about_date": "2026-05-04", "about_country": "gha"}


def uuid(number):
    return f"{number:08x}-1234-4abc-8def-0123456789ab"


def submission(said, number=1, sources=None, **head):
    values, bodies = filled(said, NAMES, sources)
    return Filled(uuid(number), {**HEAD, **exports.calculated(FORM), **values, **head}, bodies)


def comparable(said):
    return {id_: {path: value for path, value in one.items() if path != SOURCE} for id_, one in said.items() if one}


@examples(40)
@given(way=st.sampled_from(list(WAYS)), draw=st.randoms(use_true_random=False))
def test_what_is_said_comes_back_the_same(tmp_path_factory, way, draw):
    folder = tmp_path_factory.mktemp("export")
    submissions, expected = [], []
    for number in range(1, draw.randint(2, 4)):
        asked = {*draw.sample(list(ASKED), 12), *LISTS}
        said = {id_: drawn_answer(draw, ASKED[id_], QUESTIONNAIRE) for id_ in sorted(asked)}
        if way in WITHOUT_BODIES:
            said = {id_: one for id_, one in said.items() if id_ not in LISTS}
        submissions.append(submission(said, number))
        expected.append(comparable(said))
    found = read_submissions(WAYS[way](FORM, submissions, folder), LIBRARY)
    assert [comparable(one.contribution.answers) for one in found] == expected
    assert [one.id for one in found] == [uuid(i) for i, _ in enumerate(found, 1)]


@pytest.mark.parametrize("way", WAYS)
def test_every_question_at_once_comes_back_the_same(tmp_path, way):
    draw = random.Random(7)
    questions = {id_: one for id_, one in ASKED.items() if way not in WITHOUT_BODIES or id_ not in LISTS}
    said = {id_: drawn_answer(draw, question, QUESTIONNAIRE) for id_, question in questions.items()}
    (found,) = read_submissions(WAYS[way](FORM, [submission(said)], tmp_path), LIBRARY)
    assert comparable(found.contribution.answers) == comparable(said)


@pytest.mark.parametrize("way", WAYS)
def test_who_said_it_is_kept_and_who_sent_it_is_not_read(tmp_path, way):
    said = {
        "service.health": {("answer",): "patchy", EVIDENCE: "Clinics turned people away in March."},
        "sop.use": {("answer",): "not-asked"},
        "referral.use": {("answer",): "none"},
    }
    sources = {"service.health": "Notes of a talk, 2026", "referral.use": "Notes of a talk, 2026"}
    (found,) = read_submissions(WAYS[way](FORM, [submission(said, 5, sources)], tmp_path), LIBRARY)
    assert (found.who, found.date, found.version, found.notes) == ("the ministry of labour", "2026-05-04", VERSION, ())
    own = "form-00000005"
    assert found.contribution.sources == {
        own: {"title": "Answers of the ministry of labour, by form", "date": "2026-05-04"},
        "notes-of-a-talk": {"title": "Notes of a talk, 2026"},
    }
    answers = found.contribution.answers
    assert answers["service.health"] == {**said["service.health"], SOURCE: [own, "notes-of-a-talk"]}
    assert answers["referral.use"][SOURCE] == [own, "notes-of-a-talk"]
    assert SOURCE not in answers["sop.use"]
    assert (found.country, found.area, found.contribution.head) == ("GHA", "", {"country": "GHA"})
    assert ACCOUNT not in repr(found)


def test_a_body_that_gives_its_name_is_called_by_it(tmp_path):
    one = submission({"sop.use": {("answer",): "none"}}, about_body="other", about_body_name="Union of Returnees, Kumasi")
    (found,) = read_submissions(exports.kobo_json(FORM, [one], tmp_path), LIBRARY)
    assert found.who == found.contribution.who == "Union of Returnees, Kumasi"
    assert found.contribution.sources["form-00000001"]["title"] == "Answers of Union of Returnees, Kumasi, by form"


def test_an_area_is_read_with_its_country(tmp_path):
    one = submission({"sop.use": {("answer",): "none"}}, about_country="CIV", about_area="ci-ab")
    (found,) = read_submissions(exports.central_csv(FORM, [one], tmp_path), LIBRARY)
    assert found.contribution.head == {"country": "CIV", "area": "CI-AB"}


def test_without_a_date_of_the_talk_the_day_of_sending_stands_for_it(tmp_path):
    one = submission({"sop.use": {("answer",): "none"}}, about_date=None)
    for way in ("KoboToolbox xlsx", "KoboToolbox json", "ODK Central csv", "ODK Central json"):
        (found,) = read_submissions(WAYS[way](FORM, [one], tmp_path), LIBRARY)
        assert found.date == "2026-05-04"


def test_a_form_made_with_other_questions_is_read_and_noted(tmp_path):
    one = submission({"sop.use": {("answer",): "none"}}, about_version="r1-q1")
    (found,) = read_submissions(exports.kobo_csv(FORM, [one], tmp_path), LIBRARY)
    assert found.notes == (f"it was made with other questions or rules (r1-q1; ours are {VERSION})",)


def test_bodies_that_the_file_leaves_out_are_noted(tmp_path):
    said = {"stakeholders.actors": {("answer", "union", "name"): "Union"}}
    for file in (
        exports.kobo_csv(FORM, [submission(said)], tmp_path),
        exports.central_json(FORM, [submission(said)], tmp_path, expand=False),
    ):
        (found,) = read_submissions(file, LIBRARY)
        assert found.contribution.answers == {}
        assert any(note.startswith("the bodies it lists are not in this file") for note in found.notes)


def test_a_submission_that_the_server_rejected_is_noted(tmp_path):
    one = submission({"sop.use": {("answer",): "none"}})
    tables = exports.kobo_tables(FORM, [one])
    rows = next(iter(tables.values()))
    rows[1][rows[0].index("_validation_status")] = "Not Approved"
    (found,) = read_submissions(exports.write_xlsx(tables, tmp_path / "k.xlsx"), LIBRARY)
    assert found.notes == ("it was rejected when it was reviewed on the server",)


def test_what_a_submission_says_can_be_written_into_a_profile(tmp_path):
    draw = random.Random(11)
    said = {id_: drawn_answer(draw, question, QUESTIONNAIRE) for id_, question in ASKED.items()}
    (found,) = read_submissions(exports.kobo_xlsx(FORM, [submission(said)], tmp_path), LIBRARY)
    draft = Draft("wayhome: 1\ncountry: GHA\nanswers:\n", "p.yaml", QUESTIONNAIRE)
    for key, source in found.contribution.sources.items():
        draft = draft.with_source(key, source)
    draft = draft.with_all_said(found.contribution.answers)
    assert comparable(draft.everything_said()) == comparable(said)


def test_text_that_no_file_can_hold_is_made_whole(tmp_path):
    evidence = "half \ud800, bell \x07,\r\nend"
    one = submission({"sop.use": {("answer",): "none", EVIDENCE: evidence}})
    file = exports.kobo_json(FORM, [one], tmp_path, ascii_only=True)
    (found,) = read_submissions(file, LIBRARY)
    assert found.contribution.answers["sop.use"][EVIDENCE] == "half \ufffd, bell \ufffd,\nend"
    draft = Draft("wayhome: 1\nsources: {form-00000001: {title: t}}\n", "p.yaml", QUESTIONNAIRE)
    assert draft.with_all_said(found.contribution.answers).text.encode()


def test_submissions_without_an_id_are_told_apart_by_their_number(tmp_path):
    rows = [["about_body", "sop_use"], ["adviser", "none"], ["organisations", "patchy working"]]
    found = read_submissions(exports.write_csv(rows, tmp_path / "talks of May 2026.csv"), LIBRARY)
    assert [one.id for one in found] == ["talks of May 2026-1", "talks of May 2026-2"]
    keys = ["form-talks-of-may-2026-1", "form-talks-of-may-2026-2"]
    assert [list(one.contribution.sources) for one in found] == [[key] for key in keys]
    assert found[1].contribution.answers["sop.use"] == {("answer",): ["patchy", "working"], SOURCE: keys[1]}


def test_submissions_are_chosen_by_id_or_number(tmp_path):
    said = {"sop.use": {("answer",): "none"}}
    found = read_submissions(exports.kobo_csv(FORM, [submission(said, i) for i in (1, 2, 3)], tmp_path), LIBRARY)
    assert chosen_submissions(found, []) == found
    assert chosen_submissions(found, ["2", f"uuid:{uuid(3)}", uuid(2)]) == found[1:]
    with pytest.raises(InputError, match="there is no submission '4'; expected 00000001-1234"):
        chosen_submissions(found, ["4"])

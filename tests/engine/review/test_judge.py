"""What a form must say before it is believed: decisions with reasons, whole corrections, and who answers."""

import pytest

from wayhome.engine.dates import parse_date
from wayhome.engine.errors import Place
from wayhome.engine.responses import Decision
from wayhome.engine.review.corrected import correction_of
from wayhome.engine.review.entries import LONGEST_ANSWER, CorrectionEntry, DecisionEntry, OverallEntry
from wayhome.engine.review.filled import FilledRow, Typed
from wayhome.engine.review.forms import FactAsked
from wayhome.engine.review.judge import judge
from wayhome.engine.review.text_form_reader import read_text_form

from .reviewing import LIBRARY, PERSON, TABLE, WORDS, WORK, form_of, text_of

FORM = form_of("ministry-labour")
FACT = "service.employment|answer"


def judged(rows=None, facts=None, person=PERSON, today=None):
    filled = read_text_form(text_of(FORM, rows, facts, person), "f.md", WORDS)
    return judge(filled, WORDS, LIBRARY.questionnaire, parse_date(today))


def told(found):
    return [str(problem).partition(": ")[2] for problem in found.problems]


def test_a_decision_carries_who_decided_and_the_text_it_is_about():
    answers = {
        "Decision": "Accepted if funded",
        "Reasons": "No money.",
        "Paid by, if funded": "Treasury",
        "What we will do": "Issue it",
        "Unit in charge": "Employment",
        "Done by (date)": "2027-03",
        "Our own text and paragraph": "Act, s. 12",
    }
    (entry,) = judged({WORK: answers}).entries
    assert isinstance(entry, DecisionEntry)
    assert (entry.decision, entry.paid_by, entry.by, entry.unit) == (
        Decision.ACCEPT_IF_FUNDED,
        "Treasury",
        "2027-03",
        "Employment",
    )
    assert (entry.body, entry.name, entry.date) == ("ministry-labour", "Ministry of Work", "2026-05-12")
    assert (entry.reviewer.name, entry.reviewer.role) == (PERSON["name"], PERSON["role"])
    assert (entry.reviewed, entry.hash) == (FORM.rows[WORK].reviewed, FORM.rows[WORK].hash)
    assert (entry.subject, entry.form) == ("XXX Exampleland", FORM.digest)


@pytest.mark.parametrize(
    ("typed", "decided"),
    [
        ("accept", "accept"),
        ("Accepted.", "accept"),
        ("ACCEPT IF FUNDED", "accept-if-funded"),
        ("partially-accept", "partially-accept"),
        ("Partially accepted", "partially-accept"),
        ("rejected", "reject"),
        ("not ours", "not-ours"),
        ("maybe", None),
        ("yes", None),
        ("not accept", None),
        ("accept reject", None),
        ("", None),
    ],
)
def test_words_for_decisions_are_taken_for_what_they_certainly_mean(typed, decided):
    assert WORDS.decision_of(typed) == decided


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("Treasury", "ministry-finance"),
        ("the treasury.", "ministry-finance"),
        ("ministry-finance", "ministry-finance"),
        ("ministry of  foreign affairs", "foreign-affairs"),
        ("Me\u0301ridien", "Me\u0301ridien"),
        ("A bank", "A bank"),
    ],
)
def test_a_body_is_known_by_its_name_as_people_write_it(typed, whose):
    (entry,) = judged({WORK: {"Decision": "not ours", "Reasons": "R", "Whose, if not ours": typed}}).entries
    assert entry.whose == whose


def test_a_body_with_an_accent_is_known_however_the_accent_is_written():
    content = FORM.content.model_copy(update={"bodies": {"ministry-finance": "Minist\u00e8re des Finances"}})
    text = text_of(type(FORM)(content), {WORK: {"Decision": "not ours", "Reasons": "R", "Whose, if not ours": "@"}})
    filled = read_text_form(text.replace("ours: @", "ours: Ministe\u0300re des finances"), "f.md", WORDS)
    assert judge(filled, WORDS, LIBRARY.questionnaire).entries[0].whose == "ministry-finance"


@pytest.mark.parametrize("typed", ["Ministry of Work", "the Ministry of work.", "ministry-labour"])
def test_a_body_does_not_pass_on_to_itself(typed):
    found = judged({WORK: {"Decision": "not ours", "Reasons": "R", "Whose, if not ours": typed}})
    assert told(found) == ["that is the body which answers; name the body whose task it is"]


@pytest.mark.parametrize(
    ("day", "today", "is_taken"),
    [
        ("2027-06-30", None, True),
        ("2027-07-01", None, False),
        ("2062-05-12", None, False),
        ("2062-05-12", "2062-05-12", True),
        ("2062-05-12", "2026-05", False),
    ],
)
def test_a_slip_in_the_year_is_refused_since_of_two_answers_the_later_counts(day, today, is_taken):
    found = judged({WORK: {"Decision": "accept"}}, person={**PERSON, "date": day}, today=today)
    assert bool(found.entries) is is_taken
    assert not is_taken or not found.problems


@pytest.mark.parametrize("decided", list(Decision))
def test_reasons_are_needed_for_every_decision_but_accept(decided):
    typed = WORDS.decision(decided)
    others = {"Whose, if not ours": "Treasury", "Paid by, if funded": "Treasury"}
    found = judged({WORK: {"Decision": typed, **others}})
    assert bool(found.entries) is (decided is Decision.ACCEPT)
    assert bool(found.problems) is (decided is not Decision.ACCEPT)
    if found.problems:
        assert told(found) == [f"'{typed}', and the reasons are missing; fill in 'Reasons'; only 'accept' stands alone"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (
            {"Decision": "maybe", "Reasons": "R"},
            "'maybe' is no decision; expected accept, accept if funded, partially accept",
        ),
        (
            {"Decision": "acept"},
            "'acept' is no decision; expected accept, accept if funded, partially accept, reject, not ours; did you mean",
        ),
        ({"Reasons": "R"}, "something is written in this row, and no decision; expected accept"),
        (
            {"Decision": "not ours", "Reasons": "R"},
            "'not ours', and it is not said whose it is; fill in 'Whose, if not ours'",
        ),
        (
            {"Decision": "accept if funded", "Reasons": "R"},
            "'accept if funded', and it is not said whose money it waits for",
        ),
        ({"Decision": "accept", "Done by (date)": "soon"}, "'soon' is not a date; expected 2027, 2027-03 or 2027-03-31"),
        ({"Decision": "accept", "Done by (date)": "31.3.2027"}, "'31.3.2027' is not a date"),
        (
            {"Decision": "not ours", "Reasons": "R", "Whose, if not ours": "ministry of work"},
            "that is the body which answers; name the body whose task it is",
        ),
        ({"Decision": "reject", "Reasons": "x" * (LONGEST_ANSWER + 1)}, "10,001 characters; expected at most 10,000"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_and_the_others_stand(row, what):
    found = judged({WORK: row, TABLE: {"Decision": "accept"}})
    assert [entry.measure for entry in found.entries] == [TABLE]
    (line,) = told(found)
    assert line.startswith(what)


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("Treasury", "ministry-finance"),
        ("ministry-health", "ministry-health"),
        ("Bank of Exampleland", "Bank of Exampleland"),
    ],
)
def test_whose_it_is_becomes_a_role_where_the_form_knows_the_body(typed, whose):
    (entry,) = judged({WORK: {"Decision": "not ours", "Reasons": "R", "Whose, if not ours": typed}}).entries
    assert entry.whose == whose


@pytest.mark.parametrize("missing", ["name", "role", "date"])
def test_without_who_answers_in_which_function_and_when_nothing_is_recorded(missing):
    person = {key: value for key, value in PERSON.items() if key != missing}
    found = judged({WORK: {"Decision": "accept"}}, person=person)
    assert found.entries == ()
    assert told(found)[0].endswith("is empty on the page 'You'; say who answers, in which function and on which day")


@pytest.mark.parametrize("day", ["2026-05", "12.5.2026", "2026-02-30", "yesterday"])
def test_the_day_of_an_answer_is_a_day(day):
    found = judged({WORK: {"Decision": "accept"}}, person={**PERSON, "date": day})
    assert found.entries == ()
    assert told(found) == [f"{day!r} is not a day; expected 2026-05-12"]


@pytest.mark.parametrize(
    ("today", "is_taken"), [("2026-05-11", False), ("2026-05-12", True), ("2026-05", True), ("2026-04", False)]
)
def test_an_answer_dated_after_the_day_of_recording_is_refused(today, is_taken):
    found = judged({WORK: {"Decision": "accept"}}, today=today)
    assert bool(found.entries) is is_taken
    assert bool(found.problems) is not is_taken


def test_a_blank_form_is_no_answer_and_no_mistake():
    found = judged(person={})
    assert (found.is_blank, found.entries, found.problems) == (True, (), ())
    assert not judged().is_blank
    found = judged(person={**PERSON, "overall": "We agree.\nOn the whole."})
    (entry,) = found.entries
    assert isinstance(entry, OverallEntry)
    assert entry.text == "We agree.\nOn the whole."


@pytest.mark.parametrize(
    ("key", "typed", "proposed"),
    [
        (FACT, "on-paper", "on-paper"),
        (FACT, "Patchy", "patchy"),
        (FACT, "on-paper or patchy", ("on-paper", "patchy")),
        (FACT, "patchy, on-paper", ("on-paper", "patchy")),
        (FACT, "patchy: It works in some places or for some groups.", "patchy"),
        (FACT, "It works in some places or for some groups", "patchy"),
        (FACT, "nobody-knows", "nobody-knows"),
        ("policy.sectors|answer|labour", "acts", "acts"),
        ("returns.obstacles|answer|skills", "NO", "no"),
    ],
)
def test_a_correction_is_read_as_an_answer_of_the_questionnaire(key, typed, proposed):
    found = judged(facts={key: {"Corrected answer": typed, "What shows it (one sentence)": "Seen."}})
    assert told(found) == []
    (entry,) = found.entries
    assert isinstance(entry, CorrectionEntry)
    assert "|".join((entry.question, *entry.path)) == key
    assert entry.proposed == proposed
    assert entry.held == FORM.facts[key].held


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        (
            {"Corrected answer": "splendid", "What shows it (one sentence)": "E"},
            "'splendid' is not an answer here; expected none, closed",
        ),
        (
            {"Corrected answer": "patchy"},
            "'What shows it (one sentence)' is empty; a correction says what is right and what shows it",
        ),
        ({"What shows it (one sentence)": "E"}, "'Corrected answer' is empty; a correction says what is right"),
        ({"Document": "D"}, "'Corrected answer' is empty"),
        ({"Corrected answer": "Closed", "What shows it (one sentence)": "E"}, "that is what is held already"),
        (
            {"Corrected answer": "withheld", "What shows it (one sentence)": "E"},
            "'withheld' is no correction; say what is right",
        ),
        (
            {"Corrected answer": "patchy", "What shows it (one sentence)": "E", "Date of the fact": "soon"},
            "'soon' is not a date; expected 2021, 2021-11 or 2021-11-05",
        ),
    ],
)
def test_a_correction_that_is_none_is_refused_and_the_decisions_stand(fact, what):
    found = judged({WORK: {"Decision": "accept"}}, {FACT: fact})
    assert [type(entry) for entry in found.entries] == [DecisionEntry]
    assert told(found)[0].startswith(what)
    assert str(found.problems[0]).startswith("f.md:")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4200", 4200),
        ("4,200", 4200),
        ("4.200", 4200),
        ("12 000", 12000),
        ("١٢٠٠", 1200),
        ("high", "high"),
        ("4.2", None),
        ("4,20", None),
    ],
)
def test_a_number_is_taken_only_where_no_other_can_be_meant(typed, number):
    fact = FactAsked(question="returns.number", path=("answer",), asked="", held="100", rests_on="", choices=())
    row = FilledRow(fact.key, Place("f"), {"proposed": Typed(typed, Place("f")), "evidence": Typed("E", Place("f"))})
    proposed, problems = correction_of(fact, row, LIBRARY.questionnaire)
    assert proposed == number
    assert bool(problems) is (number is None)


def test_disagreement_and_correction_are_kept_apart():
    found = judged(
        {WORK: {"Decision": "accept"}}, {FACT: {"Corrected answer": "patchy", "What shows it (one sentence)": "E"}}
    )
    assert [entry.kind for entry in found.entries] == ["decision", "correction"]
